"""What is known of a person, in plain words: health, school or work, insurance."""

from django.utils.translation import gettext as _

from mingbai.registry.models import PersonState
from mingbai.registry.queries import codes


def health(state: PersonState | None) -> str:
    """Health and, if there is one, the kind and level of a disability."""
    if state is None:
        return ""
    found = codes.many("health", state.health)
    if state.disability_category:
        kind = codes.words("disability_category", state.disability_category)
        level = _("level %(n)d") % {"n": state.disability_level} if state.disability_level else ""
        return f"{found}（{kind}{level}）"
    return found


def doing(state: PersonState | None) -> str:
    """Where one learns or works: school and grade, or labour, work place and months."""
    if state is None:
        return ""
    if state.dropout_reason:
        return _("out of school")
    if state.student_status:
        return " ".join(filter(None, [codes.words("student_status", state.student_status), state.school]))
    post = _post(state.welfare_post)
    months = _("%(n)s months") % {"n": f"{state.work_months:g}"} if state.work_months else ""
    parts = [codes.words("labour", state.labour), post, state.work_place, months]
    return "，".join(filter(None, parts))


def _post(code: str) -> str:
    """A public-welfare post by its kind; what was typed freely stays as it is."""
    return codes.words("post_type", code) if codes.known("post_type", code) else code


def insured(state: PersonState | None) -> str:
    """Medical insurance, pension and assistance, as far as they are known."""
    if state is None:
        return ""
    known = [
        (state.resident_medical or state.employee_medical, _("medical insurance")),
        (state.resident_pension or state.employee_pension, _("pension insurance")),
        (state.dibao, _("dibao")),
        (state.tekun, _("tekun")),
    ]
    return "、".join(words for there, words in known if there)
