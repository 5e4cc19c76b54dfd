"""Which pages are open to whom before the post counts: to anybody, or while something must be done first."""

from typing import Any

from mingbai.org.queries.presence import First

# Pages that concern only this browser, or that a person needs before being known.
PUBLIC = frozenset(
    {
        "kit:look",
        "kit:gallery",
        "org:sign_in",
        "org:sign_in_code",
        "org:sign_in_recovery",
        "javascript-catalog",
    }
)
ALWAYS = frozenset({"org:sign_out", "kit:look"})
PAGE = {First.PASSWORD: "org:password", First.ENROL: "org:enrol", First.CODE: "org:give_code"}
OPEN_BEFORE = {
    First.PASSWORD: ALWAYS | {"org:password"},
    First.ENROL: ALWAYS | {"org:enrol", "org:enrol_picture", "org:password"},
    First.CODE: ALWAYS | {"org:give_code", "org:give_recovery"},
}
# Forms whose repetition changes nothing.
WITHOUT_ID = frozenset({"org:sign_out", "org:switch", "kit:look"})
MARKS = frozenset({"csrfmiddlewaretoken", "request_id"})


def is_public(name: str, view: Any) -> bool:
    """Whether anybody may open the page."""
    return name in PUBLIC or not getattr(view, "login_required", True)


def without_id(name: str, view: Any) -> bool:
    """Whether a form to the page needs no mark: repeating it changes nothing."""
    return name in WITHOUT_ID or getattr(view, "asks_only", False)
