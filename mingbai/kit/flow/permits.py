"""Who may make a move: small tests of the acting post and the subject, put together with all, any, not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text


@dataclass(frozen=True, slots=True)
class Permit:
    """`words` completes the sentence "Only … may do this"; `test` decides."""

    words: Text
    test: Callable[[ActingPost, Any], bool]

    def __call__(self, acting: ActingPost, subject: Any) -> bool:
        return bool(self.test(acting, subject))

    def sentence(self) -> str:
        """What a refused person is told."""
        return _("Only %(who)s may do this.") % {"who": self.words}


def _joined(pattern: Text, permits: tuple[Permit, ...]) -> Text:
    """The words of several permits, put together when they are shown (so in the language of the reader)."""
    return lazy(lambda: str(pattern).join(str(permit.words) for permit in permits), str)()


def all_of(*permits: Permit) -> Permit:
    """Every one of the permits must hold."""
    return Permit(
        words=_joined(gettext_lazy(" who is also "), permits),
        test=lambda acting, subject: all(permit(acting, subject) for permit in permits),
    )


def any_of(*permits: Permit) -> Permit:
    """One of the permits is enough."""
    return Permit(
        words=_joined(gettext_lazy(" or "), permits),
        test=lambda acting, subject: any(permit(acting, subject) for permit in permits),
    )


def not_(permit: Permit) -> Permit:
    """Everyone but those whom the permit names."""
    return Permit(
        words=lazy(lambda: _("someone other than %(who)s") % {"who": permit.words}, str)(),
        test=lambda acting, subject: not permit(acting, subject),
    )


def anyone() -> Permit:
    """Whoever can see the subject."""
    return Permit(words=gettext_lazy("a post that can see it"), test=lambda _acting, _subject: True)


def ability(name: str, words: Text) -> Permit:
    """A post whose kind has the ability `name` in the pack."""
    return Permit(words=words, test=lambda acting, _subject: name in acting.abilities)


def kind(*kinds: str, words: Text) -> Permit:
    """A post of one of these kinds (the pack's names)."""
    wanted = frozenset(kinds)
    return Permit(words=words, test=lambda acting, _subject: acting.kind in wanted)


def same_user(field: str, words: Text) -> Permit:
    """The person whose id stands in the subject's `field`, through whichever of their posts."""
    return Permit(
        words=words,
        test=lambda acting, subject: acting.user_id is not None and getattr(subject, field) == acting.user_id,
    )
