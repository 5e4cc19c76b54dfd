"""Wall two: with wall one taken away, a post still sees and writes nothing that is foreign to it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from psycopg import sql

from mingbai.kit.db import names
from mingbai.kit.rls import Wall
from mingbai.kit.scope import NoScope, entered
from tests.kit.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.usefixtures("live", "walled")


@pytest.fixture(scope="module")
def _walled(owner):
    wall = Wall("walled", wall="ledger", or_user="user_id", households="household")
    owner.execute(
        "CREATE TABLE walled (id int PRIMARY KEY, user_id bigint, household bigint,"
        """ area_code varchar(12) COLLATE "C" NOT NULL, note text)"""
    )
    for statement in wall.forwards():
        owner.execute(statement)
    names.register("walled")
    yield
    owner.execute("DROP TABLE walled")


@pytest.fixture
def walled(_walled, owner):
    """Two rows, one in each of two townships."""
    owner.execute("TRUNCATE walled")
    owner.execute(
        "INSERT INTO walled VALUES (1, 70, 11, %s, ''), (2, 71, 22, %s, '')", [VILLAGE, OTHER_VILLAGE]
    )


def ask(query: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def copied(statement: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(statement) as rows:
        return b"".join(rows)


def ids() -> list[int]:
    return [number for (number,) in ask("SELECT id FROM walled ORDER BY id")]


def test_a_plain_select_of_everything_returns_only_what_the_post_covers(post_at):
    for area, expected in ((TOWN, [1]), (OTHER_TOWN, [2]), (COUNTY, [1, 2]), ("411727000000", [])):
        with entered(post_at(area, user_id=9)), transaction.atomic():
            assert ids() == expected


def test_an_empty_range_reaches_nothing_but_ones_own_rows(post_at):
    with entered(post_at(COUNTY, lo="", hi="", user_id=71)), transaction.atomic():
        assert ids() == [2]
        assert ask("UPDATE walled SET note = 'x' RETURNING id") == []


def test_a_paired_helper_reaches_only_their_households(post_at):
    for households, expected in (((22,), [2]), ((), []), ((11, 22), [1, 2])):
        with entered(post_at(COUNTY, households=households, user_id=9)), transaction.atomic():
            assert ids() == expected


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO walled VALUES (3, 9, 33, '411726100202', '')",
        "UPDATE walled SET area_code = '411726100202' WHERE id = 1",
    ],
)
def test_a_row_cannot_be_put_or_moved_out_of_the_range(post_at, statement):
    with (
        entered(post_at(TOWN)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        ask(statement)


def test_foreign_rows_cannot_be_changed_or_deleted(post_at, owner):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        ask("UPDATE walled SET note = 'x' WHERE id = 2")
        ask("DELETE FROM walled WHERE id = 2")
    assert owner.execute("SELECT note FROM walled WHERE id = 2").fetchall() == [("",)]


def test_a_query_without_a_post_is_refused_before_it_reaches_the_server():
    for statement in ("SELECT 1 FROM walled", sql.SQL("SELECT 1 FROM walled"), b"SELECT 1 FROM walled"):
        with pytest.raises(NoScope, match="no post acting"), transaction.atomic():
            ask(statement)


def test_a_query_outside_a_transaction_is_refused(post_at):
    with entered(post_at(TOWN)), pytest.raises(NoScope, match="outside a transaction"):
        ask("SELECT 1 FROM walled")


def test_copy_and_many_are_refused_without_a_post_too():
    with connection.cursor() as cursor, transaction.atomic():
        with pytest.raises(NoScope):
            cursor.copy("COPY walled TO STDOUT")
        with pytest.raises(NoScope):
            cursor.executemany("INSERT INTO walled VALUES (%s)", [(3,)])


def test_copy_out_passes_the_wall(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        assert copied("COPY (SELECT id FROM walled) TO STDOUT") == b"1\n"


def test_rows_fetched_in_chunks_pass_the_wall_and_the_guard(post_at):
    def chunks() -> list[tuple]:
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute("SELECT id FROM walled")
            return cursor.fetchall()

    with pytest.raises(NoScope):
        chunks()
    with entered(post_at(TOWN, user_id=9)):
        assert chunks() == [(1,)]


def test_no_plan_is_prepared_that_another_scope_could_inherit(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        assert [ids() for _ in range(8)] == [[1]] * 8
        assert ask("SELECT count(*) FROM pg_prepared_statements") == [(0,)]
    assert connection.connection.prepare_threshold is None


def test_a_scope_entered_inside_a_transaction_counts_at_once_and_ends_with_its_block(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        with entered(post_at(OTHER_TOWN, user_id=9)):
            assert ids() == [2]
        assert ids() == [1]


def test_a_rolled_back_savepoint_leaves_no_foreign_scope_behind(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        with suppress(ZeroDivisionError), transaction.atomic(), entered(post_at(OTHER_TOWN, user_id=9)):
            assert ids() == [2]
            raise ZeroDivisionError
        assert ids() == [1]


def test_an_error_in_a_savepoint_does_not_end_the_scope(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        with suppress(IntegrityError), transaction.atomic(), entered(post_at(COUNTY, user_id=9)):
            ask("INSERT INTO walled VALUES (1, 9, 33, %s, '')", VILLAGE)
        assert ids() == [1]


def test_a_connection_carries_nothing_into_its_next_transaction(post_at):
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        assert ids() == [1]
    with transaction.atomic(), connection.connection.cursor() as unguarded:
        assert unguarded.execute("SELECT id FROM walled").fetchall() == []


def test_a_tampered_setting_of_the_session_does_not_outlive_the_next_scope(post_at):
    ask("SET app.lo = '0'")
    ask("SET app.hi = 'z'")
    with entered(post_at(TOWN, user_id=9)), transaction.atomic():
        assert ids() == [1]
    connections.close_all()


def test_concurrent_requests_never_see_each_others_scope(post_at):
    def request(number: int) -> bool:
        town, expected = (TOWN, [1]) if number % 2 else (OTHER_TOWN, [2])
        with entered(post_at(town, user_id=9)), transaction.atomic():
            return all(ids() == expected for _ in range(3))

    def work(worker: int) -> bool:
        try:
            return all(request(worker + number) for number in range(40))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(work, range(8))) == [True] * 8


def test_a_wall_of_before_is_said_as_it_is_said_today(owner):
    def rule() -> tuple:
        return owner.execute("SELECT qual FROM pg_policies WHERE policyname = 'walled_wall'").fetchone()

    today = rule()
    owner.execute(
        "ALTER POLICY walled_wall ON walled USING ((area_code >= current_setting('app.lo')"
        " AND area_code < current_setting('app.hi')) AND (current_setting('app.households') = '*' OR"
        " household = ANY (string_to_array(nullif(current_setting('app.households'), '*'), ',')::bigint[])))"
    )
    assert rule() != today
    with connections["owner"].schema_editor() as editor:
        import_module("mingbai.kit.migrations.0006_walls_asked_once").ask_once(None, editor)
    assert rule() == today


def test_a_walls_way_back_leaves_the_table_open(owner, post_at):
    owner.execute('CREATE TABLE brief (id int, area_code varchar(12) COLLATE "C")')
    wall = Wall("brief", wall="org", or_user="id", or_user_writes=True)
    try:
        for statement in wall.forwards() + wall.backwards():
            owner.execute(statement)
        assert owner.execute("SELECT count(*) FROM pg_policies WHERE tablename = 'brief'").fetchone() == (0,)
    finally:
        owner.execute("DROP TABLE brief")
