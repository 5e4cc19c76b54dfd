"""Every mistake in a pack file is answered with file, line and a way out."""

from pathlib import Path

import pytest

from mingbai import packs
from tests.packs.conftest import Write

HEAD = "source: {document: handbook, verified: false}\n"


@pytest.mark.parametrize(
    "case",
    [
        ("common/security.yaml", HEAD + "lockout:\n  failurs: 5\n", 3, "did you mean “failures”"),
        ("common/securty.yaml", HEAD, 0, "did you mean “security”"),
        ("common/security.yaml", HEAD + "lockout: {failures: five}\n", 2, "“five” is not a whole number"),
        ("common/security.yaml", HEAD + "lockout: {failures: 50}\n", 2, "50 is above 20"),
        ("common/security.yaml", HEAD + "lockout: 5\n", 2, "a map of"),
        ("common/security.yaml", HEAD + "lockout: {failures: [5]}\n", 2, "a single value"),
        ("common/exports.yaml", HEAD + "warning: {zh: 只有中文}\n", 2, "lacks the English"),
        ("common/exports.yaml", HEAD + "warning: {en: English only}\n", 2, "lacks the Chinese"),
        ("common/exports.yaml", HEAD + "warning: {zh: ' ', en: x}\n", 2, "must not be empty"),
        ("common/exports.yaml", HEAD + "identities: {approval_always: yes}\n", 2, "true or false"),
        ("common/posts.yaml", HEAD + "items:\n  - {title: {zh: 甲, en: a}}\n", 3, "lacks its code"),
        ("common/posts.yaml", HEAD + "items:\n  - {code: a b}\n", 3, "is not a code"),
        ("common/posts.yaml", HEAD + "posts: []\n", 2, "known here: items, source"),
        (
            "common/posts.yaml",
            HEAD + "items:\n  - {code: helper, level: vilage}\n",
            3,
            "did you mean “village”",
        ),
        (
            "common/lines.yaml",
            HEAD + "items:\n- {code: a, name: &x {zh: 甲, en: a}}\n- {code: b, name: *x}\n",
            4,
            "anchors",
        ),
        ("common/lines.yaml", HEAD + "items: {}\n", 2, "a list"),
        ("common/lines.yaml", HEAD + "items: &x [*x]\n", 2, "anchors"),
        ("common/lines.yaml", HEAD + "items: " + "[" * 200_000, 2, "nested too deeply"),
        ("common/lines.yaml", "items: !!python/object:os.system []\n", 1, "unknown tag"),
        (
            "common/lines.yaml",
            HEAD + "items:\n  - {code: a}\n  - {code: a}\n",
            4,
            "stands twice (first on line 3)",
        ),
        (
            "common/switches.yaml",
            HEAD + "exam_marks: true\nexam_marks: false\n",
            3,
            "stands twice (first on line 2)",
        ),
        ("common/calendar.yaml", HEAD + "rest: [2027-13-01]\n", 2, "is not a date"),
        ("common/calendar.yaml", HEAD + "years: [2027, 2027]\n", 2, "a value twice"),
        (
            "common/calendar.yaml",
            "source: {document: handbok, verified: false}\nyears: [2027]\n",
            0,
            "handbook",
        ),
        ("common/calendar.yaml", "source: {document: handbook}\n", 1, "the source lacks verified"),
        (
            "common/calendar.yaml",
            "source: {dokument: handbook, verified: true}\n",
            1,
            "did you mean “document”",
        ),
        ("common/calendar.yaml", "rest: [\n", 2, "not readable as YAML"),
        ("common/calendar.yaml", "", 0, "the file is empty"),
        ("common/calendar.yaml", HEAD + "rest: []\n\x07", 3, "control character U+0007"),
        ("areas/9.csv", "code,name\n", 1, "the header must be"),
        ("areas/9.csv", "code,name,level,parent\n4117261,甲县,county,4117\n", 2, "has 6 digits"),
        ("areas/9.csv", "code,name,level,parent\n419901,甲县,county,4117\n", 2, "does not lie under"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, write: Write, case: tuple[str, str, int, str]
) -> None:
    name, text, line, said = case
    write(name, text)
    found = packs.check([tmp_path])
    assert any(said in str(problem) and line in {0, problem.where.line} for problem in found), "\n".join(
        map(str, found)
    )
    assert all(problem.text.zh and problem.text.zh != problem.text.en for problem in found)


def test_files_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "common/lines.yaml"
    path.parent.mkdir()
    path.write_bytes(b"items:\n- " + "安全饮水".encode("gb18030"))
    [found] = packs.check([tmp_path])
    assert str(found).startswith("common/lines.yaml:2: not UTF-8")


def test_references_are_followed(tmp_path: Path, write: Write) -> None:
    write(
        "common/posts.yaml",
        HEAD + "items:\n  - {code: helper, supervised_by: [group_leadr]}\n",
    )
    assert any("did you mean “group_leader”" in str(problem) for problem in packs.check([tmp_path]))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("posts", "items:\n  - {code: sending_unit_head, abilities: [reveal]}\n", "it needs second_factor"),
        ("posts", "items:\n  - {code: helper, apart: [machine]}\n", "each name the other"),
        ("calendar", "rest: [2027-01-01]\nwork: [2027-01-01]\n", "both a rest day and a working day"),
        (
            "area_changes",
            "items:\n  - {code: x, on: 2024-01-01, kind: merge, old: [411726200000], new: [411726112000]}\n",
            "merge n to 1",
        ),
        (
            "area_changes",
            "items:\n  - {code: x, on: 2024-01-01, kind: recode, old: [411726200000], new: [411725112000]}\n",
            "is outside 411726",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_line(
    tmp_path: Path, write: Write, name: str, text: str, said: str
) -> None:
    write(f"counties/411726/{name}.yaml", HEAD + text)
    with pytest.raises(packs.PackError, match=said) as refused:
        packs.load(county="411726", era="2026-", extra=[tmp_path])
    assert all(problem.where.line for problem in refused.value.problems)


def test_all_problems_are_told_at_once(tmp_path: Path, write: Write) -> None:
    write("common/security.yaml", HEAD + "idle: {minuts: 5}\nlockout: {minutes: x}\n")
    assert len(packs.check([tmp_path])) == 2


def test_a_missing_directory_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(packs.PackError, match="no such directory"):
        packs.load(county="411726", era="2026-", extra=[tmp_path / "nowhere"])
