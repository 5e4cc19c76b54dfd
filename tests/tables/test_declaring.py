from datetime import date
from pathlib import Path

import pytest
import yaml

from mingbai.packs.problems import PackError
from mingbai.tables.declaring import BLANKS, SHIPPED, load, shipped
from mingbai.tables.drafting import draft
from mingbai.tables.headers import find

GOOD = """\
code: hens
name: {zh: 养鸡名册, en: Hens}
owner: {zh: 畜牧局, en: Livestock}
subject: person
period: year
retention_months: 12
purposes: [income]
source: made up
columns:
  - {use: id_no, required: true, key: true}
  - {name: hens, type: int, title: {zh: 鸡数, en: Hens}}
"""


def declared(folder: Path, text: str, *, name: str = "hens") -> Path:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_all_comparators_but_the_thirty_second_are_declared():
    numbers = {dataset.number for dataset in shipped().datasets.values()} - {0}
    assert numbers == set(range(1, 36)) - {32}


@pytest.mark.parametrize("code", ["national_person", "national_household"])
def test_the_national_layouts_hold_their_headers_in_order(code):
    titles = [column.title.zh for column in shipped().datasets[code].columns]
    ends = {
        "national_person": ("省", "识别标准", 47),
        "national_household": ("省", "是否有创业致富带头人带动", 53),
    }
    assert (titles[0], titles[-1], len(titles)) == ends[code]


@pytest.mark.parametrize("code", sorted(shipped().datasets))
def test_every_dataset_is_found_by_each_of_its_own_headers(code):
    dataset = shipped().datasets[code]
    titles = [column.title.zh for column in dataset.columns]
    for column in dataset.columns:
        for header in column.headers:
            row = [header if title == column.title.zh else title for title in titles]
            found = find([row], dataset)
            assert (titles.index(column.title.zh), column.name) in [
                (at, col.name) for at, col, _ in found.places
            ]


def test_what_was_received_is_among_the_columns():
    assert shipped().datasets["assistance"]["monthly_amount"].type == "money"
    assert shipped().datasets["aid_payments"]["amount"].type == "money"
    assert shipped().datasets["subsidy_payments"]["status"].choices


def test_a_folder_adds_a_dataset_and_changes_the_edition(tmp_path):
    catalogue = load(declared(tmp_path, GOOD))
    assert catalogue.datasets["hens"]["hens"].type == "int"
    assert catalogue.edition != shipped().edition


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("purposes: [income]", "purposes: []"), "hens.yaml:10: no purpose allows"),
        (
            ("purposes: [income]", "purposes: [curiosity]"),
            "hens.yaml:7: there is no purpose called “curiosity”",
        ),
        (("name: hens,", "name: religion,"), "hens.yaml:11: “religion” has no lawful purpose"),
        (("zh: 鸡数", "zh: 涉毒记录"), "hens.yaml:11"),
        (("type: int", "type: number"), "there is no type called “number”"),
        (("use: id_no", "use: id_nr"), "did you mean “id_no”"),
        (("name: hens,", "nane: hens,"), "there is no field called “nane”"),
        (("required: true, ", ""), "some column must be required"),
        (("type: int", "type: code"), "columns of type code name their codes"),
        (("name: hens,", "name: id_no,"), "declared twice"),
        (("code: hens", "code: geese"), "must be called geese.yaml"),
        (("retention_months: 12", "retention_months: twelve"), "not a whole number"),
    ],
)
def test_a_declaration_nobody_could_work_with_is_refused_with_its_line(tmp_path, change, said):
    with pytest.raises(PackError) as refused:
        load(declared(tmp_path, GOOD.replace(*change)))
    assert said in str(refused.value)


def test_shared_columns_say_the_same_everywhere():
    shared = yaml.safe_load((SHIPPED / "shared" / "columns.yaml").read_text(encoding="utf-8"))
    assert all({"title", "type"} <= set(column) for column in shared.values())


def test_a_draft_that_nobody_filled_in_is_refused_place_by_place(tmp_path):
    text = draft("hens", zh="养鸡名册", like=None, catalogue=shipped(), today=date(2020, 11, 30))
    with pytest.raises(PackError) as refused:
        load(declared(tmp_path, text))
    told = "\n".join(problem.said("zh") for problem in refused.value.problems)
    places = [
        f"hens.yaml:{at}"
        for at, line in enumerate(text.splitlines(), start=1)
        if any(blank in line for blank in BLANKS) and not line.startswith("#")
    ]
    assert len(places) == 4
    assert all(place in told for place in places)
    assert "请改成报送单位的英文名称" in told
