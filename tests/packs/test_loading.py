"""Eras, counties, overlays and where each value comes from."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mingbai import packs
from mingbai.packs.schema import Number
from tests.packs.conftest import Write

BIYANG = "411726"


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(2014, 5, 1), "2016-2020"),
        (date(2020, 12, 31), "2016-2020"),
        (date(2021, 1, 1), "2021-2025"),
        (date(2025, 12, 31), "2021-2025"),
        (date(2026, 1, 1), "2026-"),
    ],
)
def test_a_date_chooses_its_era(day: date, era: str) -> None:
    assert packs.load(county=BIYANG, on=day).era == era


@pytest.mark.parametrize("era", packs.ERAS)
def test_an_eras_own_dates_agree_with_its_name(era: str) -> None:
    pack = packs.load(county=BIYANG, era=era)
    assert packs.era_on(pack.get("era.from")) == era
    if pack.has("era.to"):
        assert packs.era_on(pack.get("era.to")) == era


def test_one_of_era_and_date_must_be_given() -> None:
    with pytest.raises(TypeError):
        packs.load(county=BIYANG)
    with pytest.raises(TypeError):
        packs.load(county=BIYANG, era="2026-", on=date(2026, 1, 1))


def test_an_unknown_era_is_refused_with_the_nearest() -> None:
    with pytest.raises(packs.PackError, match="did you mean “2016-2020”"):
        packs.load(county=BIYANG, era="2016-2021")


def test_an_unknown_county_is_refused_and_a_listed_one_without_files_is_not() -> None:
    with pytest.raises(packs.PackError, match="no county 411799"):
        packs.load(county="411799", era="2026-")
    assert packs.load(county="411721", era="2026-").get("security.lockout.failures") == 5


def test_the_words_differ_by_era_and_the_vocabulary_does_not() -> None:
    loaded = {era: packs.load(county=BIYANG, era=era) for era in packs.ERAS}
    words = {era: pack.get("labels.words.registered_household").zh for era, pack in loaded.items()}
    assert words == {"2016-2020": "建档立卡贫困户", "2021-2025": "脱贫户", "2026-": "原建档立卡户"}
    assert len({frozenset(pack.section("labels.words")) for pack in loaded.values()}) == 1
    assert len({frozenset(pack.section("posts")) for pack in loaded.values()}) == 1


def test_a_value_names_its_file_line_and_source() -> None:
    pack = packs.load(county=BIYANG, era="2026-")
    found = pack.provenance("security.lockout.failures")
    assert found.file == "common/security.yaml"
    line = (
        (Path(packs.__file__).parent / "files" / found.file).read_text("utf-8").splitlines()[found.line - 1]
    )
    assert line.strip() == "failures: 5"
    assert found.source is not None
    assert (found.source.document, found.verified) == ("gbt-22239-2019", False)


def test_an_overlay_changes_only_what_it_says(tmp_path: Path, write: Write) -> None:
    write(
        f"counties/{BIYANG}/security.yaml",
        """\
        source: {document: handbook, verified: false}
        lockout: {minutes: 60}
        """,
    )
    pack = packs.load(county=BIYANG, era="2026-", extra=[tmp_path])
    assert (pack.get("security.lockout.failures"), pack.get("security.lockout.minutes")) == (5, 60)
    assert pack.provenance("security.lockout.minutes").file == f"counties/{BIYANG}/security.yaml"


def test_items_merge_by_code_are_added_and_removed(tmp_path: Path, write: Write) -> None:
    write(
        f"counties/{BIYANG}/lines.yaml",
        """\
        source: {document: handbook, verified: false}
        items:
          - {code: water, name: {zh: 安全饮水, en: drinking water}}
          - {code: bees, name: {zh: 养蜂, en: bees}}
        """,
    )
    write(f"counties/{BIYANG}/exports.yaml", "rows: {most: 5, approval_above: !remove }\n")
    with pytest.raises(packs.PackError) as refused:
        packs.load(county=BIYANG, era="2026-", extra=[tmp_path])
    said = [str(problem) for problem in refused.value.problems]
    assert any("exports.rows lacks approval_above" in line for line in said)
    assert any("exports.rows.most has no source" in line for line in said)

    write(
        f"counties/{BIYANG}/exports.yaml",
        """\
        source: {document: handbook, verified: false}
        purposes:
          - !remove {code: archive}
        """,
    )
    pack = packs.load(county=BIYANG, era="2026-", extra=[tmp_path])
    assert pack.get("lines.water.name").zh == "安全饮水"
    assert list(pack.section("lines"))[-1] == "bees"
    assert "archive" not in pack.section("exports.purposes")


def test_the_edition_knows_content_and_not_its_layout(tmp_path: Path) -> None:
    plain = packs.load(county=BIYANG, era="2026-")
    shipped = (Path(packs.__file__).parent / "files/common/security.yaml").read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z])", shipped)
    path = tmp_path / "common/security.yaml"
    path.parent.mkdir()
    path.write_text("# another order\n" + "\n# a remark\n".join(reversed(blocks)), "utf-8")
    again = packs.load(county=BIYANG, era="2026-", extra=[tmp_path])
    assert again.edition == plain.edition
    assert again.provenance("security.lockout.failures") != plain.provenance("security.lockout.failures")

    path.write_text(shipped.replace("failures: 5", "failures: 6"), "utf-8")
    changed = packs.load(county=BIYANG, era="2026-", extra=[tmp_path])
    assert changed.edition != plain.edition
    assert changed.edition_of("posts") == plain.edition_of("posts")


def test_removing_what_is_not_there_is_refused(tmp_path: Path, write: Write) -> None:
    write(f"counties/{BIYANG}/exports.yaml", "purposes:\n  - !remove {code: archiv}\n")
    with pytest.raises(packs.PackError, match=r"exports.yaml:2: .*did you mean “archive”"):
        packs.load(county=BIYANG, era="2026-", extra=[tmp_path])


def test_nothing_loaded_can_be_changed() -> None:
    pack = packs.load(county=BIYANG, era="2026-")
    with pytest.raises(TypeError):
        pack.section("security")["lockout"] = {}  # type: ignore[index]
    with pytest.raises(AttributeError):
        pack.era = "2016-2020"  # type: ignore[misc]


def test_an_unknown_path_is_never_a_silent_default() -> None:
    pack = packs.load(county=BIYANG, era="2026-")
    with pytest.raises(packs.UnknownKey, match="did you mean “failures”"):
        pack.get("security.lockout.failure")
    assert not pack.has("security.nothing")


def test_numbers_are_exact() -> None:
    assert Number().read("0.10") == Decimal("0.10")
