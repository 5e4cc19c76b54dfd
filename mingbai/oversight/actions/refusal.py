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
    """The period is frozen already, is not over yet, or months that it needs are not frozen."""

    code = "frozen"


class BriefIssued(Refused):
    """This week's brief has gone out already."""

    code = "brief_issued"


class NoLink(Refused):
    """No brief is read at this address, or there is no address to withdraw."""

    code = "no_link"
    status = 404


class LinkOver(Refused):
    """The address was withdrawn, replaced, or has had its days."""

    code = "link_over"
    status = 410


class BadProposal(Refused):
    """What was decided on a year's proposal lacks something."""

    code = "bad_proposal"
    status = 400


class BadMark(Refused):
    """An observation that cannot be opened, marked or frozen so."""

    code = "bad_mark"
    status = 400


class BadPractice(Refused):
    """What was put forward is no good practice of a unit, or the era scores none."""

    code = "bad_practice"
    status = 400


__all__ = [
    "BadMark",
    "BadPractice",
    "BadProblem",
    "BadProposal",
    "BriefIssued",
    "Frozen",
    "LinkOver",
    "MayNotList",
    "NoLink",
    "NothingToAssign",
    "Refused",
]
