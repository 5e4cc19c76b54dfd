"""Who may do what in this room. Kinds of post come from the pack's `oversight.close_out`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Permit, ability
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.oversight.queries import leaders, naming, observed, observing, teams, yearly
from mingbai.oversight.queries.steps import COUNTY_STEPS, DEPARTMENT, kinds, near
from mingbai.registry.models.households import TOWN_DIGITS


def in_county(area_code: str) -> bool:
    """Whether a problem lies with the county itself, not in a township."""
    return area_code.endswith("000000")


def unsigned(acting: ActingPost, problem: Any) -> bool:
    """Each signature of the chain is a different person's."""
    return acting.user_id is not None and acting.user_id not in problem.signers.values()


def _readers() -> tuple[str, ...]:
    return (*kinds("approve"), *kinds("verify"), *leaders.kinds())


def _step(step: str) -> Any:
    county = [kind for kind, steps in COUNTY_STEPS.items() if step in steps]

    def test(acting: ActingPost, problem: Any) -> bool:
        allowed = county if in_county(problem.area_code) else kinds(step)
        return acting.kind in allowed and acting.covers(problem.area_code) and unsigned(acting, problem)

    return test


def _mends(acting: ActingPost, problem: Any) -> bool:
    if not acting.covers(problem.area_code) or acting.user_id is None:
        return False
    if acting.households is not None:
        return problem.household_id in acting.households
    ours = acting.kind in DEPARTMENT and problem.line in acting.lines
    return ours or (acting.kind in near() and not in_county(problem.area_code))


def _lists(acting: ActingPost, _subject: Any) -> bool:
    return acting.user_id is not None and "lapse" not in acting.abilities and acting.lo < acting.hi


rectifier = Permit(_("a post of the village, its township or the department whose policy it is"), _mends)
checker = Permit(_("a post of the village that has not signed yet"), _step("check"))
signer = Permit(_("a head of the township that has not signed yet"), _step("sign"))


def _verifies(acting: ActingPost, problem: Any) -> bool:
    return acting.kind in kinds("verify") and acting.covers(problem.area_code) and unsigned(acting, problem)


def _approves(acting: ActingPost, problem: Any) -> bool:
    return acting.kind in kinds("approve") and acting.covers(problem.area_code) and unsigned(acting, problem)


def _office(acting: ActingPost, problem: Any) -> bool:
    return acting.kind in kinds("approve") and acting.covers(problem.area_code)


def _returns(acting: ActingPost, problem: Any) -> bool:
    """Whoever would sign next may send back instead; the county office at every step."""
    return any(one(acting, problem) for one in (checker, signer, verifier, approver))


verifier = Permit(_("a member of an inspection team who has not signed yet"), _verifies)
approver = Permit(_("the county office, by a person who has not signed yet"), _approves)
office = Permit(_("the county office"), _office)
returner = Permit(_("who would sign next"), _returns)
reopener = Permit(
    _("the county office or an inspection team"),
    lambda acting, problem: (
        acting.kind in (*kinds("approve"), *kinds("verify")) and acting.covers(problem.area_code)
    ),
)
draws = Permit(
    _("the team itself or the county office"),
    lambda acting, task: teams.directs(acting) or teams.team_of(acting) == task.team,
)
of_team = Permit(
    _("the team whose visit it is"),
    lambda acting, visit: acting.covers(visit.area_code) and teams.team_of(acting) == visit.team,
)
issues_brief = Permit(_("the county office"), lambda acting, _subject: teams.directs(acting))
reads_brief = Permit(
    _("the county office, the county's leaders and inspection teams"),
    lambda acting, _subject: acting.kind in _readers() and acting.covers(naming.county()),
)
plans = Permit(_("inspection teams and the county"), lambda acting, _subject: teams.sees_plans(acting))
rechecks = Permit(
    _("the team that the lot named for it"), lambda acting, recheck: teams.team_of(acting) == recheck.team
)
linked = Permit(
    _("the county leader who is linked to the township"),
    lambda acting, problem: leaders.leads(acting, problem.area_code),
)
lister = Permit(_("a person who sees the ledger"), _lists)
withdrawer = Permit(
    _("a post that decides appeals"), lambda acting, _problem: acting.kind in kinds("appeal_decide")
)


def _decides(step: str) -> Any:
    def test(acting: ActingPost, request: Any) -> bool:
        allowed = acting.kind in kinds(step) and acting.covers(request.area_code)
        return allowed and acting.user_id not in (None, request.asked_user)

    return test


def _no_part(acting: ActingPost, appeal: Any) -> bool:
    """An appeal is decided by somebody who neither found, nor signed, nor asked."""
    problem = appeal.problem
    return acting.user_id not in (problem.found_user, *problem.signers.values())


grants_time = Permit(_("another person's post that grants more time"), _decides("extend_decide"))
judges = Permit(
    _("a post that decides appeals, of a person who had no part in the problem"),
    lambda acting, appeal: _decides("appeal_decide")(acting, appeal) and _no_part(acting, appeal),
)


year_decider = Permit(
    _("a leading post of the county, of a person who did not freeze the year"),
    lambda acting, proposal: yearly.decides(acting) and acting.user_id != proposal.frozen_user,
)


def _scores(acting: ActingPost, village: Any) -> bool:
    """Of townships and inspection teams, and never one's own or a home township."""
    if not (observing.attends(acting) or observing.accepts(acting)):
        return False
    return village.area_code[:TOWN_DIGITS] not in observing.barred(acting, village.observation.on)


scores_village = Permit(
    _("a township that is not its own, or an inspection team without a member from there"), _scores
)
reads_observed = Permit(
    _("a post of a village, a township or the county"),
    lambda acting, _subject: observed.reads(acting),
)
reads_practices = Permit(
    _("a post of a village, a township, a department or the county"),
    lambda acting, _subject: acting.households is None and acting.lo < acting.hi,
)
adopts = Permit(
    _("the county office, by another person than who proposed it"),
    lambda acting, practice: (
        teams.directs(acting) and acting.user_id is not None and acting.user_id != practice.proposed_user
    ),
)


def addressed(acting: ActingPost, sheet: Any) -> bool:
    """Whether a sheet is this post's to acknowledge: the township's, or the department's."""
    if not acting.covers(sheet.area_code) or acting.user_id is None:
        return False
    if sheet.unit:
        lines = installed().section("units")[sheet.unit]["lines"]
        return acting.kind in DEPARTMENT and bool(acting.lines & frozenset(lines))
    return acting.kind in (*kinds("sign"), "township_officer")


takes_out = ability("export", _("a post that may take lists out of the program"))
