"""What may be read and not changed: the security rules, who looked at what, the audit."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit import audit, sight
from mingbai.kit.ledger import BadQuestion
from mingbai.kit.pack import installed
from mingbai.kit.text import Text
from mingbai.org import permits
from mingbai.org.actions.refusal import demand
from mingbai.org.queries import kinds
from mingbai.org.views import words

ON_A_PAGE = 50


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The pack's security values and kinds of post. They are changed in the pack, not here."""
    demand(permits.reads_rules, by=request.acting)
    pack = installed()
    found = {
        "pack": pack,
        "sections": [(title, list(_values(pack.get(name), name))) for name, title in words.SECTIONS.items()],
        "kinds": [(kinds.title(kind.code), kind) for kind in kinds.kinds()],
    }
    return render(request, "org/rules.html", found)


def _values(section: Mapping[str, Any], above: str) -> Iterator[tuple[Text, Any]]:
    """What has words in panels.words, in the pack's order."""
    for name, value in section.items():
        path = f"{above}.{name}"
        if isinstance(value, Mapping):
            yield from _values(value, path)
        elif path in words.VALUES:
            yield words.VALUES[path], value


@require_GET
def sights(request: HttpRequest) -> HttpResponse:
    """查阅记录: who looked at, revealed or took out what one's unit owns; newest first."""
    before = _before(request)
    found = sight.seen_in(request.acting)
    found = found.filter(pk__lt=before) if before else found
    shown = list(found[: ON_A_PAGE + 1])
    names = words.subjects()
    looks = [(look, names.get(look.subject_type, look.subject_type)) for look in shown[:ON_A_PAGE]]
    context = {
        "looks": looks,
        "older": shown[ON_A_PAGE - 1].pk if len(shown) > ON_A_PAGE else None,
    }
    return render(request, "org/sights.html", context)


@require_GET
def audit_entries(request: HttpRequest) -> HttpResponse:
    """What was done to every audited row, and every refused attempt; for the audit administrator."""
    demand(permits.reads_audit, by=request.acting)
    before = _before(request)
    entries = audit.read(before=before or audit.entries.NEWEST_ID, most=ON_A_PAGE)
    older = entries[-1].id if len(entries) == ON_A_PAGE else None
    lines = [(entry, words.DEEDS.get(entry.op, entry.op)) for entry in entries]
    return render(request, "org/audit.html", {"lines": lines, "older": older})


def _before(request: HttpRequest) -> int | None:
    """The number before which the page begins. Raises BadQuestion."""
    text = request.GET.get("before", "")
    if text and not text.isdecimal():
        raise BadQuestion(_("The address makes no sense. Open the page again."))
    return int(text) if text else None
