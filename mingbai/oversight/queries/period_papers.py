"""A frozen period as a file: PDF to sign and post, DOCX to edit, from the same words (handbook O.3, J)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from mingbai.kit import papers
from mingbai.kit.papers.official import Paper
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import NOTHING, iso, plain, short
from mingbai.oversight.models import FrozenPeriod, Proposal
from mingbai.oversight.queries import circular, rates, summary, teams, words, yearly
from mingbai.oversight.queries.circular import Part
from mingbai.oversight.queries.summary import Named
from mingbai.oversight.queries.tallies import Counts
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import PeriodKind, Subject

TEMPLATE = Path(__file__).resolve().parent.parent / "papers/period.typ"
SHEET = 156  # mm between the margins


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading; widths in mm. The first ``words`` columns are words, the rest figures."""

    heading: str
    widths: list[int]
    heads: list[str]
    rows: list[list[str]]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a paper."""

    title: str
    body: list[str]
    signed: list[str]
    sections: list[Section] = field(default_factory=list)

    def text(self) -> str:
        """Everything, to look for characters that no font here has."""
        cells = (cell for one in self.sections for row in one.rows for cell in row)
        return "".join([self.title, *self.body, *cells, *self.signed])


def written(frozen: FrozenPeriod, acting: ActingPost) -> Written:
    """The period with what its reader may see."""
    named, found = circular.named(frozen.period), summary.problems(frozen, acting)
    body = [_facts(named, found.all)]
    if typical := "、".join(matter for matter, _counts in found.typical):
        body.append(_("Typical were: %(matters)s.") % {"matters": typical})
    return Written(
        title=_title(frozen, named),
        body=body + _also(frozen),
        signed=[words.office(frozen.frozen_by), iso(frozen.frozen_at)],
        sections=[one for one in _sections(frozen, acting, found) if one.rows],
    )


def _title(frozen: FrozenPeriod, named: str) -> str:
    titles = {
        PeriodKind.MONTH: _("Circular on inspection and rectification: %(period)s"),
        PeriodKind.QUARTER: _("Summary of inspection and rectification: %(period)s"),
        PeriodKind.YEAR: _("Rewards and penalties: %(period)s"),
    }
    return titles[PeriodKind(frozen.kind)] % {"period": named}


def _facts(named: str, all_: Counts) -> str:
    return _(
        "In %(period)s %(found)d problems were found; %(closed)d are closed; %(in_time)d of %(due)d due were "
        "mended in time; %(returned)d were sent back, %(reopened)d reopened, %(raised)d raised to a leader."
    ) % {"period": named, **asdict(all_)}


def _also(frozen: FrozenPeriod) -> list[str]:
    """What a reader must know of how it was reckoned."""
    said = [_("Units that were not rated are left out of the tables.")] if scored(Subject.VILLAGE) else []
    said += [_("Figures stand as on the day of freezing; what comes later counts in the month open then.")]
    if frozen.since is not None:
        said.append(
            _("In this first year of use months count from %(month)s on.")
            % {"month": f"{frozen.since:%Y-%m}"}
        )
    return said


def _sections(frozen: FrozenPeriod, acting: ActingPost, found: summary.Problems) -> list[Section]:
    before = [one.period.name for one in circular.earlier(frozen)]
    made = [
        _counts(_("Problems by place"), _("Place"), found.places),
        _counts(_("Problems by kind"), _("Kind"), found.kinds),
        *(_scores(part, before) for part in circular.parts(frozen, acting)),
    ]
    if frozen.kind == PeriodKind.YEAR:
        made.append(_decided(summary.proposals(frozen, acting)))
    return [*made, _teams(frozen)] if teams.sees_plans(acting) else made


def _counts(heading: str, first: str, named: Named) -> Section:
    heads = [
        first,
        _("Problems found"),
        _("Closed"),
        _("In time"),
        _("Sent back"),
        _("Reopened"),
        _("Raised"),
    ]
    rows = [
        [name, *map(str, (one.found, one.closed, one.in_time, one.returned, one.reopened, one.raised))]
        for name, one in named
    ]
    return Section(heading, [36, *[20] * 6], heads, rows)


def _scores(part: Part, before: Sequence[str]) -> Section:
    """The trend first, then the score; bonus and places only where there are any. Not rated: left out."""
    ranks = any(line.place for line in part.lines)
    earned = any(line.score.bonus for line in part.lines)
    also = [*([_("Bonus")] if earned else []), *([_("Rank")] if ranks else [])]
    heads = [_("Unit"), *before, _("Score"), *also]
    rows = [
        [
            line.score.label,
            *map(_score, line.before),
            _score(line.score.score),
            *([_bonus(line.score.bonus)] if earned else []),
            *([str(line.place or NOTHING)] if ranks else []),
        ]
        for line in part.lines
        if line.score.score is not None
    ]
    return Section(part.title, _even(len(heads)), heads, rows)


def _decided(found: Sequence[Proposal]) -> Section:
    heads = [_("Unit"), _("Class"), _("The proposal"), _("What was decided")]
    rows = [
        [one.label, yearly.grade(one.grade) or NOTHING, one.get_measure_display(), _outcome(one)]
        for one in found
    ]
    return Section(_("What was proposed and decided"), [42, 18, 48, 48], heads, rows, words=4)


def _outcome(one: Proposal) -> str:
    return one.get_decided_display() or one.get_state_display()


def _teams(frozen: FrozenPeriod) -> Section:
    heads = [_("Inspection team"), _("Catch rate"), _("False alarms"), _("Score")]
    rows = [
        [one.name, _percent(one.caught), _percent(one.false), _score(one.score)]
        for one in rates.frozen(frozen)
    ]
    return Section(_("How the teams did"), _even(len(heads)), heads, rows)


def _even(columns: int) -> list[int]:
    """A wide first column, the rest alike."""
    rest = min(28, (SHEET - 40) // max(columns - 1, 1))
    return [SHEET - rest * (columns - 1), *[rest] * (columns - 1)]


def _score(score: Decimal | None) -> str:
    return NOTHING if score is None else str(plain(score))


def _bonus(points: Decimal) -> str:
    return short(points) if points else NOTHING


def _percent(share: int | None) -> str:
    return NOTHING if share is None else f"{share}%"


def pdf(paper: Written, *, at: datetime) -> bytes:
    """To print, sign and post."""
    return papers.typeset(TEMPLATE, {**asdict(paper), "missing": papers.by_hand(paper.text())}, at=at)


def docx(paper: Written) -> bytes:
    """To edit."""
    made = Paper()
    made.title(paper.title)
    for text in paper.body:
        made.line(f"　　{text}")
    for section in paper.sections:
        made.heading(section.heading)
        made.table([section.heads, *section.rows], section.widths)
    made.line("")
    for line in paper.signed:
        made.line(line)
    return made.content()
