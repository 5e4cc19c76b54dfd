"""The source tree as the guards read it: files, rooms and their order."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mingbai"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef


def sources(below: Path = PACKAGE) -> list[Path]:
    """Every source file but the migrations, which Django writes."""
    return sorted(path for path in below.rglob("*.py") if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def levels() -> dict[str, int]:
    """Room -> its height, from the import-linter contract: one source of truth for every direction."""
    layers = next(c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")[
        "layers"
    ]
    names = [[name.strip(" ()") for name in layer.split("|")] for layer in layers]
    return {name: len(names) - at for at, layer in enumerate(names) for name in layer}


def may_use(room: str, other: str) -> bool:
    """Whether `room` may point at `other`: the same one or a lower one."""
    return room == other or levels()[other] < levels()[room]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def within(node: ast.AST, wanted: type | tuple[type, ...]) -> Iterator[tuple[str, ast.AST]]:
    """Every wanted node below `node`, with the dotted name of what it stands in."""
    yield from _walk(node, wanted, "")


def _walk(node: ast.AST, wanted: type | tuple[type, ...], place: str) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = place
        if isinstance(child, DEFINITIONS | ast.ClassDef):
            inner = f"{place}.{child.name}" if place else child.name
        if isinstance(child, wanted):
            yield inner, child
        yield from _walk(child, wanted, inner)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute; what is not a plain name is a question mark."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else "?"


def judge(found: dict[str, str], allowed: dict[str, str], rule: str) -> None:
    """Fail on what is found and not allowed, and on what is allowed and not found any more."""
    wrong = {place: what for place, what in found.items() if place not in allowed}
    stale = sorted(set(allowed) - set(found))
    assert not wrong, f"{rule}:\n" + "\n".join(f"  {place}: {what}" for place, what in sorted(wrong.items()))
    assert not stale, f"no longer needed in the list of exceptions: {stale}"
    bare = [place for place, reason in allowed.items() if len(reason) < 10]
    assert not bare, f"an exception needs a reason: {bare}"
