"""What is refused here, beside what the flow refuses."""

from mingbai.kit.refusal import Refused


class BadText(Refused):
    """What is proposed for a duty cannot be: an unknown code, no words, nothing that changes."""

    code = "bad_text"
    status = 400


class MayNot(Refused):
    """The post does not do this here."""

    code = "may_not"
    status = 403


class Frozen(Refused):
    """It was submitted, and its content stands."""

    code = "frozen"


class BadDocument(Refused):
    """What was sent makes no entry of the register."""

    code = "bad_document"
    status = 400


class BadDemand(Refused):
    """What was sent makes no entry of the burden ledger."""

    code = "bad_demand"
    status = 400


__all__ = ["BadDemand", "BadDocument", "BadText", "Frozen", "MayNot", "Refused"]
