"""The audit: what every statement leaves behind, what sealing fixes, and what tampering shows."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from mingbai.kit import audit
from mingbai.kit.audit.blocks import roots
from mingbai.kit.scope import entered
from tests.kit.conftest import COUNTY, TOWN, begin_anew

pytestmark = pytest.mark.usefixtures("live", "clean")
AT = datetime(2020, 11, 30, tzinfo=UTC)
TABLES = ("kit_audit_row", "kit_audit", "kit_audit_block")
SECRET = "411726197001011234"


@contextmanager
def laid(owner, table):
    """A table under audit, and nothing left of it afterwards."""
    owner.execute(
        f"CREATE TABLE {table} (id bigint PRIMARY KEY, name text, amount numeric, made timestamptz,"
        " beat int DEFAULT 0)"
    )
    lay(owner, table)
    try:
        yield
    finally:
        owner.execute(f"DROP TABLE {table}")
        for kept in TABLES:  # first, since entries point to the table's shape
            owner.execute(f"DELETE FROM {kept}")
        owner.execute("DELETE FROM kit_audit_shape WHERE table_name = %s", [table])


def lay(owner, table):
    with owner.transaction():
        audit.Audited(table, leave_out=["beat"]).lay(owner.cursor())


@pytest.fixture(scope="module")
def _audited(owner):
    with laid(owner, "audited"):
        yield
    begin_anew(owner)


@pytest.fixture
def clean(_audited, owner):
    """An empty table and an empty audit."""
    owner.execute("DELETE FROM audited")
    for table in TABLES:
        owner.execute(f"DELETE FROM {table}")
    for path in roots().glob("*.json"):
        path.unlink()


def do(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def behind(owner, *statements: str) -> None:
    """What somebody with the owner's password does with the triggers off."""
    owner.execute("ALTER TABLE audited DISABLE TRIGGER ALL")
    for statement in statements:
        owner.execute(statement)
    owner.execute("ALTER TABLE audited ENABLE TRIGGER ALL")


def elsewhere(doing):
    """Do something on a connection of another thread."""

    def alone():
        try:
            return doing()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result()


def entries(owner) -> list[tuple]:
    columns = "op, rows, post_id, user_id, role, request"
    return owner.execute(f"SELECT {columns} FROM kit_audit ORDER BY id").fetchall()


def found(check: str) -> list[str]:
    """Where a check of the audit finds something, tables of other tests left out."""
    return [where for name, where in found_at_all() if name == check]


def found_at_all() -> list[tuple[str, str]]:
    """Every check with what it finds; rows of other tests' tables left out."""
    of_rows = {"contents", "links", "triggers", "table"}
    faults = [(fault.check, fault.where) for fault in audit.verify().faults]
    ours = {"audited", "reshaped"}
    return [(name, where) for name, where in faults if name not in of_rows or where.split()[0] in ours]


def test_each_statement_leaves_an_entry_that_says_who(owner, post_at):
    with entered(post_at(TOWN), request="r-1"):
        do(
            "INSERT INTO audited VALUES (1, '张海', 10, now()), (2, '李明', 20, now())",
            "UPDATE audited SET amount = 11 WHERE id = 1",
            "DELETE FROM audited WHERE id = 2",
        )
    who = (7, 70, "mingbai_app", "r-1")
    assert entries(owner) == [("insert", 2, *who), ("update", 1, *who), ("delete", 1, *who)]
    changed = owner.execute("SELECT changed FROM kit_audit_row WHERE changed IS NOT NULL").fetchall()
    assert changed == [(["amount"],)]


def test_what_changes_nothing_leaves_nothing(owner):
    do("INSERT INTO audited VALUES (1, 'a', 1, now())")
    before = entries(owner)
    do("UPDATE audited SET name = 'a'", "UPDATE audited SET beat = beat + 1")
    do("DELETE FROM audited WHERE id = 9")
    assert entries(owner) == before


def test_copy_and_raw_sql_in_bulk_are_caught(owner):
    with transaction.atomic(), connection.cursor() as cursor:
        copy = cursor.copy("COPY audited (id, name) FROM STDIN")
        with copy as rows:
            rows.write("1\t张海\n2\t李明\n")
        cursor.execute("INSERT INTO audited SELECT n FROM generate_series(3, 1000) n ON CONFLICT DO NOTHING")
        cursor.execute("INSERT INTO audited VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x'")
    assert [(op, rows) for op, rows, *_ in entries(owner)] == [("insert", 2), ("insert", 998), ("update", 1)]
    assert found("contents") == []


def test_an_audited_table_cannot_be_truncated(owner):
    with pytest.raises(Exception, match="audited and cannot be truncated"):
        owner.execute("TRUNCATE audited")


def test_no_value_is_kept_in_the_audit(owner):
    do(f"INSERT INTO audited VALUES (1, '{SECRET}', 10, now())", "UPDATE audited SET name = name || '!'")
    with transaction.atomic():
        audit.noted("sign_in", user=SECRET)
    for table in TABLES:
        assert SECRET not in str(owner.execute(f"SELECT {table}::text FROM {table}").fetchall())


@pytest.mark.parametrize("table", [*TABLES, "kit_audit_shape"])
@pytest.mark.parametrize("statement", ["SELECT 1 FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES"])
def test_the_application_reaches_the_audit_only_through_functions(table, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        do(statement.format(table))


def test_the_application_cannot_write_entries_of_the_triggers_kind():
    with pytest.raises(ProgrammingError, match="permission denied"):
        do("SELECT kit_audit_enter(1, 'update', 1, 1, NULL)")
    with pytest.raises(Exception, match="only triggers"):
        do("SELECT kit_audit_say('update', '{}')")


def test_only_an_audit_administrator_reads(post_at):
    do("INSERT INTO audited VALUES (1, 'a', 1, now())", "INSERT INTO audited VALUES (2, 'b', 1, now())")
    with entered(post_at(COUNTY, kind="audit_administrator")), transaction.atomic():
        found = audit.read(table="audited", row=2)
        assert [(entry.op, entry.rows, entry.sealed) for entry in found] == [("insert", 1, False)]
        assert len(audit.read(table="audited")) == 2
    refused = pytest.raises(ProgrammingError, match="only an audit administrator")
    with entered(post_at(COUNTY, kind="county_office")), refused, transaction.atomic():
        audit.read()


def test_a_refused_attempt_stays_when_its_transaction_is_undone(owner, post_at):
    with entered(post_at(TOWN), request="r-2"), transaction.atomic():
        do("INSERT INTO audited VALUES (1, 'a', 1, now())")
        why = {"code": "not_permitted", "path": "/posts/1/approve"}
        audit.refused("delegation.approve", by=post_at(TOWN), at=AT, **why)
        transaction.set_rollback(True)
    assert [entry[0] for entry in entries(owner)] == ["refused"]
    (detail,) = owner.execute("SELECT detail FROM kit_audit").fetchone()
    assert (detail["act"], detail["code"]) == ("delegation.approve", "not_permitted")
    assert entries(owner)[0][2:4] == (7, 70)


def test_sealing_takes_what_is_finished_once(owner):
    assert audit.seal() == 0
    do("INSERT INTO audited VALUES (1, 'a', 1, now())", "UPDATE audited SET name = 'b'")
    assert (audit.seal(), audit.seal()) == (1, 0)
    report = audit.verify()
    assert (report.blocks, report.entries, report.unsealed) == (1, 2, 0)


def test_sealing_waits_for_a_transaction_under_way_and_loses_nothing_of_it(owner):
    with transaction.atomic():
        do("INSERT INTO audited VALUES (1, 'early', 1, now())")
        owner.execute("INSERT INTO audited VALUES (2, 'late', 1, now())")
        assert elsewhere(audit.seal) == 0
    assert audit.seal() == 1
    assert audit.verify().unsealed == 0
    assert found("entries") == found("contents") == []


def test_entries_restored_from_a_server_further_on_are_sealed_too(owner):
    do("INSERT INTO audited VALUES (1, 'a', 1, now())")
    owner.execute("UPDATE kit_audit SET transaction = '99999999'")
    assert audit.seal() == 1
    assert found_at_all() == []


def test_two_workers_that_seal_at_once_make_one_chain(owner):
    def sealed(_):
        try:
            do("UPDATE audited SET amount = coalesce(amount, 0) + 1")
            return audit.seal()
        finally:
            connections.close_all()

    do("INSERT INTO audited VALUES (1, 'a', 1, now())")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(sealed, range(12)))
    audit.seal()
    assert found_at_all() == []
    assert audit.verify().unsealed == 0


def test_the_days_last_block_is_written_outside_the_database(owner):
    for name in "ab":
        do(f"INSERT INTO audited (id, name) SELECT count(*), '{name}' FROM audited")
        audit.seal()
    (path,) = roots().glob("*.json")
    (mac,) = owner.execute("SELECT mac FROM kit_audit_block WHERE n = 2").fetchone()
    assert json.loads(path.read_text())["mac"] == mac.hex()
    assert found("roots") == found("chain") == []


TAMPERING = {
    "changed": ["UPDATE audited SET amount = 999 WHERE id = 1"],
    "removed": ["DELETE FROM audited WHERE id = 1"],
    "put in": ["INSERT INTO audited VALUES (5, '王五', 1, now())"],
    "moved": ["UPDATE audited SET id = 6 WHERE id = 1"],
    "nulled": ["UPDATE audited SET name = NULL WHERE id = 1"],
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_row_tampered_with_behind_the_audits_back_is_found(owner, how):
    do("INSERT INTO audited VALUES (1, '', 10, now()), (2, 'b', 20, now())")
    audit.seal()
    assert found("contents") == []
    behind(owner, *TAMPERING[how])
    assert found("contents") != []
    assert not {"audited 2"} & set(found("contents"))


def test_tampering_is_still_found_when_the_row_was_rightly_changed_afterwards(owner):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    behind(owner, "UPDATE audited SET amount = 999")
    do("UPDATE audited SET name = 'b'")
    assert found("contents") == []
    assert found("links")[0].startswith("audited 1 ")


def test_a_trigger_left_off_or_replaced_is_found(owner):
    assert found("triggers") == []
    owner.execute("ALTER TABLE audited DISABLE TRIGGER audit_update")
    assert found("triggers") == ["audited"]
    owner.execute("ALTER TABLE audited ENABLE TRIGGER audit_update")
    (source,) = owner.execute("SELECT pg_get_functiondef('kit_audit_on_audited'::regproc)").fetchone()
    owner.execute(source.replace("touched > 0", "touched > 1"))
    assert found("triggers") == ["audited"]
    owner.execute(source)


def test_a_function_that_was_replaced_is_found(owner):
    (source,) = owner.execute("SELECT pg_get_functiondef('kit_reveal'::regproc)").fetchone()
    owner.execute(source.replace("INSERT INTO kit_sight", "INSERT INTO pg_temp.kit_sight"))
    try:
        assert [fault.where for fault in audit.verify().faults if fault.check == "functions"] == [
            "kit_reveal"
        ]
    finally:
        owner.execute(source)


@pytest.mark.parametrize(
    ("table", "opened", "closed"),
    [
        (
            "kit_step",
            "ALTER TABLE kit_step DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE kit_step ENABLE ROW LEVEL SECURITY",
        ),
        ("kit_step", "CREATE POLICY all_of_it ON kit_step USING (true)", "DROP POLICY all_of_it ON kit_step"),
        (
            "kit_answer",
            "ALTER POLICY kit_answer_wall ON kit_answer USING (true)",
            "ALTER POLICY kit_answer_wall ON kit_answer"
            " USING (user_id = nullif(current_setting('app.user'), '')::bigint)",
        ),
    ],
)
def test_a_wall_that_was_opened_is_found(owner, table, opened, closed):
    owner.execute(opened)
    try:
        assert found("walls") == [table]
    finally:
        owner.execute(closed)
    assert found("walls") == []


COVERED = {
    "an entry edited": "UPDATE kit_audit SET user_id = 99",
    "an entry removed": "DELETE FROM kit_audit WHERE op = 'insert'",
    "an entry put in": "INSERT INTO kit_audit (op, block) VALUES ('note', 1)",
    "a row's hash edited": "UPDATE kit_audit_row SET new_hash = '\\x00'",
    "a row's entry removed": "DELETE FROM kit_audit_row",
    "a time moved": "UPDATE kit_audit SET recorded_at = recorded_at - interval '1 day'",
    "a block removed": "DELETE FROM kit_audit_block WHERE n = 1",
    "an entry unsealed": "UPDATE kit_audit SET block = NULL WHERE op = 'insert'",
}


@pytest.mark.parametrize("how", COVERED)
def test_sealed_entries_cannot_be_changed_unseen(owner, how):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    audit.seal()
    do("UPDATE audited SET name = 'b'")
    audit.seal()
    owner.execute(COVERED[how])
    assert found("entries") + found("chain") != []


def test_a_block_rewritten_to_fit_lacks_the_key(owner):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    audit.seal()
    owner.execute("UPDATE kit_audit_block SET entries = 2, mac = sha256(digest)")
    assert found("chain") == ["1"]


def test_the_end_of_the_chain_cannot_be_cut_off_unseen(owner):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    audit.seal()
    do("UPDATE audited SET name = 'b'")
    audit.seal()
    owner.execute("DELETE FROM kit_audit_row WHERE entry IN (SELECT id FROM kit_audit WHERE block = 2)")
    owner.execute("DELETE FROM kit_audit WHERE block = 2")
    owner.execute("DELETE FROM kit_audit_block WHERE n = 2")
    behind(owner, "UPDATE audited SET name = 'a'")
    assert found("entries") == found("chain") == found("contents") == []
    assert len(found("roots")) == 1


def test_a_missing_root_is_said(owner):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    audit.seal()
    for path in roots().glob("*.json"):
        path.unlink()
    assert len(found("roots")) == 1


def test_another_key_does_not_fit_the_chain(owner, settings):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    audit.seal()
    settings.HOME = type(settings.HOME)(
        settings.HOME.path, settings.HOME.config, settings.HOME.keys | {"audit": "00" * 32}
    )
    assert found("chain") == ["1"]


def test_the_unsealed_minute_is_stated(owner):
    do("INSERT INTO audited VALUES (1, 'a', 10, now())")
    report = audit.verify()
    assert report.unsealed == 1
    assert abs(report.unsealed_since - datetime.now(UTC)) < timedelta(minutes=1)
    assert audit.newest() == report.unsealed_since


@pytest.mark.parametrize("change", ["ADD note text DEFAULT 'n'", "DROP made", "RENAME name TO title"])
def test_a_changed_table_is_verified_in_its_new_shape(owner, change):
    with laid(owner, "reshaped"):
        do("INSERT INTO reshaped VALUES (1, 'a', 10, now())")
        owner.execute(f"ALTER TABLE reshaped {change}")
        lay(owner, "reshaped")
        do("UPDATE reshaped SET amount = 12")
        assert [found(check) for check in ("contents", "links", "triggers")] == [[], [], []]
        owner.execute("ALTER TABLE reshaped DISABLE TRIGGER ALL")
        owner.execute("UPDATE reshaped SET amount = 13")
        assert (found("contents"), found("triggers")) == (["reshaped 1"], ["reshaped"])


def test_a_column_added_without_the_audit_changes_nothing_for_it(owner):
    with laid(owner, "reshaped"):
        do("INSERT INTO reshaped VALUES (1, 'a', 10, now())")
        owner.execute("ALTER TABLE reshaped ADD note text")
        do("UPDATE reshaped SET amount = 12, note = 'x'")
        assert found("contents") == found("links") == []


VERBS = st.sampled_from(["insert", "update", "delete", "seal"])


@given(st.lists(st.tuples(VERBS, st.integers(1, 4)), max_size=12))
@given_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_rightly_done_verifies(clean, owner, doings):
    for verb, row in doings:
        if verb == "seal":
            audit.seal()
        elif verb == "insert":
            again = "ON CONFLICT (id) DO UPDATE SET name = 'again'"
            do(f"INSERT INTO audited VALUES ({row}, 'a', 1, now()) {again}")
        elif verb == "update":
            do(f"UPDATE audited SET amount = amount + 1 WHERE id >= {row}")
        else:
            do(f"DELETE FROM audited WHERE id = {row}")
    assert found_at_all() == []
