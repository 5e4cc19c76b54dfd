"""Habits that reviews would otherwise have to look for."""

import ast

import pytest

from tests.architecture.tree import PACKAGE, ROOT, dotted, judge, parsed, short, sources, within

SHOWING = {"views", "panels", "ledgers", "forms"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
OWNERS = {"datetime", "date", "timezone", "time", "dt", "django.utils.timezone", "datetime.datetime"}

# Who may look at a clock, and which.
CLOCK_READERS = {
    "mingbai/kit/clock.py::machine": "the only clock of the program",
    "mingbai/kit/jobs/clockwork.py::clear_files": "compares with times that the disk gave",
    "mingbai/tables/command.py::_today": "an edge: a command that runs without Django",
    "mingbai/org/actions/session_store.py::SessionStore._get_session_from_db": "Django's own expiry",
}
# Edges that read the county's clock (kit.clock.read) once and pass the time on.
EDGES = {
    "mingbai/kit/jobs/execute.py": "an attempt at a job begins and ends",
    "mingbai/kit/jobs/tasks.py": "the clockwork ticks",
    "mingbai/kit/jobs/watch.py": "a job gives a sign of life",
    "mingbai/kit/templatetags/kit.py": "dates beside today's, on a page without a request of its own",
    "mingbai/kit/views/gallery.py": "examples of dates in the gallery of components",
    "mingbai/org/ledgers/posts.py": "a list shows who holds a post at the moment it is opened",
    "mingbai/registry/ledgers/filters.py": "a list of no named day is that of today",
    "mingbai/screening/ledgers/filters.py": "what is late is late on the day on which a list is opened",
    "mingbai/org/views/middleware.py": "a request begins",
    "mingbai/org/views/account.py": "a phone's codes follow the machine's clock",
    "mingbai/org/views/sign_in.py": "a phone's codes follow the machine's clock",
    "mingbai/kit/startup.py": "a start refuses a clock that was set back",
    "mingbai/kit/pack.py": "the era of an installation whose clock runs",
}
KIT_WORDS: dict[str, str] = {"mingbai/kit/__init__.py": "says that no such word is in the kit"}
# Commands are edges as a whole: each begins, reads the clock, does its work and ends.
COMMANDS = ("mingbai/cli/", "mingbai/demo/", "mingbai/kit/doctor/", "mingbai/kit/backup/")
MANAGERS_IN_VIEWS: dict[str, str] = {}


def calls(path):
    return within(parsed(path), ast.Call)


def showing():
    return [path for path in sources() if SHOWING & {part.removesuffix(".py") for part in path.parts}]


def test_pages_ask_the_scope_and_never_a_manager():
    found = {
        f"{short(path)}::{place}": dotted(node)
        for path in showing()
        for place, node in within(parsed(path), ast.Attribute)
        if node.attr in ("objects", "_default_manager", "_base_manager")
    }
    judge(found, MANAGERS_IN_VIEWS, "ask request.scope(Model) or a query")


def test_nothing_is_caught_that_was_not_expected():
    broad = {"Exception", "BaseException"}
    found = {}
    for path in sources():
        for place, node in within(parsed(path), ast.ExceptHandler):
            names = {dotted(n) for n in ast.walk(node.type)} if node.type else broad
            if names & broad:
                found[f"{short(path)}::{place}"] = "catches everything"
        for place, call in calls(path):
            if dotted(call.func).endswith("suppress") and {dotted(a) for a in call.args} & broad:
                found[f"{short(path)}::{place}"] = "suppresses everything"
    judge(found, {}, "no broad except")


def test_nothing_but_the_clock_reads_a_clock():
    found = {}
    for path in sources():
        for place, call in calls(path):
            owner, _, name = dotted(call.func).rpartition(".")
            if name in CLOCKS and owner in OWNERS and (call.args == [] or owner != "timezone"):
                found[f"{short(path)}::{place}"] = dotted(call.func)
    judge(found, CLOCK_READERS, "the time is passed in as at=")


def test_the_county_s_clock_is_read_at_the_edges_only():
    found = {
        short(path): place
        for path in sources()
        for place, call in calls(path)
        if dotted(call.func) in ("clock.read", "clock.machine") and not short(path).startswith(COMMANDS)
    }
    judge(found, EDGES, "only edges read the clock")


def test_no_signals_and_no_utils():
    catch_alls = ("utils", "helpers", "signals", "misc", "common")
    assert not [short(path) for path in sources() if path.stem in catch_alls]
    assert not [short(path) for path in sources() if "models.signals" in path.read_text(encoding="utf-8")]


def test_the_kit_knows_no_word_of_the_county_s_work():
    words = ("poverty", "household_head", "扶贫", "贫困", "低保", "驻村")
    found = {
        f"{short(path)}": word
        for path in sources(PACKAGE / "kit")
        for word in words
        if word in path.read_text(encoding="utf-8").lower()
    }
    judge(found, KIT_WORDS, "the kit is the web's machinery, nothing else")


@pytest.mark.parametrize("word", ["/work/", "../shared", "coming soon", "TODO", "FIXME", "XXX"])
def test_nothing_names_a_machine_or_is_left_for_later(word):
    folders = (PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "docs", ROOT / "bench")
    found = [
        short(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".md", ".yaml", ".html", ".css", ".js", ".toml"}
        and path.name != "test_habits.py"
        and word in path.read_text(encoding="utf-8")
    ]
    assert not found
