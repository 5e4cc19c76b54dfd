"""Test files that are never collected prove nothing: what is written is what runs."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.architecture.tree import DEFINITIONS, ROOT, parsed, short

TESTS = ROOT / "tests"


def counted(path: Path) -> Counter:
    """Test functions at the top of a file, and by class."""
    found: Counter = Counter()
    for node in parsed(path).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        names = [each.name for each in inside if isinstance(each, DEFINITIONS)]
        found[node.name if isinstance(node, ast.ClassDef) else ""] += sum(
            n.startswith("test_") for n in names
        )
    return +found


def written() -> Counter:
    return +Counter({short(path): counted(path).total() for path in TESTS.rglob("test_*.py")})


def collected() -> Counter:
    """Distinct test functions by file, without their parameters, as pytest finds them from the root."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-qq",
        "--no-header",
        "-o",
        "addopts=",
        "tests",
    ]
    options = ["-p", "no:cacheprovider", "--import-mode=importlib", "--strict-markers"]
    process = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout[-2000:] + process.stderr[-2000:]
    counts: Counter = Counter()
    for line in process.stdout.splitlines():
        name, _, number = line.rpartition(": ")
        if name.endswith(".py"):
            counts[name] = int(number)
    return counts


def test_every_test_that_is_written_is_collected(record_property):
    found, seen = written(), collected()
    lost = {path: (count, seen[path]) for path, count in found.items() if seen[path] < count}
    assert not lost, f"written and not collected: {lost}"
    record_property("written", sum(found.values()))
    record_property("collected", sum(seen.values()))


def test_tests_that_others_inherit_are_inherited():
    """A class of checks in a file that is not collected must be a base of one that is."""
    bases = {
        getattr(base, "id", getattr(base, "attr", ""))
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
    }
    for path in set(TESTS.rglob("*.py")) - set(TESTS.rglob("test_*.py")):
        idle = set(counted(path)) - bases
        assert not idle, f"{short(path)}: never collected"


def test_no_test_hides_another_of_the_same_name():
    hidden = []
    for path in TESTS.rglob("*.py"):
        for scope in [parsed(path), *(n for n in parsed(path).body if isinstance(n, ast.ClassDef))]:
            names = Counter(node.name for node in scope.body if isinstance(node, DEFINITIONS))
            hidden += [f"{short(path)}: {name}" for name, count in names.items() if count > 1]
    assert not hidden


def test_every_test_can_fail():
    """Every test asserts, expects an exception, or hands that on to a function of the tests that does."""
    functions = [
        (path, node)
        for path in TESTS.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, DEFINITIONS)
    ]
    judging = {node.name for _path, node in functions if _asserts(node)} | {"raises", "warns", "fail"}
    judging |= {node.name for _path, node in functions if _calls(node) & judging}
    idle = [
        f"{short(path)}: {node.name}"
        for path, node in functions
        if node.name.startswith("test_") and not _asserts(node) and not _calls(node) & judging
    ]
    assert not idle


def _asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(function))


def _calls(function: ast.AST) -> set[str]:
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}
    # A guard of the program itself raises when it is not content.
    return names | {"raises" for name in names if name.startswith(("refuse", "demand"))}
