"""However a pack file is spoilt, the answer is a list of problems, never a crash."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai import packs

SHIPPED = Path(packs.__file__).parent / "files"
FILES = [f"common/{name}.yaml" for name in ("security", "posts", "exports", "calendar", "labels")]
SCRAPS = st.sampled_from(
    ["", "[", "}", ": ", "- ", "\n", "!remove ", "? ", "<<: ", "&a ", "*a", "'", "#", "~", "0x1", "\t"]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("spoilt")
    (root / "common").mkdir()
    return root


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.data())
def test_a_spoilt_file_is_answered_with_problems(folder: Path, name: str, data: st.DataObject) -> None:
    text = (SHIPPED / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    path = folder / name
    path.write_text(text[:start] + data.draw(SCRAPS) + text[end:], "utf-8")
    found = _problems(folder)
    path.unlink()
    assert all(problem.text.zh and problem.text.en for problem in found)


def _problems(folder: Path) -> tuple[packs.Problem, ...]:
    try:
        packs.load(county="411726", era="2026-", extra=[folder])
    except packs.PackError as error:
        return error.problems
    return ()
