"""What an address asks of a list. What is not understood is refused, never read as "everyone"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from mingbai.kit.refusal import Refused


class BadQuestion(Refused):
    """The address asks for a filter, column or value that this list does not have."""

    code = "bad_question"
    status = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters by parameter (never empty ones), the order (`due`, `-due`), and a cursor on one side.

    ``counted``: what the page before counted, so that only the first page of a list counts.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    after: str = ""
    before: str = ""
    counted: int | None = None

    @classmethod
    def read(cls, query: QueryDict, params: Iterable[str]) -> "Asked":
        """Read an address; raises BadQuestion for a parameter that is unknown or given twice."""
        given = {}
        for name in query:
            values = [value for value in query.getlist(name) if value.strip()]
            if len(values) > 1:
                raise BadQuestion(_("The address gives “%(name)s” twice.") % {"name": name})
            if values:
                given[name] = values[0].strip()
        own = {name: given.pop(name, "") for name in ("order", "after", "before")}
        counted = given.pop("counted", "")
        if unknown := set(given) - set(params):
            raise BadQuestion(_("This list has no filter “%(name)s”.") % {"name": min(unknown)})
        if own["after"] and own["before"]:
            raise BadQuestion(_("The address asks for two pages at once."))
        if counted and not (counted.isdecimal() and counted.isascii() and (own["after"] or own["before"])):
            raise BadQuestion(_("The address of this page is damaged. Open the list again."))
        return cls(given, **own, counted=int(counted) if counted else None)

    def address(self, **changes: str | int) -> str:
        """The query string of this question with something changed; a cursor stays only if it is named."""
        pairs = {**self.filters, "order": self.order, **changes}
        return urlencode({name: value for name, value in pairs.items() if value})
