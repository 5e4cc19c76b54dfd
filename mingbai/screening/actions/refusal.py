"""What every refusal of this room has in common."""

from mingbai.kit.refusal import Refused


class NothingThere(Refused):
    """No finding fits what was asked for."""

    code = "nothing_there"
    status = 409


__all__ = ["NothingThere", "Refused"]
