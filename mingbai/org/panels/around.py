"""What stands around every page: the menu, the post switch, the county's name, the search for places."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.kit.page import Hit, MenuEntry, PostChoice, Posts, SearchSource
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries import areas, exports
from mingbai.org.queries.seats import Seat

Line = tuple[Callable[[], str], str, str, frozenset[str]]
# Title, address, drawing, and the abilities of which one must be there (none: everybody's).
EVERYBODY: frozenset[str] = frozenset()
LINES: tuple[Line, ...] = (
    (lambda: _("Areas"), "org:areas", "map", EVERYBODY),
    (lambda: _("Units"), "org:units", "building", EVERYBODY),
    (lambda: _("Posts"), "org:posts", "post", EVERYBODY),
    (lambda: _("Delegations"), "org:delegations", "swap", EVERYBODY),
    (
        lambda: _("Exports"),
        "org:exports",
        "download",
        exports.FOLLOWS | {"export"},
    ),
    (lambda: _("Accounts"), "org:accounts", "people", frozenset({"manage_accounts", "manage_security"})),
    (lambda: _("Sessions"), "org:sessions", "clock", frozenset({"manage_security"})),
    (lambda: _("Security rules"), "org:rules", "settings", frozenset({"manage_security", "manage_system"})),
    (lambda: _("Audit"), "org:audit", "shield", frozenset({"read_audit"})),
    (lambda: _("Who looked"), "org:sight", "eye", EVERYBODY),
)


def today(_acting: ActingPost) -> list[MenuEntry]:
    """What everybody's menu begins with, also without a post."""
    return [MenuEntry(_("Today"), reverse("org:today"), "today")]


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The menu of a post: who and where everybody is, accounts and records. It stands below daily work."""
    if acting.post_id is None:
        return []
    return [
        MenuEntry(title(), reverse(name), icon)
        for title, name, icon, needs in LINES
        if not needs or needs & acting.abilities
    ]


def posts(request: HttpRequest) -> Posts | None:
    """The post switch of a signed-in person."""
    here = getattr(request, "presence", None)
    if here is None:
        return None
    return Posts(
        label=here.seat.name if here.seat else _("No post"),
        person=here.user.display_name,
        url=reverse("org:switch"),
        choices=[_choice(seat, current=seat == here.seat) for seat in here.seats],
        links=[
            MenuEntry(_("My account and security"), reverse("org:security"), "lock"),
            MenuEntry(_("My long work"), reverse("kit:jobs"), "clock"),
        ],
        leave_url=reverse("org:sign_out"),
    )


def _choice(seat: Seat, *, current: bool) -> PostChoice:
    detail = ""
    if seat.lent and seat.until:
        detail = _("for %(name)s until %(day)s") % {"name": seat.lent_by, "day": day_of(seat.until)}
    return PostChoice(seat.key, seat.name, detail, current)


def place() -> str:
    """The county's name in the language of the page."""
    return str(installed().get("county.name").said(get_language() or "zh"))


def find_places(acting: ActingPost, words: str, at: datetime) -> list[Hit]:
    """Places whose name holds the words, or whose pinyin initials begin so."""
    found = areas.search(acting, words, day_of(at))
    return [Hit(area.name, reverse("org:area", args=[area.code]), _above(area.code)) for area in found]


def _above(code: str) -> str:
    return " › ".join(area.short_name for area in areas.path(code)[:-1])


PLACES = SearchSource(gettext_lazy("Places"), find_places)
