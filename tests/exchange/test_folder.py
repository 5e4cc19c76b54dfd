"""A folder of files: each is taken or told of by itself; taken again it changes nothing."""

import pytest

from mingbai.exchange.actions import folder
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import senders
from mingbai.exchange.states import Channel
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from tests.exchange.sending import OCTOBER, settlement, workbook
from tests.factories.county import AT

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def test_what_can_be_taken_is_and_what_cannot_stands_in_nobody_s_way(acting, tmp_path):
    (tmp_path / "十月").mkdir()
    workbook(tmp_path / "十月" / "02-医疗费用结算明细.xlsx", [settlement(1)])
    workbook(tmp_path / "13-机动车登记.xlsx", [settlement(2)])
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "说明.txt").write_text("不是表")
    (tmp_path / "~$打开着.xlsx").write_bytes(b"PK")
    found = folder.take(folder=tmp_path, day=OCTOBER, by=acting.acting, at=AT)
    assert [each.name for each in found] == ["13-机动车登记.xlsx", "02-医疗费用结算明细.xlsx", "空.csv"]
    assert [each.delivery is not None for each in found] == [False, True, False]
    assert all(each.sentence for each in found if each.delivery is None)
    one = Delivery.objects.get()
    assert one.channel == Channel.FOLDER
    assert Job.objects.filter(pk=one.job_id, state="waiting").exists()


def test_the_same_folder_again_changes_nothing(acting, tmp_path):
    workbook(tmp_path / "02-医疗费用结算明细.xlsx", [settlement(1)])
    (first,) = folder.take(folder=tmp_path, day=OCTOBER, by=acting.acting, at=AT)
    (again,) = folder.take(folder=tmp_path, day=OCTOBER, by=acting.acting, at=AT)
    assert again.known
    assert again.delivery == first.delivery
    assert Delivery.objects.count() == 1


def test_an_account_sends_through_the_post_that_may(clerk, head):
    found = senders.of_account(clerk.user.username, AT)
    assert found is not None
    assert found.post_id == clerk.acting.post_id
    assert senders.of_account(head.user.username, AT) is None
    assert senders.of_account("nobody-of-this-name", AT) is None
    with entered(found):
        assert [one.code for one in senders.entries_of(found)] == ["medical_insurance", "medical_settlement"]
