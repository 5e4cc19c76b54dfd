"""覆盖情况: no duty without a post, no post without duties, no village without its officers, steady weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mingbai.duties.queries import lists, performance, periods, weekly, words
from mingbai.duties.queries.counters import COUNTERS
from mingbai.duties.queries.periods import Period
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.models import Area, Post, Posting
from mingbai.org.queries import areas, holders, kinds
from mingbai.org.states import Level


@dataclass(frozen=True, slots=True)
class Held:
    """Whoever has a list of duties: how many, how many posts, how many of these somebody holds."""

    title: str
    duties: int
    wanting: int
    posts: int
    held: int

    @property
    def gap(self) -> bool:
        """Whether some duty has no post, or nobody in it."""
        return bool(self.duties) and not self.held


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of officer of villages, and the villages where nobody holds such a post."""

    title: str
    villages: tuple[tuple[str, str], ...]
    of: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """What was done in each of the last weeks; ``burst``: much of it fell into one of them."""

    title: str
    done: tuple[int, ...]
    burst: bool

    @property
    def most(self) -> int:
        """The fullest week, to draw by."""
        return max(self.done, default=0)


def held(acting: ActingPost, now: datetime) -> list[Held]:
    """By kind of officer, then by department, as far as the post's range reaches."""
    duties = lists.every(day_of(now))
    posts, taken = _posts(acting, now)
    found = []
    for code, one in words.section("holders").items():
        mine = [duty for duty in duties if duty.kind == code]
        if code == lists.DEPARTMENT:
            found += [
                _unit(unit, mine, one["posts"], posts, taken) for unit in dict.fromkeys(d.unit for d in mine)
            ]
        elif code:
            found.append(_held(words.kind(code), mine, [(kind, "") for kind in one["posts"]], posts, taken))
    return [one for one in found if one.posts or _whole(acting)]


Counts = Counter[tuple[str, str]]


def _unit(unit: str, duties: list[lists.Duty], kinds_: Iterable[str], posts: Counts, taken: Counts) -> Held:
    mine = [duty for duty in duties if duty.unit == unit]
    return _held(words.unit(unit), mine, [(kind, unit) for kind in kinds_], posts, taken)


def _held(
    title: str, duties: list[lists.Duty], keys: Iterable[tuple[str, str]], posts: Counts, taken: Counts
) -> Held:
    pairs = list(keys)
    wanting = sum(duty.wanting for duty in duties)
    return Held(title, len(duties), wanting, _sum(posts, pairs), _sum(taken, pairs))


def _sum(counts: Counts, keys: Iterable[tuple[str, str]]) -> int:
    return sum(counts[key] for key in keys)


def _posts(acting: ActingPost, now: datetime) -> tuple[Counts, Counts]:
    """Posts and held posts, by kind and unit; by kind alone under an empty unit."""
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    there = Q(valid_to=None) | Q(valid_to__gt=day_of(now))
    posts, taken = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    filled = set(Posting.objects.filter(inside, holders.current(now)).values_list("post_id", flat=True))
    for pk, kind, unit in Post.objects.filter(inside, there).values_list("pk", "kind", "unit__code"):
        for key in ((kind, unit), (kind, "")):
            posts[key] += 1
            taken[key] += pk in filled
    return posts, taken


def _whole(acting: ActingPost) -> bool:
    return acting.area_code.endswith("000000")


def without_duties() -> list[str]:
    """Kinds of post that no list names: they read, administer or audit, and serve no household."""
    listed = {kind for one in words.section("holders").values() for kind in one["posts"]}
    return [
        words.said(one.title) for one in kinds.kinds() if one.code not in listed and one.family != "machine"
    ]


def villages(acting: ActingPost, now: datetime) -> list[Missing]:
    """For each kind of officer of villages, where none is."""
    found = areas.valid(areas.within(acting), day_of(now)).filter(level=Level.VILLAGE)
    named = dict(found.order_by("code").values_list("code", "name"))
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    held_ = Posting.objects.filter(inside, holders.current(now)).values_list("post__kind", "area_code")
    there = set(held_.distinct())
    return [_missing(code, named, there) for code in _of_villages()]


def _of_villages() -> list[str]:
    posts = installed().section("posts")
    officers = [code for code, one in words.section("holders").items() if one["officer"]]
    return [code for code in officers if posts[code]["level"] == Level.VILLAGE]


def _missing(code: str, named: dict[str, str], there: set[tuple[str, str]]) -> Missing:
    gone = tuple((area, name) for area, name in named.items() if (code, area) not in there)
    return Missing(words.kind(code), gone, len(named))


def steadiness(acting: ActingPost, now: datetime) -> tuple[list[Weeks], list[Weeks], list[Period]]:
    """By what was done, and by township in the order of their codes; the weeks themselves."""
    weeks = periods.weeks(day_of(now), words.section("steadiness.weeks"))
    whole = Period(weeks[0].first, weeks[-1].after, "weekly")
    found = {code: counter(acting, whole) for code, counter in COUNTERS.items()}
    by_work: dict[str, Counter[date]] = {}
    by_town: dict[str, Counter[date]] = {}
    for code, done in weekly.of_all(found, whole.start, whole.end).items():
        for (week, town), n in done.items():
            by_work.setdefault(performance.title(code), Counter())[week] += n
            by_town.setdefault(town + "000", Counter())[week] += n
    mondays = [week.first for week in weeks]
    called = dict(Area.objects.filter(code__in=by_town, level=Level.TOWNSHIP).values_list("code", "name"))
    towns = {called[code]: by_town[code] for code in sorted(by_town) if code in called}
    return _weekly(by_work, mondays), _weekly(towns, mondays), weeks


def _weekly(found: dict[str, Counter[date]], mondays: list[date]) -> list[Weeks]:
    return [_burst(title, tuple(done[monday] for monday in mondays)) for title, done in found.items()]


def _burst(title: str, done: tuple[int, ...]) -> Weeks:
    rule, total = words.section("steadiness"), sum(done)
    full = total >= rule["least"] and max(done) * 100 > total * rule["burst_percent"]
    return Weeks(title, done, full)
