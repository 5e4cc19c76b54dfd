"""The samples' ledger passes what every ledger must, at volume too."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit import addresses
from mingbai.kit.ledger import Asked, Column, Ledger, paging, table_of
from mingbai.kit.ledger.columns import display
from mingbai.kit.ledger.filters import Control
from mingbai.kit.ledger.ledger import BadLedger
from mingbai.kit.scope import ActingPost, entered
from tests.ledger_checks import LedgerChecks
from tests.samples.ledgers import matters
from tests.samples.models import Matter

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside", "owner"]),
    pytest.mark.urls("tests.samples.urls"),
]
AT = datetime(2020, 11, 27, 9, 0, 0, 123456, tzinfo=UTC)
COUNTY, TOWN, VILLAGE = "411726000000", "411726001000", "411726001201"
ABLE = frozenset({"matters"})
CLOSER = frozenset({"close"})


@pytest.fixture(autouse=True)
def acting_middleware(settings) -> None:
    first, *rest = [name for name in settings.MIDDLEWARE if not name.startswith("mingbai.org")]
    settings.MIDDLEWARE = [first, *rest[:-1], "tests.samples.middleware.Acting", rest[-1]]


@pytest.fixture
def insider(post_at) -> ActingPost:
    return post_at(TOWN, abilities=ABLE)


@pytest.fixture
def outsider(post_at) -> ActingPost:
    return post_at("411726100000", abilities=ABLE)


@pytest.fixture
def stranger(post_at) -> ActingPost:
    return post_at(TOWN)


def in_english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def visit() -> Callable[[ActingPost], Client]:
    return lambda post: in_english(Client(acting=post))


@pytest.fixture
def make(insider) -> Callable[[int], None]:
    def rows(count: int) -> None:
        with entered(insider), transaction.atomic():
            start = Matter.objects.count()
            Matter.objects.bulk_create(
                Matter(
                    area_code=VILLAGE,
                    town_code=VILLAGE[:9],
                    number=f"W-{n}",
                    title=f"水管{n}",
                    due=date(2020, 12, 1) + timedelta(days=n % 3),
                    opened_at=AT + timedelta(microseconds=n // 2),
                    fen=123_456 * n,
                )
                for n in range(start, start + count)
            )

    return rows


class TestMatters(LedgerChecks):
    ledger = matters


def test_filters_narrow_the_list_and_stay_in_the_address(make, visit, insider) -> None:
    make(4)
    page = visit(insider).get("/matters/?title=水管2&order=-due").content.decode()
    assert "W-2" in page
    assert "W-1" not in page
    assert "order=due" in page
    assert "title=%E6%B0%B4%E7%AE%A12" in page


def test_a_day_filter_includes_both_ends(make, visit, insider) -> None:
    make(3)
    page = visit(insider).get("/matters/?due_from=2020-12-02&due_to=2020-12-02").content.decode()
    assert ("W-0" in page, "W-1" in page, "W-2" in page) == (False, True, False)


def test_a_day_filter_on_times_means_local_days(make, visit, insider) -> None:
    make(1)
    for day, there in (("2020-11-27", True), ("2020-11-26", False)):
        page = visit(insider).get(f"/matters/?opened_from={day}&opened_to={day}").content.decode()
        assert ("W-0" in page) is there


def test_an_empty_list_says_so_kindly_and_an_empty_answer_offers_to_clear(make, visit, insider) -> None:
    assert "All is well." in visit(insider).get("/matters/").content.decode()
    make(1)
    page = visit(insider).get("/matters/?topic=road").content.decode()
    assert "No row fits these filters." in page


def test_only_the_first_page_of_a_list_counts(make, visit, insider) -> None:
    make(120)
    client = visit(insider)
    first = client.get("/matters/").content.decode()
    older = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    with CaptureQueriesContext(connection) as asked:
        second = client.get(older).content.decode()
    assert "120 rows" in first
    assert "120 rows" in second
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]


@pytest.mark.parametrize("counted", ["many", "-1", "²"])
def test_a_damaged_count_is_refused(make, visit, insider, counted) -> None:
    make(60)
    older = re.search(r'rel="next" href="([^"]+)"', visit(insider).get("/matters/").content.decode())[1]
    address = re.sub(r"counted=\d+", f"counted={counted}", unescape(older))
    assert visit(insider).get(address).status_code == 400


def test_htmx_gets_the_changing_part_only(make, visit, insider) -> None:
    make(1)
    headers = {"HX-Request": "true", "HX-Target": "ledger"}
    part = visit(insider).get("/matters/", headers=headers)
    assert b"<html" not in part.content
    assert b"W-0" in part.content
    assert "HX-Request" in part["Vary"]


def test_money_and_dates_are_shown_as_people_read_them(make, visit, insider) -> None:
    make(2)
    page = visit(insider).get("/matters/").content.decode()
    assert "1,234.56" in page
    assert "due in 1 day" in page


def test_a_move_is_previewed_asked_for_evidence_and_made(make, visit, insider) -> None:
    make(1)
    client = visit(insider)
    preview = client.get("/matters/W-0/do/report").content.decode()
    assert "What was done" in preview
    assert "2020-12-10" in preview
    refused = client.post("/matters/W-0/do/report", {"version": 1, "fact": "修"})
    assert refused.status_code == 422
    assert "Please say a little more." in refused.content.decode()
    done = client.post(
        "/matters/W-0/do/report", {"version": 1, "fact": "管道已修好", "way": "visit"}, follow=True
    )
    page = done.content.decode()
    assert "管道已修好" in page
    assert "Reported" in page


def test_a_move_with_an_old_version_is_refused_and_changes_nothing(make, visit, insider) -> None:
    make(1)
    answer = visit(insider).post(
        "/matters/W-0/do/report", {"version": 9, "fact": "管道已修好", "way": "visit"}
    )
    assert answer.status_code == 409
    with entered(insider), transaction.atomic():
        assert Matter.objects.get().state == "open"


def test_a_move_sent_without_its_button_is_refused(make, visit, insider, post_at) -> None:
    make(1)
    for move in ("close", "send_back"):
        answer = visit(insider).post(f"/matters/W-0/do/{move}", {"version": 1, "why": "x"})
        assert answer.status_code == 403
    assert visit(insider).post("/matters/W-0/do/explode", {"version": 1}).status_code == 400
    assert visit(insider).post("/matters/W-0/do/report", {}).status_code == 400


def test_an_attempt_without_its_button_is_recorded_and_stays(make, visit, insider, attempts) -> None:
    make(1)
    before = attempts()
    visit(insider).post("/matters/W-0/do/close", {"version": 1})
    visit(insider).get("/matters/W-0")
    assert attempts() == before + 1


def test_a_page_that_is_closed_to_the_post_is_recorded(make, visit, stranger, attempts) -> None:
    before = attempts()
    visit(stranger).get("/matters/")
    assert attempts() == before + 1


@pytest.fixture
def attempts(post_at) -> Callable[[], int]:
    """How many refused attempts the audit holds, asked on the connection that writes them."""
    reader = post_at(COUNTY, kind="audit_administrator")

    def count() -> int:
        with entered(reader), connections["aside"].cursor() as cursor:
            cursor.execute("SELECT op FROM kit_audit_read(%s, NULL, NULL, 1000)", [2**62])
            return sum(op == "refused" for (op,) in cursor.fetchall())

    return count


def test_a_guard_is_told_beside_the_buttons(make, visit, insider, post_at) -> None:
    make(1)
    with entered(insider), transaction.atomic():
        Matter.objects.update(state="reported", blocked=True)
    page = visit(post_at(TOWN, abilities=CLOSER, user_id=72)).get("/matters/W-0").content.decode()
    assert "A part of it is still open." in page
    assert "/do/send_back" in page
    assert "/do/close" not in page


def test_bulk_previews_and_moves_all_or_none(make, visit, insider) -> None:
    make(3)
    client = visit(insider)
    preview = client.get("/matters/do/report?pick=W-0&pick=W-1").content.decode()
    assert "2 rows will be moved to" in preview
    sent = {"pick": ["W-0", "W-1"], "fact": "管道已修好", "way": "call", "version-W-0": 1, "version-W-1": 9}
    assert client.post("/matters/do/report", sent).status_code == 409
    with entered(insider), transaction.atomic():
        assert Matter.objects.filter(state="reported").count() == 0
    assert client.post("/matters/do/report", sent | {"version-W-1": 1}).status_code == 302
    with entered(insider), transaction.atomic():
        assert Matter.objects.filter(state="reported").count() == 2


def test_bulk_offers_only_what_the_post_could_do_to_a_row_of_the_page(make, visit, insider) -> None:
    make(1)
    page = visit(insider).get("/matters/").content.decode()
    assert "do/report" in page
    assert "do/close" not in page
    with entered(insider), transaction.atomic():
        Matter.objects.update(state="closed")
    page = visit(insider).get("/matters/").content.decode()
    assert "data-bulk" not in page
    assert "pick" not in page


def test_bulk_takes_no_row_from_elsewhere_and_no_unoffered_move(make, visit, insider, outsider) -> None:
    make(1)
    page = visit(outsider).get("/matters/do/report?pick=W-0").content.decode()
    assert "水管" not in page
    assert visit(insider).get("/matters/do/send_back?pick=W-0").status_code == 400
    assert visit(insider).get("/matters/do/report").status_code == 400


def test_the_count_is_capped(make, insider, monkeypatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 5)
    make(9)
    with entered(insider), transaction.atomic():
        assert paging.counted(matters.rows_of(insider)) == 6
    assert paging.count_words(6) == "5+"


def test_a_list_that_one_page_holds_is_counted_by_its_rows(make, visit, insider) -> None:
    make(3)
    with CaptureQueriesContext(connection) as asked:
        page = visit(insider).get("/matters/").content.decode()
    assert "3 rows" in page
    assert not [one for one in asked if "COUNT" in one["sql"]]
    make(matters.page_size)
    page = visit(insider).get("/matters/").content.decode()
    assert f"{matters.page_size + 3} rows" in page


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="/"), min_size=1))
def test_a_rows_address_is_what_a_look_up_gives(key) -> None:
    name = f"{matters.name}-one"
    assert addresses.each(name)(key) == reverse(name, args=[key])


def test_a_choice_is_called_as_django_calls_it() -> None:
    field = Matter._meta.get_field("topic")
    for topic in (*dict(field.flatchoices), "unknown", ""):
        one = Matter(topic=topic)
        assert display(one, "topic") == one.get_topic_display()


def test_what_rows_and_choices_say_is_no_markup(make, visit, insider) -> None:
    make(1)
    with entered(insider), transaction.atomic():
        Matter.objects.update(title='<b>&"x"')
    page = visit(insider).get("/matters/").content.decode()
    assert '<b>&"x' not in page
    assert "&lt;b&gt;&amp;&quot;x&quot;" in page
    drawn = Control("kind", "Kind", "choice", "<1>", (("<1>", "a & b"), ("2", SafeString("<i>c</i>")))).drawn
    assert drawn == (
        '<option value="&lt;1&gt;" selected>a &amp; b</option><option value="2"><i>c</i></option>'
    )


def test_what_leaves_is_what_the_list_shows(make, insider) -> None:
    make(3)
    with entered(insider), transaction.atomic():
        titles, rows = table_of(matters, insider, Asked({"title": "水管1"}))
        found = [dict(zip(titles, row, strict=True)) for row in rows]
    assert [row["Number"] for row in found] == ["W-1"]
    assert found[0]["Yuan"] == Decimal("1234.56")
    assert found[0]["State"] == "Open"
    assert found[0]["Area"] == VILLAGE
    assert f"{found[0]['Opened']:%H:%M}" == "17:00"


def test_only_posts_that_may_export_see_the_button_and_pass_the_address(
    make, visit, insider, post_at
) -> None:
    make(1)
    exporter = post_at(TOWN, abilities=ABLE | {"export"})
    assert "/matters/export?topic=water" in visit(exporter).get("/matters/?topic=water").content.decode()
    assert visit(exporter).get("/matters/export?topic=water").content == b"topic=water"
    assert "/matters/export" not in visit(insider).get("/matters/").content.decode()
    assert visit(insider).get("/matters/export").status_code == 403
    assert visit(exporter).get("/matters/export?nonsense=1").status_code == 400


def test_a_list_that_would_join_people_s_data_is_refused_when_it_is_declared() -> None:
    with pytest.raises(BadLedger, match="prefetch"):
        Ledger(
            name="joined",
            title="Joined",
            model=Matter,
            key="number",
            order="due",
            columns=[Column("due", "Deadline", sort="due")],
            filters=[],
            select=("parent",),
        )
