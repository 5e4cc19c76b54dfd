"""Test files that are never collected prove nothing: what is written is what runs."""

import ast
import subprocess
import sys
from collections import Counter

from tests.architecture.tree import DEFINITIONS, ROOT, parsed, short

TESTS = ROOT / "tests"


def written() -> Counter:
    found: Counter = Counter()
    for path in TESTS.rglob("*.py"):
        names = [node.name for node in ast.walk(parsed(path)) if isinstance(node, DEFINITIONS)]
        found[short(path)] = sum(name.startswith("test_") for name in names)
    return +found


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


def test_no_test_hides_another_of_the_same_name():
    hidden = []
    for path in TESTS.rglob("*.py"):
        for scope in [parsed(path), *(n for n in parsed(path).body if isinstance(n, ast.ClassDef))]:
            names = Counter(node.name for node in scope.body if isinstance(node, DEFINITIONS))
            hidden += [f"{short(path)}: {name}" for name, count in names.items() if count > 1]
    assert not hidden


def test_every_test_can_fail():
    """Every test asserts, expects an exception, or hands that on to a helper named for it."""
    idle = []
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, DEFINITIONS) and node.name.startswith("test_") and not _judges(node):
                idle.append(f"{short(path)}: {node.name}")
    assert not idle


def _judges(function: ast.AST) -> bool:
    words = ("assert", "raises", "then_", "judge", "check", "refuse", "expect", "fail", "warns", "wait_for")
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if any(word in name for word in words):
                return True
    return False
