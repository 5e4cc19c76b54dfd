"""A run's figures are its findings and the headless tables; every figure opens as many names."""

import polars as pl
import pytest
from django.db import transaction

from mingbai.compare import agreeing
from mingbai.kit.ledger import Asked
from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.org.queries.machine import machine
from mingbai.registry.models import Person
from mingbai.screening.ledgers.dues import due
from mingbai.screening.models import Cell, DueCase
from mingbai.screening.queries import boards, matrix, named
from mingbai.screening.states import Board, FindingKind
from tests.factories.county import COUNTY
from tests.screening.runs.conftest import AS_OF, findings

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def test_every_missing_figure_is_a_list_of_findings(ran):
    found = findings(kind=FindingKind.DUE, holds=True)
    assert found
    with entered(machine()), transaction.atomic():
        table = matrix.matrix(machine(), Area.objects.get(code=COUNTY), as_of=AS_OF)
        assert table.whole.whole.missing == len(found)
        for rule in {one.rule for one in found}:
            wanted = sorted(one.pk for one in found if one.rule == rule)
            asked = Asked(filters={"rule": rule, "now": "1", "area": COUNTY})
            assert sorted(due.matching(machine(), asked).values_list("pk", flat=True)) == wanted
            assert table.whole.counted[rule].missing == len(wanted)
        assert DueCase.objects.count() == len(found)


def test_the_register_lacks_whom_it_lacks_for_the_headless_job(ran):
    tables = {path.stem: path for path in (ran.county.parent / "out" / "tables").glob("*.parquet")}
    lines = agreeing.agreed(tables, line_fen=400_000)
    lacking = lines.filter(pl.col("board") == "ground", pl.col("standing") == "ours_only")
    with entered(machine()), transaction.atomic():
        in_ledger = list(Person.objects.values_list("number", flat=True))
        lacking = lacking.filter(pl.col("no").is_in(in_ledger))  # a figure counts whom it can name
        assert len(lacking)
        [line] = boards.items(machine(), Board.GROUND, COUNTY)
        assert line.counts["ours_only"] == len(lacking)


def test_every_figure_of_the_run_opens_as_many_names(ran):
    with entered(machine()), transaction.atomic():
        cells = list(Cell.objects.values_list("board", "item", "standing", "area_code").distinct())
        assert len({board for board, *_rest in cells}) == 4
        for board, item, standing, area in cells[::7]:
            names = named.behind(machine(), board=board, item=item, standing=standing, area=area)
            counted = Cell.objects.filter(board=board, item=item, standing=standing, area_code=area)
            assert names.total == sum(counted.values_list("count", flat=True))
            assert all(one.household is not None for one in names.rows)
