"""What a check sends back, that mended rows take the place of earlier ones, that a killed check goes on."""

from contextlib import contextmanager
from datetime import date

import polars as pl
import pytest

from mingbai.kit.files import store
from mingbai.kit.scope import entered
from mingbai.registry.actions import importing
from mingbai.registry.actions.importing import reading
from mingbai.registry.models import Household, ImportFault, ImportPerson, Person
from mingbai.tables.workbook import Page, write
from tests.factories import county, sheets
from tests.factories.county import AT, OTHER_TOWN, TOWN
from tests.registry.importing import checked, merged, township


@pytest.fixture
def head(db, biyang):
    return county.person("township_head", TOWN).acting


def reasons(batch):
    return sorted(ImportFault.objects.filter(batch=batch, level="reject").values_list("reason", flat=True))


def back(batch, dataset="national_person"):
    """The workbook that goes back, as a frame of text."""
    file = batch.files.get(dataset=dataset)
    content = b"".join(store.content(store.kept(str(file.returned))))
    return pl.read_excel(content, infer_schema_length=0)


def second_head(families):
    families[0][1]["relation"] = "head"


def no_head(families):
    families[0][0]["relation"] = "other"


def younger(families):
    families[0][2] |= {"birth_date": "19500101", "id_no": sheets.number(date(1950, 1, 1), male=True)}


def in_two_households(families):
    families[1].append({**families[0][1], "household_no": families[1][0]["household_no"]})


def in_two_villages(families):
    families[0][1]["village"] = sheets.OTHER_VILLAGE


def nowhere(families):
    families[0][0] |= {"village": "没有这个村"}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (second_head, "two_heads"), (no_head, "no_head"), (younger, "head_younger"),
        (in_two_households, "two_households"), (in_two_villages, "two_villages"), (nowhere, "area_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_goes_back_with_its_reason(acting, tmp_path, spoil, reason):
    families = sheets.families(9)
    spoil(families)
    batch = checked(township(tmp_path, families), acting)
    assert reason in reasons(batch)
    counts = batch.counts
    assert counts["rows"] == counts["accepted"] + counts["rejected"] + counts["blank"]
    assert counts["persons_new"] < 9


def test_identical_rows_are_one_and_the_other_is_accounted_for(acting, tmp_path):
    families = sheets.families(3)
    families[0].append(dict(families[0][2]))
    batch = checked(township(tmp_path, families), acting)
    assert (reasons(batch), batch.counts["persons_new"]) == (["same_again"], 3)


def test_a_person_elsewhere_in_the_county_is_told_by_no_more_than_that(office, officer, tmp_path):
    families = sheets.families(3)
    far = county.person("county_office_head").acting
    with entered(office):
        merged(checked(township(tmp_path, families), office), office, far)
    other = county.person("township_officer", OTHER_TOWN).acting
    rows = [{**row, "township": "泰山庙镇", "village": "泰山庙"} for row in families[0]]
    with entered(other):
        batch = checked([sheets.person_sheet(tmp_path / "other.xlsx", rows)], other)
        assert set(reasons(batch)) <= {
            "person_elsewhere",
            "household_elsewhere",
            "area_unknown",
            "area_outside",
        }
        assert batch.counts["persons_new"] == 0


def test_mended_rows_take_the_place_of_those_sent_before(acting, head, tmp_path):
    families = sheets.families(6)
    second_head(families)
    batch = checked(township(tmp_path, families), acting)
    sent_back = back(batch)
    assert len(sent_back) == 3
    assert sent_back["退回原因"].str.contains("户主").all()
    at = sent_back["人口编号"].to_list().index(families[0][1]["person_no"])
    relations = sent_back["与户主关系"].to_list()
    relations[at] = "配偶"
    write(tmp_path / "mended.xlsx", [Page("改", sent_back.with_columns(pl.Series("与户主关系", relations)))])
    homes = sheets.household_sheet(tmp_path / "home.xlsx", [sheets.home(families[0], bank="改后再报")])
    importing.send_again(
        batch=batch, files=[importing.Upload.of(tmp_path / "mended.xlsx"), homes], by=acting, at=AT
    )
    batch = importing.check(batch=batch, by=acting, at=AT)
    assert batch.counts["persons_new"] == 6, (batch.counts, reasons(batch))
    assert not batch.files.exclude(returned=None).exists()
    merged(batch, acting, head)
    assert (Person.objects.count(), Household.objects.count()) == (6, 2)


class Killed(Exception):
    pass


class Dying(importing.Plain):
    """A worker that is killed in its third step."""

    def __init__(self) -> None:
        self.steps = 0

    @contextmanager
    def step(self):
        self.steps += 1
        if self.steps == 4:
            raise Killed
        with super().step():
            yield


def test_a_killed_check_goes_on_where_it_was(acting, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "SLICE", 2)
    families = sheets.families(9)
    batch = importing.stage(files=township(tmp_path, families), as_of=AT.date(), by=acting, at=AT)
    with pytest.raises(Killed):
        importing.check(batch=batch, by=acting, at=AT, steps=Dying())
    batch = importing.check(batch=batch, by=acting, at=AT)
    assert (batch.counts["rows"], batch.counts["persons_new"]) == (12, 9)
    assert ImportPerson.objects.filter(batch=batch).count() == 9


def test_members_whom_the_files_lack_are_counted_and_stay(acting, head, tmp_path):
    families = sheets.families(6)
    merged(checked(township(tmp_path, families), acting), acting, head)
    batch = checked(township(tmp_path, families[:1]), acting)
    assert batch.counts["gone"] == 3
