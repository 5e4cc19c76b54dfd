"""三保障和饮水安全: what the registry knows of a household's guarantees on a day; not known says so."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mingbai.registry.queries.asof import Member, Then

# Compulsory school age (handbook B.4): six to fifteen completed years.
SCHOOL = range(6, 16)


def of(then: Then) -> Iterator[tuple[str, str]]:
    """Each guarantee with its word: school, health insurance, house, water."""
    yield _("Compulsory school"), _school(then)
    yield _("Medical insurance"), _insured(then)
    yield _("Safe house"), _house(then)
    yield _("Safe water"), _yes_or_no(then.state.safe_water if then.state else None)


def _school(then: Then) -> str:
    pupils = [one for one in then.members if one.age is not None and one.age in SCHOOL]
    if not pupils:
        return _("no child of that age")
    out = [one for one in pupils if one.state and one.state.dropout_reason]
    if out:
        return _("out of school: %(names)s") % {"names": _names(out)}
    return _yes_or_no(True if all(one.state and one.state.student_status for one in pupils) else None)


def _insured(then: Then) -> str:
    answers = [(one, _covered(one)) for one in then.members]
    without = [one for one, covered in answers if covered is False]
    if without:
        return _("not insured: %(names)s") % {"names": _names(without)}
    return _yes_or_no(True if answers and all(covered for _one, covered in answers) else None)


def _covered(member: Member) -> bool | None:
    if member.state is None:
        return None
    kinds = (member.state.resident_medical, member.state.employee_medical)
    return True if any(kinds) else None if None in kinds else False


def _house(then: Then) -> str:
    dangerous = then.state.dilapidated if then.state else None
    return _yes_or_no(None if dangerous is None else not dangerous)


def _yes_or_no(answer: bool | None) -> str:
    return _("not recorded") if answer is None else _("yes ✓") if answer else _("no ✗")


def _names(members: list[Member]) -> str:
    return "、".join(one.membership.person_name for one in members)
