"""What is refused here, beside what the flows refuse."""

from mingbai.kit.refusal import Refused


class BadProblem(Refused):
    """What was sent makes no problem: an unknown category, severity or source, a day in the future."""

    code = "bad_problem"
    status = 400


class MayNotList(Refused):
    """The post does not put such problems on the list, or not there."""

    code = "may_not_list"
    status = 403


class NothingToAssign(Refused):
    """There is nothing on the list for this sheet."""

    code = "nothing_to_assign"


class Frozen(Refused):
    """The month is frozen already, or is not over yet."""

    code = "frozen"


__all__ = ["BadProblem", "Frozen", "MayNotList", "NothingToAssign", "Refused"]
