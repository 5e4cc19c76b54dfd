"""What every refusal of this room has in common."""

from mingbai.kit.refusal import Refused


class BadList(Refused):
    """A list that cannot be taken as it is: no file, nothing recognised, too long, a day gone by."""

    code = "bad_list"
    status = 400


class OutsideArea(Refused):
    """The row lies beyond the acting post; recorded as a refused attempt."""

    code = "outside_area"
    status = 403


class BadDelivery(Refused):
    """No file, too many, the same twice, a dataset that this post does not send."""

    code = "bad_delivery"
    status = 400


class NotYourFile(Refused):
    """The dataset is another unit's; recorded as a refused attempt."""

    code = "not_your_file"
    status = 403


__all__ = ["BadDelivery", "BadList", "NotYourFile", "OutsideArea", "Refused"]
