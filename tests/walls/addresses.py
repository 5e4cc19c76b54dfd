"""Every address of the program, collected from the resolver, with the rows that its parameters name."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Which rows of the scene an address's parameters name. A new address without an entry fails the suite.
ROWS: dict[str, list[dict[str, str]]] = {
    "kit:file": [{"code": "file"}],
    "registry:household": [{"key": "household"}],
    "registry:household_looks": [{"key": "household"}],
    "registry:reveal_household": [{"key": "household"}],
    "registry:households-one": [{"key": "household"}],
    "registry:person": [{"key": "person"}],
    "registry:person_looks": [{"key": "person"}],
    "registry:reveal_person": [{"key": "person"}],
    "registry:past-one": [{"key": "residence"}],
    "registry:frozen-one": [{"key": "frozen"}],
    "registry:village": [{"code": "area"}],
    "registry:glass_open": [{"key": "look"}],
    "registry:glass_note": [{"key": "look"}],
    "registry:glass_looks-one": [{"key": "look"}],
    "registry:view_forget": [{"key": "view"}],
    "kit:jobs-progress": [{"code": "job"}],
    "kit:jobs-cancel": [{"code": "job"}],
    "kit:jobs-again": [{"code": "job"}],
    "kit:jobs-one": [{"key": "job"}],
    "org:end_session": [{"number": "session_number"}],
    "org:area": [{"code": "area"}],
    "org:units-one": [{"key": "unit"}],
    "org:appoint": [{"code": "post"}],
    "org:revoke": [{"number": "posting"}],
    "org:transfer": [{"number": "posting"}],
    "org:posts-one": [{"key": "post"}],
    "org:delegations-one": [{"key": "delegation"}],
    "org:fetch": [{"key": "export"}],
    "org:exports-one": [{"key": "export"}, {"key": "waiting"}],
    "org:reset": [{"username": "username"}],
    "org:accounts-one": [{"key": "username"}],
    "org:end_any_session": [{"key": "session"}],
    "org:sessions-one": [{"key": "session"}],
    "registry:count": [{"key": "household"}],
    "registry:statement": [{"key": "statement"}],
    "registry:card": [{"key": "household", "kind": "kind"}],
    "registry:cards-village": [{"code": "area"}],
    "registry:entry-sheet": [{"key": "household"}],
    "registry:imports-one": [{"key": "import"}],
    "registry:import_again": [{"key": "import"}],
    "registry:import_review": [{"key": "import"}],
    "registry:import_faults": [{"key": "import"}],
    "registry:import_returned": [{"key": "import", "place": "place"}],
    "registry:change_begin": [{"household": "household"}],
    "registry:change_new": [{"household": "household", "kind": "change_kind"}],
    "registry:change_edit": [{"key": "change"}],
    "registry:change_paper": [{"key": "change"}],
    "registry:change_paper_gone": [{"key": "change", "number": "change_paper"}],
    "registry:changes-one": [{"key": "change"}],
    "registry:stops-one": [{"key": "stop"}],
    "registry:pair": [{"household": "household"}],
    "registry:unpair": [{"household": "household"}],
    "registry:grounds": [{"household": "household", "ground": "ground"}],
    "registry:correction_new": [{"person": "person"}],
    "registry:corrections-one": [{"key": "correction"}],
    "exchange:handed-one": [{"key": "handed"}],
    "exchange:handed_columns": [{"key": "handed"}],
    "exchange:handed_aside": [{"key": "handed"}],
    "exchange:handed_feedback": [{"key": "handed"}],
    "exchange:handed_rows-one": [{"key": "handed_row"}],
    "exchange:handed_match": [{"key": "handed_row"}],
    "registry:entry_clerk_gone": [{"key": "clerk"}],
    "screening:verify": [{"key": "finding"}],
    "screening:call": [{"key": "finding"}],
    "screening:check_list": [{"village": "area"}],
    "screening:view_forget": [{"key": "view"}],
    "screening:findings-one": [{"key": "finding"}],
    "screening:queue-one": [{"key": "queue"}],
    "screening:mendings-one": [{"key": "mending"}],
    "screening:due-one": [{"key": "due"}],
    "screening:due_record": [{"key": "due"}],
    "screening:due_application": [{"key": "due", "kind": "application_kind"}],
    "screening:due_number": [{"key": "due"}],
    "screening:undue-one": [{"key": "undue"}],
    "screening:undue_propose": [{"key": "undue"}],
    "exchange:pairs-one": [{"key": "pair"}],
    "exchange:pair_answer": [{"key": "pair", "what": "pair_answer"}],
    "exchange:authorisations-one": [{"key": "authorisation"}],
    "exchange:authorisation_paper": [{"key": "authorisation"}],
    "exchange:authorisation_withdraw": [{"key": "authorisation"}],
    "exchange:entrusted-one": [{"key": "entrusted"}],
    "exchange:entrusted_letter": [{"key": "entrusted"}],
    "exchange:entrusted_list": [{"key": "entrusted"}],
    "exchange:entrusted_answer": [{"key": "entrusted"}],
    "exchange:token_revoke": [{"key": "token"}],
    "exchange:api_one": [{"key": "delivery"}],
    "exchange:api_mended": [{"key": "delivery"}],
    "exchange:api_hand_in": [{"key": "delivery"}],
    "exchange:api_returned": [{"key": "delivery", "place": "delivery_place"}],
    "exchange:deliveries-one": [{"key": "delivery"}],
    "exchange:again": [{"key": "delivery"}],
    "exchange:review": [{"key": "delivery"}],
    "exchange:faults": [{"key": "delivery"}],
    "exchange:returned": [{"key": "delivery", "place": "delivery_place"}],
    "screening:book_changes-one": [{"key": "book_change"}],
    "screening:mend": [{"key": "book_change"}],
    "screening:book_check": [{"key": "book_change"}],
    "screening:editions-one": [{"key": "edition"}],
    "screening:propose": [{"code": "parameter"}],
    "screening:confirm": [{"code": "unverified", "since": "since"}],
    "screening:confirm_rule": [{"code": "rule"}],
    "screening:what_ifs-one": [{"key": "what_if"}],
    "screening:what_if_save": [{"key": "what_if"}],
    "screening:what_if_give_up": [{"key": "what_if"}],
    "screening:what_if_progress": [{"key": "what_if"}],
    "oversight:rectifying_policy": [{"rule": "rule"}],
    "screening:what_if_names": [{"key": "what_if", "rule": "rule"}],
    "screening:what_if_paper": [{"key": "what_if"}],
    "screening:what_if_workbook": [{"key": "what_if"}],
    "oversight:problems-one": [{"key": "problem"}],
    "oversight:paper": [{"key": "problem"}],
    "oversight:more_time": [{"key": "problem"}],
    "oversight:appeal": [{"key": "problem"}],
    "oversight:sheets-one": [{"key": "sheet"}],
    "oversight:acknowledge": [{"key": "sheet"}],
    "oversight:sheet_paper": [{"key": "sheet", "kind": "kind"}],
    "oversight:extensions-one": [{"key": "extension"}],
    "oversight:appeals-one": [{"key": "appeal"}],
    "duties:texts-one": [{"key": "duty_text"}],
    "duties:mend": [{"key": "duty_text"}],
    "duties:performance_of": [{"number": "posting"}],
    "duties:demands-one": [{"key": "demand"}],
    "duties:demand_withdraw": [{"key": "demand"}],
    "oversight:tasks-one": [{"key": "task"}],
    "oversight:rechecks-one": [{"key": "recheck"}],
    "oversight:look": [{"key": "recheck"}],
    "oversight:briefs-one": [{"key": "brief"}],
    "oversight:brief_paper": [{"key": "brief", "kind": "kind"}],
    "oversight:brief_link": [{"key": "brief"}],
    "oversight:brief_withdraw": [{"key": "brief"}],
    "oversight:period": [{"name": "frozen_period"}],
    "oversight:period_again": [{"name": "frozen_period"}],
    "oversight:period_paper": [{"name": "frozen_period", "kind": "kind"}],
    "oversight:proposals-one": [{"key": "proposal"}],
    "oversight:observation": [{"name": "observation"}],
    "oversight:observation_again": [{"name": "observation"}],
    "oversight:observation_freeze": [{"name": "observation"}],
    "oversight:observation_score": [{"key": "observed"}],
    "oversight:observed-one": [{"key": "observed_result"}],
    "oversight:practices-one": [{"key": "practice"}],
    "oversight:person_year": [{"number": "posting"}],
    "oversight:person_year_of": [{"number": "posting", "year": "frozen_year"}],
    "oversight:my_year_of": [{"year": "frozen_year"}],
    "oversight:draw": [{"key": "task"}],
    "oversight:redraw": [{"key": "lot"}],
    "oversight:redraw_list": [{"key": "lot"}],
    "oversight:inspections-one": [{"key": "inspection"}],
    "oversight:visit": [{"key": "inspection"}],
    "oversight:visit-note": [{"key": "inspection"}],
    "oversight:visit-end": [{"key": "inspection"}],
    "oversight:home": [{"key": "inspected"}],
    "oversight:home-instead": [{"key": "inspected"}],
    "oversight:fact-photo": [{"key": "fact"}],
    "oversight:fact-answer": [{"key": "fact"}],
    "oversight:fact-drop": [{"key": "fact"}],
}
# Moves of a row: the row, and every move's name (also of what a ledger has no verb for).
MOVES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "registry:households-move": ("key", "household", ("approve",)),
    "registry:past-move": ("key", "residence", ("approve",)),
    "registry:frozen-move": ("key", "frozen", ("approve",)),
    "registry:freezes-move": ("key", "freeze", ("approve",)),
    "screening:runs-move": ("key", "run", ("approve",)),
    "registry:glass_looks-move": ("key", "look", ("approve",)),
    "kit:jobs-move": ("key", "job", ("approve",)),
    "org:units-move": ("key", "unit", ("approve",)),
    "org:posts-move": ("key", "post", ("approve",)),
    "org:delegations-move": ("key", "delegation", ("approve", "refuse", "withdraw", "start", "end", "lapse")),
    "org:exports-move": ("key", "waiting", ("approve", "refuse", "withdraw", "begin_making", "fetch")),
    "org:accounts-move": ("key", "username", ("approve",)),
    "registry:changes-move": (
        "key",
        "change",
        ("submit", "review", "approve", "send_back", "county_sends_back", "withdraw"),
    ),
    "registry:corrections-move": ("key", "correction", ("grant", "refuse", "withdraw")),
    "exchange:handed-move": (
        "key",
        "handed",
        (
            "send",
            "send_rest",
            "urge",
            "give_back",
            "postpone",
            "correct_columns",
            "withdraw",
            "split",
            "read",
        ),
    ),
    "exchange:handed_rows-move": (
        "key",
        "handed_row",
        ("let_stand", "ask_again", "confirm_known", "not_ours", "take_back", "answer", "match", "send"),
    ),
    "screening:findings-move": (
        "key",
        "finding",
        (
            "send",
            "confirm",
            "deny",
            "unreached",
            "true_after_all",
            "false_after_all",
            "urge",
            "wish",
            "extend",
            "no_extension",
            "take_up",
            "close",
            "reopen",
            "lapse",
        ),
    ),
    "screening:queue-move": ("key", "queue", ("begin_identifying", "not_needed", "fall")),
    "screening:mendings-move": ("key", "mending", ("mended", "kept")),
    "registry:stops-move": ("key", "stop", ("notify", "stop", "keep", "appeal", "uphold", "restore")),
    "screening:due-move": ("key", "due", ("approve",)),
    "screening:undue-move": ("key", "undue", ("approve",)),
    "org:sessions-move": ("key", "session", ("approve",)),
    "screening:book_changes-move": (
        "key",
        "book_change",
        ("submit", "approve", "send_back", "withdraw", "replace"),
    ),
    "screening:what_ifs-move": ("key", "what_if", ("approve",)),
    "screening:editions-move": ("key", "edition", ("approve",)),
    "registry:imports-move": ("key", "import", ("recheck", "ask", "send_back", "merge", "withdraw", "undo")),
    "exchange:pairs-move": ("key", "pair", ("same", "other", "unsure", "reopen")),
    "exchange:authorisations-move": ("key", "authorisation", ("approve",)),
    "exchange:entrusted-move": ("key", "entrusted", ("ask", "approve", "send_back", "hand_out", "withdraw")),
    "exchange:deliveries-move": (
        "key",
        "delivery",
        ("recheck", "ask", "send_back", "accept", "roll_back", "withdraw"),
    ),
    "oversight:problems-move": (
        "key",
        "problem",
        ("assign", "rectify", "check", "sign", "verify", "close", "send_back", "reopen", "withdraw"),
    ),
    "oversight:sheets-move": ("key", "sheet", ("approve",)),
    "oversight:extensions-move": ("key", "extension", ("grant", "refuse")),
    "oversight:appeals-move": ("key", "appeal", ("uphold", "refuse")),
    "duties:texts-move": ("key", "duty_text", ("submit", "approve", "send_back", "withdraw", "replace")),
    "duties:demands-move": ("key", "demand", ("approve",)),
    "oversight:briefs-move": ("key", "brief", ("approve",)),
    "oversight:proposals-move": ("key", "proposal", ("adopt", "otherwise", "refuse", "reopen")),
    "oversight:observed-move": ("key", "observed_result", ("approve",)),
    "oversight:practices-move": ("key", "practice", ("adopt", "refuse", "withdraw")),
    "oversight:tasks-move": ("key", "task", ("approve",)),
    "oversight:rechecks-move": ("key", "recheck", ("approve",)),
    "oversight:inspections-move": ("key", "inspection", ("approve",)),
    "org:deed": ("username", "username", ("lock", "unlock", "end-sessions", "remove-factor", "nonsense")),
}
# Rows that every post may see that sees any: numbers and rules, and nobody's data.
COMMON: dict[str, list[dict[str, str]]] = {
    "registry:freezes-one": [{"key": "freeze"}],
    "brief:read": [{"token": "no_token"}],
    "screening:comparison": [{"board": "board"}],
    "exchange:template": [{"code": "dataset"}],
    "screening:runs-one": [{"key": "run"}],
    "screening:run_cancel": [{"key": "run"}],
    "screening:rule": [{"code": "rule"}],
    "screening:parameter": [{"code": "parameter"}],
    "duties:duty": [{"code": "duty"}],
    "duties:propose": [{"code": "duty"}],
    "duties:documents-one": [{"key": "document"}],
    "duties:paper_amend": [{"key": "document"}],
    "duties:documents-move": [{"key": "document", "move": "no_move"}],
}
BULK = ("approve", "refuse", "withdraw", "end", "send", "close")
# Lists and searches: asked for what lies elsewhere they must answer with nothing.
QUESTIONS: dict[str, list[str]] = {
    "oversight:rectifying": ["by=village", "by=household", "by=matter", "by=department"],
    "kit:search": ["q=马道", "q=mdc", "q=欧阳", "q=oysm"],
    "registry:households": ["area=411726103202", "as_of=2020-06-30"],
    "registry:households-print": ["area=411726103000"],
    "registry:past": ["as_of=2020-06-30&area=411726103202"],
    "registry:frozen": ["area=411726103202"],
    "registry:accounts": ["q=欧阳"],
    "exchange:handed_rows": ["area=411726103000", "state=sent", "area=411726103202"],
    "registry:changes": ["area=411726103000", "state=draft"],
    "registry:stops": ["area=411726103000"],
    "screening:due_matrix": ["area=411726103202", "area=411726103000&all=1"],
    "screening:names": ["board=benefits&item=P05&standing=missing&area=411726103202"],
    "screening:due": ["now=1&area=411726103202&rule=P05"],
    "screening:undue": ["area=411726103202"],
    "exchange:deliveries": ["dataset=medical_settlement", "state=uploaded"],
    "screening:rules": ["q=低保", "kind=policy&owner=civil_affairs&open=1"],
    "screening:unverified": ["of=rules"],
    "screening:what_if": ["parameter=industry_award", "rule=P01"],
    "screening:differences": ["from=1&to=1"],
    "org:areas": ["q=马道", "q=mdc"],
    "screening:findings": ["area=411726103000", "state=sent", "rule=R01"],
    "screening:queue": ["area=411726103000"],
    "screening:towns": ["kind=risk"],
    "screening:send": ["town=411726103000"],
    "screening:rates": ["town=411726103000", "rule=R01"],
    "org:posts": ["area=411726103000", "kind=village_cadre&area=411726103202", "vacant=1"],
    "org:posts-print": ["area=411726103000"],
    "org:units": ["area=411726103000"],
    "org:delegations": ["state=asked", "area=411726103000"],
    "org:exports": ["state=asked"],
    "org:accounts": ["username=somebody", "name=欧阳"],
    "duties:list": ["of=all", "of=helper"],
    "oversight:proposals": ["area=411726103000", "state=proposed"],
    "oversight:appraisal": ["name=欧阳"],
    "duties:burden": ["month=2020-11"],
    "duties:demands": ["area=411726103000", "area=411726103202"],
}
# For departments' systems: who bears no token is told 401, whoever is signed in in the browser.
BY_TOKEN = frozenset(
    {
        "exchange:api_datasets", "exchange:api_send", "exchange:api_one", "exchange:api_mended",
        "exchange:api_hand_in", "exchange:api_returned",
    }
)  # fmt: skip
PUBLIC = frozenset({"exchange:api_openapi", "brief:read"})
# What concerns only the person or the browser that asks; sent, it would end or change the visit itself.
ONES_OWN = frozenset(
    {
        "kit:look", "org:switch", "org:sign_in", "org:sign_in_code", "org:sign_in_recovery", "org:sign_out",
        "org:password", "org:enrol", "org:enrol_picture", "org:renew_codes", "org:give_code",
        "org:give_recovery", "org:end_others",
    }
)  # fmt: skip


def patterns() -> dict[str, URLPattern]:
    """Every address's pattern by its name; a nameless one is named by its route."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(found: Any, space: str) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, inner)
        else:
            yield space + (each.name or str(each.pattern)), each


def of(name: str, keys: dict[str, Any]) -> list[str]:
    """The addresses of one pattern for the rows of a scene. Raises KeyError for a pattern nobody covers."""
    if name in MOVES:
        param, row, moves = MOVES[name]
        other = "name" if name == "org:deed" else "move"
        return [reverse(name, kwargs={param: keys[row], other: move}) for move in moves]
    if name.endswith("-bulk"):
        return [reverse(name, kwargs={"move": move}) for move in BULK]
    if name in ROWS or name in COMMON:
        rows = ROWS.get(name) or COMMON[name]
        return [reverse(name, kwargs={k: keys[row] for k, row in each.items()}) for each in rows]
    if patterns()[name].pattern.converters:
        raise KeyError(f"{name}: say in tests/walls/addresses.py which row its parameters name")
    address = reverse(name)
    return [address, *(f"{address}?{question}" for question in QUESTIONS.get(name, []))]


def of_a_row(name: str) -> bool:
    """Whether the address names a row of its own, so that it must not be there for others."""
    return name in ROWS or name in MOVES
