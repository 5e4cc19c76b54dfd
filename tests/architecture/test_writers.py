"""Actions are the only writers. What the kit writes for itself is listed here, with its reason."""

import ast
import re

from tests.architecture.tree import dotted, judge, parsed, room_of, short, sources, within

WRITING = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
           "asave", "acreate", "adelete", "aupdate"}  # fmt: skip
# COPY of a query in brackets only reads.
SQL = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|ALTER|DROP|CREATE|GRANT|COPY(?!\s*\())\b", re.IGNORECASE
)

# Receivers that share a name with a writer and are none.
NOT_ROWS = {"kwargs", "os.environ", "home", "segno.make()", "self._document"}

# Plain Python: a contract keeps Django, and so the ledger's database, out of them.
WITHOUT_DATABASE = {"packs", "tables", "rulebook", "compare"}

ALLOWED = {
    "mingbai/kit/audit/policies.py": "lays the code's policies down on the side, as the owner, to compare",
    "mingbai/kit/cluster/provision.py": "makes roles and the database before there are tables",
    "mingbai/kit/files/store.py": "the rows of sealed files, written with the file",
    "mingbai/kit/flow/flow.py": "sets a subject's state for the action that takes the move",
    "mingbai/kit/jobs/asking.py": "the row of a job, in the transaction of the action that asks for it",
    "mingbai/kit/jobs/execute.py": "how an attempt at a job ended",
    "mingbai/kit/jobs/run.py": "how far a job is",
    "mingbai/kit/requests.py": "answers kept for forms that come twice",
    "mingbai/kit/sight.py": "who saw what, noted for the page or action that showed it",
    "mingbai/kit/steps.py": "decisions, recorded for the action that takes them",
    "mingbai/kit/versions.py": "writes a row for an action if nobody was quicker",
    "mingbai/org/models/users.py": "Django's user.save, guarded there so that only an action may call it",
}


def written(call: ast.Call) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if dotted(call.func).rpartition(".")[0] in NOT_ROWS:
        return None
    if name in WRITING:
        return f".{name}()"
    # A dictionary's update takes a mapping, a queryset's only names.
    if name == "update" and call.keywords and not call.args:
        return ".update()"
    if name in ("execute", "executemany", "copy") and call.args:
        return raw(call.args[0])
    return None


def raw(node: ast.AST) -> str | None:
    parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    text = next((part for part in parts if isinstance(part, str)), "")
    return f"SQL: {text[:40].strip()}" if SQL.match(text) else None


def found() -> dict[str, str]:
    result = {}
    for path in sources():
        if "actions" in path.parts or path.stem == "actions" or room_of(path) in WITHOUT_DATABASE:
            continue
        for place, call in within(parsed(path), ast.Call):
            what = written(call)
            if what:
                result[short(path)] = f"{place}: {dotted(call.func)} {what}"
    return result


def test_nothing_writes_but_actions():
    judge(found(), ALLOWED, "only actions write")


def test_the_guard_sees_what_it_should():
    def judged(code):
        call = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
        return written(call) is not None

    assert judged("x.save()")
    assert judged("Post.objects.filter(pk=1).update(state='x')")
    assert judged("cursor.execute('  update org_post set x = 1')")
    assert judged("cursor.execute(f'DELETE FROM {table}')")
    assert not judged("cursor.execute('SELECT 1')")
    assert not judged("found.update({'a': 1})")
