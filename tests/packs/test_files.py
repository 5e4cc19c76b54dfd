"""What the shipped packs must keep: the handbook's counts, both languages, sources, the era's own words."""

import re
from collections.abc import Iterator

import pytest

from mingbai import packs
from mingbai.packs import areas
from mingbai.packs.pack import Pack
from mingbai.packs.text import Text
from mingbai.packs.trees import Branch, Leaf, Row, Tree

BIYANG = "411726"
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")


@pytest.fixture(scope="module", params=packs.ERAS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return packs.load(county=BIYANG, era=request.param)


def leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Branch):
        for child in tree.items.values():
            yield from leaves(child)
    elif isinstance(tree, Row):
        for child in tree.items:
            yield from leaves(child)
    elif isinstance(tree, Leaf):
        yield tree


def test_the_shipped_packs_are_in_order() -> None:
    assert packs.check() == []


def test_every_value_names_a_known_document(pack: Pack) -> None:
    found = [leaf for section in pack.trees.values() for leaf in leaves(section)]
    assert len(found) > 500
    documents = pack.section("documents")
    for leaf in found:
        assert leaf.source is not None, leaf.where
        assert leaf.source.document in documents, leaf.where


def test_both_languages_are_written_and_chinese_is_chinese(pack: Pack) -> None:
    texts = [
        (leaf.value, leaf.where)
        for s in pack.trees.values()
        for leaf in leaves(s)
        if isinstance(leaf.value, Text)
    ]
    assert len(texts) > 100
    for text, where in texts:
        # "{unit}：" has no word of its own to be in any language
        words = any(c.isalpha() for c in re.sub(r"\{\w+\}", "", text.zh))
        assert any("一" <= c <= "鿿" for c in text.zh) or ("{" in text.zh and not words), where
        assert not any("一" <= c <= "鿿" for c in text.en), where


def test_no_live_label_speaks_another_eras_words(pack: Pack) -> None:
    live = ("labels", "posts", "units", "lines", "county", "exports")
    for section in live:
        for leaf in leaves(pack.trees[section]):
            if isinstance(leaf.value, Text):
                spoken = [word for word in pack.get("labels.not_live") if word in leaf.value.zh]
                assert not spoken, f"{leaf.where}: {leaf.value.zh} says {spoken}"


def test_general_knowledge_is_never_called_verified(pack: Pack) -> None:
    for section in pack.trees.values():
        for leaf in leaves(section):
            if leaf.source and leaf.source.document == "general-knowledge":
                assert not leaf.source.verified, leaf.where


def test_the_county_has_22_townships_and_355_villages_beside_two_zones() -> None:
    every = areas.of_county(BIYANG)
    assert len(areas.townships(BIYANG)) == 22
    assert len(areas.villages(BIYANG)) == 355
    zones = [area for area in every if area.statistical]
    assert [area.code for area in zones] == ["411726400000", "411726400498", "411726401000", "411726401498"]
    assert len(every) == 1 + 22 + 355 + len(zones)
    assert {len(area.code) for area in every} == {12}
    kinds = [area.kind for area in areas.townships(BIYANG)]
    assert (kinds.count("street"), kinds.count("town"), kinds.count("township")) == (3, 11, 8)


def test_a_real_street_with_a_code_of_a_zone_stays_on_the_map() -> None:
    assert "411729400000" in {area.code for area in areas.townships("411729")}


def test_every_parent_is_in_the_list() -> None:
    every = areas.of_county(BIYANG)
    codes = {area.code for area in every} | {"411700000000"}
    assert all(area.parent in codes for area in every)


def test_eleven_kinds_of_officer_have_108_duties(pack: Pack) -> None:
    officers = [post for post in pack.section("posts").values() if "officer_number" in post]
    assert sorted(post["officer_number"] for post in officers) == list(range(1, 12))
    assert sum(post["duties"] for post in officers) == 108
    assert sum(post["named_in_article"] for post in officers) == 7


def test_departments_share_79_duties_and_there_are_six_teams(pack: Pack) -> None:
    units = pack.section("units").values()
    assert sum(unit.get("duties", 0) for unit in units) == 79
    assert sum("duties" in unit for unit in units) == 18
    assert sorted(unit["number"] for unit in units if unit["kind"] == "inspection_team") == [1, 2, 3, 4, 5, 6]


def test_administrators_are_kept_apart_and_read_no_ledger(pack: Pack) -> None:
    posts = pack.section("posts")
    for code in ADMINISTRATORS:
        assert not posts[code]["ledger"]
        assert set(posts[code]["apart"]) == set(posts) - {code}


def test_apart_is_said_on_both_sides(pack: Pack) -> None:
    posts = pack.section("posts")
    for code, post in posts.items():
        assert code not in post["apart"]
        for other in post["apart"]:
            assert code in posts[other]["apart"], (code, other)


def test_sensitive_abilities_ask_for_a_second_factor(pack: Pack) -> None:
    sensitive = set(pack.get("security.second_factor.abilities"))
    for code, post in pack.section("posts").items():
        assert post["second_factor"] == bool(sensitive & set(post["abilities"])), code


def test_the_machine_decides_nothing(pack: Pack) -> None:
    machine = set(pack.get("posts.machine.abilities"))
    assert not machine & {
        "decide",
        "assign",
        "approve_export",
        "approve_delegation",
        "approve_money",
        "reveal",
    }


def test_from_2026_nothing_is_ranked_or_scored() -> None:
    now = packs.load(county=BIYANG, era="2026-").section("switches")
    then = packs.load(county=BIYANG, era="2016-2020").section("switches")
    assert not any(
        [*now["scoring"].values(), now["ranking"]["published"], now["photo_required"], now["exam_marks"]]
    )
    assert all(
        [*then["scoring"].values(), then["ranking"]["published"], then["photo_required"], then["exam_marks"]]
    )
