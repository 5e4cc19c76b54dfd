"""The demo's cadres are as many as the article says."""

import pytest

from mingbai.demo import staff
from mingbai.kit.scope import entered
from mingbai.org.models import Posting
from mingbai.org.queries.founder import founder
from tests.factories.county import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]


def test_groups_and_verifiers_are_the_article_s():
    with entered(founder()):
        assert not Posting.objects.exists(), "a test that ran before has left people in posts"
        staff.load(by=founder(), at=AT)
        staff.load(by=founder(), at=AT)
        assert Posting.objects.filter(post__kind="group_leader").count() == 350
        verifiers = Posting.objects.filter(post__kind="verification_member")
        assert verifiers.count() == 700
        assert verifiers.values("post__area_code").distinct().count() == 350
        assert Posting.objects.count() > 2_000
        assert staff.cadres() == Posting.objects.count()
