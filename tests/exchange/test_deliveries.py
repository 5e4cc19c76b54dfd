"""A department's file on its way: sealed, checked, mended, accepted by another, replaced, rolled back."""

from datetime import date

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.exchange.actions import checking, moves, receiving
from mingbai.exchange.actions.opening import laid_open
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import deliveries, periods, versions
from mingbai.exchange.states import DeliveryState
from mingbai.kit.files import store
from mingbai.kit.files.uploads import Upload
from mingbai.kit.flow import MoveRefused
from mingbai.kit.scope import entered
from mingbai.kit.vault import seal
from tests.exchange.sending import OCTOBER, accepted, sent, settlement, workbook
from tests.factories.county import AT

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def opened(delivery, folder, by):
    """The rows that comparisons see."""
    paths = laid_open(deliveries=[delivery], folder=folder, by=by, at=AT)
    parts = [pl.read_parquet(path) for path in paths.get(delivery.dataset, [])]
    return pl.concat(parts) if parts else pl.DataFrame({"settlement_no": []})


def test_what_is_taken_goes_back_and_is_blank_add_up_to_the_file(acting, tmp_path):
    rows = [settlement(n) for n in range(6)]
    rows[2]["id_no"] = rows[2]["id_no"][:17] + ("0" if rows[2]["id_no"][17] != "0" else "1")
    rows[4]["discharged_on"] = "昨天"
    one = sent(workbook(tmp_path / "a.xlsx", rows), acting.acting)
    assert one.state == DeliveryState.CHECKED
    assert (one.counts["rows"], one.counts["accepted"], one.counts["rejected"]) == (6, 4, 2)
    file = one.files.get()
    back = pl.read_excel(b"".join(store.content(store.kept(str(file.returned)))), infer_schema_length=0)
    assert back["退回原因"].null_count() == 0
    assert len(back) == 2
    told = [
        deliveries.told(fault, one.dataset) for fault in one.faults.filter(level="reject").order_by("row_no")
    ]
    assert [each["header"] for each in told] == ["身份证号", "出院日期"]


def test_no_number_is_kept_in_the_open(acting, tmp_path):
    rows = [settlement(n, disease=f"电话 1381234{n:04d}") for n in range(3)]
    one = sent(workbook(tmp_path / "a.xlsx", rows), acting.acting)
    kept = opened(one, tmp_path / "open", acting.acting)
    assert kept["id_no"].to_list() == [seal.token("id_no", row["id_no"]).hex() for row in rows]
    assert kept["id_no_birth"].to_list()[0].isoformat().replace("-", "") == rows[0]["id_no"][6:14]
    everything = kept.select(pl.all().cast(pl.String)).write_csv()
    assert not [row for row in rows if row["id_no"] in everything]
    assert "1381234" not in everything


def test_mended_rows_take_their_place_and_nothing_is_counted_twice(acting, tmp_path):
    rows = [settlement(n) for n in range(5)]
    wrong = [dict(row) for row in rows]
    wrong[1]["total"] = wrong[3]["total"] = "三千"
    one = sent(workbook(tmp_path / "a.xlsx", wrong), acting.acting)
    assert one.counts["open"] == 2
    receiving.send_again(
        delivery=one, files=[Upload.of(workbook(tmp_path / "b.xlsx", rows[:4]))], by=acting.acting, at=AT
    )
    one = checking.check(delivery=one, by=acting.acting, at=AT)
    assert (one.counts["in_force"], one.counts["open"]) == (5, 0)
    assert sorted(opened(one, tmp_path / "open", acting.acting)["settlement_no"]) == [
        row["settlement_no"] for row in rows
    ]


def test_the_same_file_twice_changes_nothing(acting, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [settlement(n) for n in range(3)])
    first = sent(path, acting.acting)
    before = Delivery.objects.count()
    with pytest.raises(receiving.SentBefore) as caught, transaction.atomic():
        sent(path, acting.acting)
    assert caught.value.delivery == first
    assert Delivery.objects.count() == before


def test_who_sent_it_does_not_accept_it(acting, tmp_path):
    one = sent(workbook(tmp_path / "a.xlsx", [settlement(1)]), acting.acting)
    moves.ask(delivery=one, by=acting.acting, at=AT)
    with pytest.raises(MoveRefused):
        moves.accept(delivery=one, by=acting.acting, at=AT)


def test_the_next_version_says_what_differs_and_roll_back_restores(acting, head, office, tmp_path):
    rows = [settlement(n) for n in range(4)]
    first = accepted(sent(workbook(tmp_path / "a.xlsx", rows), acting.acting), acting.acting, head.acting)
    rows[0]["self_paid"] = "1234"
    second = sent(workbook(tmp_path / "b.xlsx", [*rows[:3], settlement(9)]), acting.acting)
    assert {name: second.counts[name] for name in ("new", "changed", "gone")} == {
        "new": 1, "changed": 1, "gone": 1
    }  # fmt: skip
    accepted(second, acting.acting, head.acting)
    first.refresh_from_db()
    assert first.state == DeliveryState.SUPERSEDED
    with entered(office):
        assert versions.current(as_of=OCTOBER) == [second]
        moves.roll_back(delivery=second, reason="报错了月份", by=office, at=AT)
        assert versions.current(as_of=OCTOBER) == [first]


def test_rows_mended_after_acceptance_make_the_next_version(acting, head, tmp_path):
    rows = [settlement(n) for n in range(4)]
    wrong = [*rows[:3], {**rows[3], "total": "无"}]
    one = sent(workbook(tmp_path / "a.xlsx", wrong), acting.acting)
    wrong[3]["total"] = "三千"
    accepted(one, acting.acting, head.acting)
    path = workbook(tmp_path / "b.xlsx", rows[3:])
    two = receiving.send_again(delivery=one, files=[Upload.of(path)], by=acting.acting, at=AT)
    checking.check(delivery=two, by=acting.acting, at=AT)
    assert two.pk != one.pk
    assert two.counts["in_force"] == 4
    accepted(two, acting.acting, head.acting)
    assert len(opened(two, tmp_path / "open", acting.acting)) == 4


def test_a_roll_s_newest_period_counts_and_every_period_of_entries(acting, head, tmp_path):
    for month in (9, 10):
        rows = [settlement(n + month * 10, discharged_on=f"2020-{month:02}-05") for n in range(2)]
        day = date(2020, month, 20)
        one = sent(workbook(tmp_path / f"{month}.xlsx", rows), acting.acting, day=day)
        accepted(one, acting.acting, head.acting)
    assert [one.period for one in versions.current(as_of=OCTOBER)] == ["2020-09", "2020-10"]
    assert [one.period for one in versions.current(as_of=date(2020, 9, 30))] == ["2020-09"]


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(broken=st.lists(st.sampled_from(["", "id", "day", "blank", "money"]), min_size=1, max_size=9))
def test_every_row_is_accounted_for_whatever_is_wrong(acting, tmp_path_factory, broken):
    ruin = {"id": {"id_no": "1"}, "day": {"discharged_on": "某日"}, "money": {"total": "许多"}}
    rows = [settlement(n, **ruin.get(how, {})) for n, how in enumerate(broken)]
    rows = [dict.fromkeys(row, "") if how == "blank" else row for row, how in zip(rows, broken, strict=True)]
    with transaction.atomic():
        one = sent(workbook(tmp_path_factory.mktemp("x") / "a.xlsx", rows), acting.acting)
        counts = one.counts
        assert counts["accepted"] + counts["rejected"] + counts["blank"] == counts["rows"]
        assert counts["accepted"] == broken.count("")
        transaction.set_rollback(True)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), kind=st.sampled_from(
    ["month", "quarter", "term", "year", "once", "event"]
))  # fmt: skip
def test_a_period_holds_its_day_and_is_read_from_its_code(day, kind):
    period = periods.of(day, kind)
    assert period.starts <= day <= period.ends
    assert periods.read(period.code, kind) == period
    assert periods.before(period, kind).ends < period.starts
