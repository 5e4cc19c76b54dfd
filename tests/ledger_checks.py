"""What every ledger must pass. A room's test subclasses LedgerChecks and says how to make rows and posts.

Permissions: a post from elsewhere finds nothing on any page of the ledger, also by the row's own address, and
a post for which the ledger is closed is refused everywhere. Questions: what is not understood is refused.
Size: the number of queries does not grow with the rows, and every order is read from an index.
"""

import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from mingbai.kit.ledger import Asked, Ledger
from mingbai.kit.ledger.paging import page
from mingbai.kit.scope import ActingPost, entered
from tests.factories import county

MOST_ROWS_READ = 20
BAD_QUESTIONS: list[dict[str, str]] = [
    {"nonsense": "1"},
    {"order": "nonsense"},
    {"order": "-id__gte"},
    {"after": "nonsense"},
    {"before": "bm9uc2Vuc2U"},
    {"after": "WzFd"},
]


class LedgerChecks:
    """Give `ledger`, and fixtures: `make(n)` writes n rows that `insider` sees; `visit(post)` is a client
    that acts as the post; `outsider` is a post of the same kind in a foreign area, `stranger` one of a kind
    for which the ledger is closed (None where there is no such post)."""

    ledger: Ledger

    def addresses(self, row: Any) -> list[str]:
        """Every page that shows rows or one row."""
        key, moving = self.ledger.key_of(row), self.ledger.moving
        moves = [self.ledger.url("move", key, move) for move in moving.verbs] if moving else []
        return [self.ledger.url(), self.ledger.url("print"), self.ledger.url("one", key), *moves]

    def rows(self, post: ActingPost) -> list[Any]:
        with entered(post), transaction.atomic():
            return list(self.ledger.rows_of(post).order_by("id"))

    def test_an_insider_finds_the_rows(self, make, visit, insider) -> None:
        make(2)
        row = self.rows(insider)[0]
        for address in self.addresses(row)[:3]:
            response = visit(insider).get(address)
            assert response.status_code == 200, address
            assert escape(str(self.ledger.seen[0].read(row))) in response.content.decode(), address

    def test_an_outsider_finds_nothing_anywhere(self, make, visit, insider, outsider) -> None:
        if outsider is None:
            pytest.skip("posts of this kind stand nowhere else")
        make(2)
        row = self.rows(insider)[0]
        key, client = self.ledger.key_of(row), visit(outsider)
        for address in self.addresses(row):
            response = client.get(address)
            assert response.status_code in {200, 404}, address
            assert key not in response.content.decode().replace(address, ""), address
        assert client.get(self.ledger.url("one", key)).status_code == 404

    def test_an_outsider_moves_nothing(self, make, visit, insider, outsider) -> None:
        if self.ledger.moving is None or outsider is None:
            pytest.skip("no moves, or no such post elsewhere")
        make(1)
        row = self.rows(insider)[0]
        for move in self.ledger.moving.verbs:
            address = self.ledger.url("move", self.ledger.key_of(row), move)
            form = {"version": row.version, "request_id": uuid.uuid4()}
            assert visit(outsider).post(address, form).status_code == 404
        assert self.rows(insider)[0].version == row.version

    def test_a_stranger_is_refused_everywhere(self, make, visit, insider, stranger) -> None:
        if stranger is None:
            pytest.skip("this ledger is open to every post")
        make(1)
        row = self.rows(insider)[0]
        for address in self.addresses(row):
            assert visit(stranger).get(address).status_code == 403, address

    def test_what_is_not_understood_is_refused(self, make, visit, insider) -> None:
        make(1)
        key, client = self.ledger.key_of(self.rows(insider)[0]), visit(insider)
        for question in BAD_QUESTIONS:
            for part in ("", "print"):
                response = client.get(f"{self.ledger.url(part)}?{urlencode(question)}")
                assert response.status_code == 400, question
                assert key not in response.content.decode(), question

    def test_a_value_that_is_no_choice_is_refused(self, make, visit, insider) -> None:
        make(1)
        for each in self.ledger.filters:
            if type(each).__name__ in {"Choice", "Flag", "Area", "Days"}:
                for param in each.params:
                    response = visit(insider).get(f"{self.ledger.url()}?{param}=no-such-value")
                    assert response.status_code == 400, param

    def test_queries_do_not_grow_with_the_rows(self, make, visit, insider) -> None:
        make(1)
        few = self._queries(visit(insider))
        make(self.ledger.page_size - 1)
        many = self._queries(visit(insider))
        # One more: a list that is longer than its page, with those that were there before, is counted.
        assert many <= few + 1, f"{few} queries for one row, {many} for {self.ledger.page_size}"

    def _queries(self, client: Client) -> int:
        client.get(self.ledger.url())
        with CaptureQueriesContext(connection) as caught:
            assert client.get(self.ledger.url()).status_code == 200
        return len(caught)

    def test_pages_forwards_and_backwards_show_every_row_once(self, make, insider) -> None:
        make(7)
        for order in self._orders():
            with entered(insider), transaction.atomic():
                forwards, last = self._walk(insider, order)
                assert len(forwards) == len(set(forwards)) == len(self.rows(insider))
                assert (
                    self._back(insider, order, last)
                    == forwards[: len(forwards) - 1 - (len(forwards) - 1) % 3]
                )

    def _orders(self) -> list[str]:
        return [sign + field for field in self.ledger.sortable for sign in ("", "-")]

    def _walk(self, post: ActingPost, order: str) -> tuple[list[int], str]:
        seen, asked, before = [], Asked(order=order), ""
        while True:
            found = page(self.ledger.rows_of(post), self.ledger.order_of(asked), asked, 3)
            seen += [row.pk for row in found.rows]
            before = found.before
            if not found.after:
                return seen, before
            asked = Asked(order=order, after=found.after)

    def _back(self, post: ActingPost, order: str, before: str) -> list[int]:
        seen: list[int] = []
        while before:
            asked = Asked(order=order, before=before)
            found = page(self.ledger.rows_of(post), self.ledger.order_of(asked), asked, 3)
            seen = [row.pk for row in found.rows] + seen
            before = found.before
        return seen


class TownshipLedgerChecks(LedgerChecks):
    """The same for a ledger that every kind of post has: the heads of two townships look at it."""

    @pytest.fixture
    def insider(self) -> ActingPost:
        return county.person("township_head", county.TOWN).acting

    @pytest.fixture
    def outsider(self) -> ActingPost:
        return county.person("township_head", county.OTHER_TOWN).acting

    @pytest.fixture
    def stranger(self) -> None:
        return None


def rows_read(ledger: Ledger, post: ActingPost, order: str) -> int:
    """How many rows PostgreSQL reads from the ledger's table for one page in an order, by its own account."""
    with entered(post), transaction.atomic():
        keys = ledger.order_of(Asked(order=order)).keys()
        sql, params = ledger.rows_of(post).order_by(*keys)[: ledger.page_size + 1].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
    tree = json.loads(plan) if isinstance(plan, str) else plan
    return _read(tree[0]["Plan"], ledger.model._meta.db_table)


def _read(node: dict[str, Any], table: str) -> int:
    own = 0
    if node.get("Relation Name") == table:
        filtered = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        own = int((node["Actual Rows"] + filtered) * node["Actual Loops"])
    return own + sum(_read(child, table) for child in node.get("Plans", ()))


def check_plans(ledger: Ledger, posts: list[ActingPost]) -> None:
    """Every order at every scope reads about a page of rows, not the table. Lay a large population first."""
    for order in [sign + field for field in ledger.sortable for sign in ("", "-")]:
        for post in posts:
            read = rows_read(ledger, post, order)
            assert read <= MOST_ROWS_READ * ledger.page_size, f"{order} at {post.area_code}: {read} rows read"
