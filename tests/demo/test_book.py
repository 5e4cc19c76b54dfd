"""What the demo's county office asks of its rule book."""

import pytest
from django.db import transaction

from mingbai.demo import book, errands, people
from mingbai.kit.scope import entered
from mingbai.org.queries.founder import founder
from mingbai.screening.models import BookChange, WhatIf
from mingbai.screening.states import BookChangeState, WhatIfState
from tests.factories.county import AT
from tests.screening.facts import compared, run_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang"), pytest.mark.timeout(600)]


@pytest.mark.slow
def test_two_what_ifs_stand_side_by_side_and_a_change_is_begun(tmp_path):
    with entered(founder()), transaction.atomic():
        people.open_ready(people.ready(), by=founder(), at=AT - people.OPENED)
    office = errands.acting("office", AT)
    run_on(compared(tmp_path, people=2_000), office)
    for _time in range(2):
        book.load(at=AT)
    with entered(office), transaction.atomic():
        asked = list(WhatIf.objects.order_by("pk"))
        assert [row.name for row in asked] == [name for name, _typed in book.ASKED]
        assert {row.state for row in asked} == {WhatIfState.DONE}
        costs = [sum(one["cost_after"] - one["cost_before"] for one in row.effects) for row in asked]
        assert 0 < costs[0] < costs[1]
        change = BookChange.objects.get()
        assert (change.code, change.state) == (book.AWARD, BookChangeState.DRAFT)
