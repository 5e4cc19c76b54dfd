"""What every page shows around its content, from slots: the menu, the posts to switch between, the search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url

from mingbai.kit import look, parcels, slots
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu; `icon` names a drawing of kit/icons.svg, `count` is shown beside it if not 0."""

    title: Text
    url: str
    icon: str = "list"
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Lines of the menu that belong together; `title` is empty for those above all groups."""

    title: Text
    fills: Sequence[Callable[[ActingPost], Sequence[MenuEntry]]]


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that the person may act as; `value` is what the switch form sends as `post`."""

    value: str
    label: Text
    detail: Text = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Posts:
    """The post switcher: who is signed in, acting as what, what else they hold, links, how to leave."""

    label: Text
    person: Text
    url: str
    choices: Sequence[PostChoice] = ()
    links: Sequence[MenuEntry] = ()
    leave_url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: Text
    url: str
    detail: Text = ""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Where the search looks: `find(acting, words, at)` gives at most a page of hits, best first."""

    title: Text
    find: Callable[[ActingPost, str, Any], Sequence[Hit]]


MENU = slots.declare("menu", "kit.page.MenuGroup, on every page of a signed-in person")
POSTS = slots.declare("posts", "(request) -> kit.page.Posts | None, in the banner")
PLACE = slots.declare("place", "() -> str, the name of the county beside the product's")
SEARCH = slots.declare("search", "kit.page.SearchSource, asked by the search in the banner")


class Around:
    """What the base template reads as `page`. Everything is made when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def acting(self) -> ActingPost | None:
        """The acting post, if somebody is signed in."""
        return getattr(self.request, "acting", None)

    @cached_property
    def menu(self) -> list[tuple[Text, list[MenuEntry]]]:
        """The menu's groups that have any entry, with the entry of this page marked."""
        acting = self.acting
        if acting is None:
            return []
        groups = [
            (group.title, [entry for fill in group.fills for entry in fill(acting)])
            for group in slots.filled(MENU)
        ]
        here = _nearest(self.request.path, [entry.url for _title, entries in groups for entry in entries])
        return [
            (title, [_marked(entry) if entry.url == here else entry for entry in entries])
            for title, entries in groups
            if entries
        ]

    @cached_property
    def posts(self) -> Posts | None:
        """The post switcher."""
        return next(filter(None, (fill(self.request) for fill in slots.filled(POSTS))), None)

    @cached_property
    def place(self) -> str:
        """The county's name."""
        return next((fill() for fill in slots.filled(PLACE)), "")

    @cached_property
    def door(self) -> dict[str, str] | None:
        """What the page's outbox needs, if somebody is signed in."""
        return parcels.door(self.acting, get_token(self.request)) if self.acting else None

    @property
    def sign_in(self) -> str:
        """Where one signs in."""
        return resolve_url(settings.LOGIN_URL)

    @property
    def search(self) -> bool:
        """Whether there is anything to search."""
        return bool(self.acting and slots.filled(SEARCH))


def around(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `page` and `look`."""
    return {"page": Around(request), "look": look.read(request)}


def _nearest(path: str, urls: list[str]) -> str:
    """The longest address under which the path lies; the front page only for itself."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")


def _marked(entry: MenuEntry) -> MenuEntry:
    return MenuEntry(entry.title, entry.url, entry.icon, entry.count, current=True)
