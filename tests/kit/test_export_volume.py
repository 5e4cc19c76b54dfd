"""An export of tens of thousands of rows: from the list's own query, through the workbook, into the sealed
file, in memory that does not grow with the rows."""

import tracemalloc
from contextlib import closing
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection, transaction

from mingbai.kit import clock
from mingbai.kit.export import Mark, write_xlsx
from mingbai.kit.files import store
from mingbai.kit.ledger import Asked, table_of
from mingbai.kit.scope import entered
from tests.kit.conftest import OTHER_VILLAGE, TOWN, VILLAGE
from tests.samples.ledgers import matters

pytestmark = pytest.mark.django_db
FEW, MANY = 2_000, 20_000
SEVERAL_CHUNKS = 4 * 1024 * 1024
FILL = """
    INSERT INTO samples_matter
        (area_code, town_code, number, title, topic, state, due, opened_at, fen, blocked, version)
    SELECT %s, left(%s, 9), %s || n, '水管' || n, 'water', 'open', date '2020-12-01' + n %% 90,
           timestamptz '2020-11-27 09:00+08', n, false, 1
      FROM generate_series(1, %s) n
"""


def fill(area, count, letter):
    with connection.cursor() as cursor:
        cursor.execute(FILL, [area, area, letter, count])


def export(post):
    """Make the file; returns it with the number of rows and the peak of memory on the way."""
    at = clock.read()
    mark = Mark(number="E1", person="王芳", post="专干", purpose="核对", at=at)
    titles, rows = table_of(matters, post, Asked())
    counted = []
    tracemalloc.start()
    file = store.make(
        lambda sink: counted.append(write_xlsx(sink, title="x", mark=mark, columns=titles, rows=rows)),
        title="x.xlsx",
        media_type="x",
        purpose="试",
        by=post,
        at=at,
        expires_at=at + timedelta(days=1),
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return file, counted[0], peak


def test_ten_times_the_rows_take_no_more_memory_and_all_arrive(post_at, tmp_path, django_db_setup):
    post = post_at(TOWN, abilities=frozenset({"matters"}))
    with entered(post_at("411726000000")), transaction.atomic():
        fill(VILLAGE, FEW, "A")
        fill(OTHER_VILLAGE, 10, "X")
    with entered(post), transaction.atomic():
        _file, few, small = export(post)
        fill(VILLAGE, MANY - FEW, "B")
        file, many, large = export(post)
        wanted = matters.matching(post, Asked()).count()
    assert (few, many, wanted) == (FEW, MANY, MANY)
    assert large < small + SEVERAL_CHUNKS
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"".join(store.content(file)))
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        numbers = {row[0] for row in book["1"].iter_rows(min_row=3, values_only=True)}
    assert len(numbers) == MANY
    assert not [number for number in numbers if number.startswith("X")]
