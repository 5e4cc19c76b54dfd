"""The locks hold every package that is asked for, by hash, and say nothing of where it came from."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

LOCKS = {"run": [], "test": ["test"], "slow": ["test", "slow"], "bench": ["bench"], "tools": ["tools"]}


def named(lines: list[str]) -> set[str]:
    """Normalised names of the packages that requirement lines ask for."""
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def asked(lock: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    own = [line for name in LOCKS[lock] for line in (ROOT / f"locks/{name}.in").read_text().splitlines()]
    return named(own) if lock == "tools" else named(project) | named(own)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_is_asked_for(lock: str):
    text = (ROOT / f"locks/{lock}.txt").read_text()
    assert not asked(lock) - named(text.splitlines()), "run: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash_and_none_by_address(lock: str):
    text = (ROOT / f"locks/{lock}.txt").read_text()
    pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    assert not [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]
    assert "://" not in text


def test_the_locks_agree():
    pins = {
        lock: dict(
            re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / f"locks/{lock}.txt").read_text(), re.MULTILINE)
        )
        for lock in LOCKS
    }
    for lock in ("test", "slow", "bench"):
        assert {name: pins[lock][name] for name in pins["run"]} == pins["run"]
