"""The same at the demo's size, with the demo's own ledger and history; and at the whole county's."""

import pytest
from django.db import transaction

from mingbai.demo import deliveries, ledger, people, screening, staff
from mingbai.demo.files.writing import write
from mingbai.kit.scope import entered
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.county import AT
from tests.screening.runs import ledgers
from tests.screening.runs.conftest import Town, findings, headless, planted_in, quiet, told, told_headless
from tests.screening.runs.sending import FromFiles


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_the_demo_s_first_comparison_finds_what_the_headless_job_finds(
    django_db_setup, django_db_blocker, tmp_path
):
    made = write(tmp_path / "county", people=20_000, seed=2020, step=quiet)
    found = headless(made, tmp_path / "out")
    with django_db_blocker.unblock(), transaction.atomic():
        county.load()
        with entered(founder()), transaction.atomic():
            people.open_ready(people.ready(), by=founder(), at=AT - people.OPENED)
            staff.load(by=founder(), at=AT - people.OPENED)
        ledger.with_past(made, tmp_path / "2016", at=AT, say=quiet)
        deliveries.load(made, at=AT)
        screening.load(at=AT)
        assert told(findings(holds=True)) == told_headless(found)
        transaction.set_rollback(True)


@pytest.mark.whole
@pytest.mark.timeout(14_400)
def test_the_whole_county(django_db_setup, django_db_blocker, tmp_path):
    made = write(tmp_path / "county", people=925_000, seed=2020, step=quiet)
    found = headless(made, tmp_path / "out")
    town = Town(
        made, tmp_path / "out" / "tables", found, FromFiles(made, tmp_path / "sent"), planted_in(made)
    )
    with django_db_blocker.unblock(), transaction.atomic():
        county.load()
        ledgers.of_today(made)
        town.run()
        assert told(findings(holds=True)) == told_headless(found)
        transaction.set_rollback(True)
