"""Who may do what in this room. Each is a small test of the acting post and the matter."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Permit, ability
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits as registry
from mingbai.screening.queries import rules
from mingbai.screening.states import FindingKind


def reaches(acting: ActingPost, row: Any) -> bool:
    """Whether the row lies in the post's area, its lines of work and its paired households."""
    paired = acting.households is None or row.household_id in acting.households
    lines = not acting.lines or row.line in acting.lines
    return acting.covers(row.area_code) and paired and lines


def sends(acting: ActingPost, finding: Any) -> bool:
    """Whether the post sends findings to be verified, this one among them."""
    return rules.may("send", acting) and reaches(acting, finding)


def answers(acting: ActingPost, finding: Any) -> bool:
    """Whether the post answers findings of this kind, here."""
    return acting.kind in rules.verifiers(finding.kind) and reaches(acting, finding)


def settles(acting: ActingPost, finding: Any) -> bool:
    """Whether the post takes verified findings up, or closes them."""
    return rules.may("settle", acting) and reaches(acting, finding)


def reopens(acting: ActingPost, finding: Any) -> bool:
    """Whether the post may have a finding verified again."""
    return rules.may("reopen", acting) and reaches(acting, finding)


def identifies(acting: ActingPost, row: Any) -> bool:
    """Whether the post answers for the identification of this household."""
    return rules.may("identify", acting) and acting.covers(row.area_code) and acting.households is None


def sees_any(acting: ActingPost) -> bool:
    """Whether posts of this kind see findings at all."""
    return bool(acting.lo) and acting.kind not in rules.section("sight")["none"]


sender = Permit(_("a post that sends findings to be verified"), sends)
verifier = Permit(_("a post of the place that answers findings of this kind"), answers)
settler = Permit(_("the township, the county office or the department that answers for it"), settles)
reopener = Permit(_("the county office"), reopens)
righter = Permit(
    _("whoever puts the answer right"),
    lambda acting, row: (
        (acting.kind in rules.verifiers(FindingKind.RISK) or rules.may("reopen", acting))
        and acting.covers(row.area_code)
    ),
)
identifier = Permit(_("the township that answers for the identification"), identifies)
lapses = ability("lapse", _("the machine, for what nobody has touched"))
sees = Permit(_("a post that works with findings"), lambda acting, _subject: sees_any(acting))
browses = Permit(
    _("a post that works with the whole list; others answer what is sent to them"),
    lambda acting, _subject: sees_any(acting) and acting.households is None,
)
queue = Permit(
    _("a post that follows what is to be identified"),
    lambda acting, _subject: sees_any(acting) and not acting.lines and acting.households is None,
)
mender = Permit(
    _("the county office"),
    lambda acting, _subject: rules.may("reopen", acting) and not acting.lines,
)
rates = Permit(
    _("a post that works with findings of more than some households"),
    lambda acting, _subject: sees_any(acting) and acting.households is None,
)
exporter = registry.exporter
takes_out = registry.takes_out
reveals = registry.reveals


MACHINE = "machine"


def may_run(acting: ActingPost) -> bool:
    """Whether the post has comparisons run: the county office's, and the machine's own by night."""
    whole = not acting.lines and acting.households is None
    return acting.kind == MACHINE or (registry.kind_family(acting) == "county" and whole)


runs = Permit(_("the county office, or the machine by night"), lambda acting, _subject: may_run(acting))


def reads(acting: ActingPost) -> bool:
    """Whether the post reads people's data of a whole area."""
    return sees_any(acting) and acting.lo != acting.hi and acting.households is None


def _named(acting: ActingPost, part: str) -> bool:
    return acting.kind in installed().section("benefits")[part]["posts"]


sees_figures = Permit(
    words=_("a post that answers for a whole village, township, department or the county"),
    test=lambda acting, _subject: reads(acting),
)
records = Permit(
    words=_("a post of the village, township, department or county office that answers for this household"),
    test=lambda acting, finding: _named(acting, "records") and reaches(acting, finding),
)
sees_undue = Permit(
    words=_("one of the few posts that the county names for it"),
    test=lambda acting, _subject: reads(acting) and _named(acting, "undue"),
)
proposes = Permit(
    words=_("a post of the county office or the paying department"),
    test=lambda acting, finding: (
        _named(acting, "undue") and "decide" in acting.abilities and reaches(acting, finding)
    ),
)


def of_county(acting: ActingPost) -> bool:
    """Whether the post's ledger range is the whole county."""
    county = acting.area_code[:6].ljust(12, "0")
    return acting.area_code == county and acting.covers(county) and acting.households is None


def edits_book(acting: ActingPost) -> bool:
    """Whether posts of this kind propose changes of the rule book."""
    return (
        of_county(acting) and acting.user_id is not None and acting.kind in installed().get("editions.edit")
    )


def decides_book(acting: ActingPost) -> bool:
    """Whether posts of this kind decide about changes of the rule book."""
    return of_county(acting) and acting.kind in installed().get("editions.approve")


def asks_what_if(acting: ActingPost) -> bool:
    """Whether posts of this kind may ask what a change would do."""
    return (
        of_county(acting)
        and acting.user_id is not None
        and acting.kind in installed().get("editions.what_if.ask")
    )


def asks_of_everybody(acting: ActingPost) -> bool:
    """Whether the post may have a what-if counted on the whole ledger: who may have it compared."""
    return asks_what_if(acting) and may_run(acting)


def sees_names(acting: ActingPost) -> bool:
    """Whether the post may see who is behind the numbers of a what-if."""
    return asks_what_if(acting) and acting.kind in installed().get("editions.what_if.names")


def of_line(acting: ActingPost, lines: Any) -> bool:
    """Whether the matter is of the post's line of work; a post without lines has every line."""
    return not acting.lines or bool(acting.lines & frozenset(lines))


book_editor = Permit(
    _("the county office, or the department whose rules it touches"),
    lambda acting, change: edits_book(acting) and of_line(acting, change.lines),
)
book_decider = Permit(
    _("another person's post that approves values of the rule book"),
    lambda acting, change: (
        decides_book(acting)
        and of_line(acting, change.lines)
        and acting.user_id is not None
        and acting.user_id != change.entered_user
    ),
)
what_if_asker = Permit(
    _("the county office and the departments"), lambda acting, _subject: asks_what_if(acting)
)
county_post = Permit(_("posts of the county"), lambda acting, _subject: of_county(acting))
