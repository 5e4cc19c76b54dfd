"""Accounts: opened in bulk, locked, reset; and who may do so."""

from datetime import timedelta

import pytest

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.actions import accounts, factors, passwords, sessions
from mingbai.org.actions.accounts import NewAccount
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import OldPassword, SecondFactor, SignIn, User
from tests.factories import county
from tests.factories.county import AT, TOWN, VILLAGE
from tests.factories.signed import enrolled, post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
GOOD = NewAccount("zhangwei", "张伟", TOWN, "13800000000")


@pytest.fixture
def system():
    return county.person("system_administrator")


@pytest.fixture
def security():
    return county.person("security_administrator")


def opened(by, *lines):
    with entered(by.acting):
        return accounts.open_accounts(people=lines, by=by.acting, at=AT)


def test_each_line_becomes_an_account_whose_password_works_once_known(system):
    first, second = opened(system, GOOD, NewAccount("lina", "李娜", VILLAGE))
    assert first.password != second.password
    assert first.user.check_password(first.password)
    assert first.user.must_change_password
    assert (first.user.phone_last4, second.user.phone_vault) == ("0000", None)


@pytest.mark.parametrize(
    "line",
    [
        NewAccount("Zhang Wei", "张伟", TOWN),
        NewAccount("zw", "张伟", TOWN),
        NewAccount("zhangwei2", "", TOWN),
        NewAccount("zhangwei2", "张伟", "411726999000"),
        NewAccount("zhangwei2", "张伟", TOWN, "12345"),
        NewAccount("zhangwei", "张伟", TOWN),
    ],
    ids=["blank", "short", "nameless", "no unit", "phone", "twice"],
)
def test_one_bad_line_opens_none_and_is_named(system, line):
    with pytest.raises(accounts.BadAccounts) as bad:
        opened(system, GOOD, line)
    assert list(bad.value.problems) == [2]
    with entered(system.acting):
        assert not User.objects.filter(username="zhangwei").exists()


def test_only_the_system_administrator_opens_accounts(security):
    for other in (security, county.person("county_office_head")):
        with pytest.raises(NotAllowed):
            opened(other, GOOD)


def test_a_lock_ends_every_session_and_an_unlock_lets_in_again(system):
    cadre = county.person("village_cadre", VILLAGE)
    signed_in(cadre.user)
    with entered(system.acting):
        accounts.lock(user=cadre.user, reason="借调", by=system.acting, at=AT)
        assert not SignIn.objects.filter(user=cadre.user, ended_at=None).exists()
        accounts.unlock(user=cadre.user, by=system.acting, at=AT)
        assert User.objects.get(pk=cadre.id).is_active


def test_nobody_locks_themselves_or_outside_their_task(system):
    officer = county.person("township_head", TOWN)
    with entered(system.acting), pytest.raises(accounts.NotOneself):
        accounts.lock(user=system.user, reason="试", by=system.acting, at=AT)
    with entered(officer.acting), pytest.raises(NotAllowed):
        accounts.lock(user=system.user, reason="试", by=officer.acting, at=AT)


def test_a_reset_gives_one_new_password_and_ends_sessions(system):
    cadre = county.person("village_cadre", VILLAGE)
    client = signed_in(cadre.user)
    with entered(system.acting):
        word = passwords.reset_by_admin(user=cadre.user, by=system.acting, at=AT)
        found = User.objects.get(pk=cadre.id)
        assert found.check_password(word)
        assert found.must_change_password
        assert OldPassword.objects.filter(user=found).count() == 1
    assert client.get("/").status_code == 302


def test_the_security_administrator_removes_a_lost_second_factor(security, system):
    officer = county.person("township_officer", TOWN)
    enrolled(officer.user)
    with entered(system.acting), pytest.raises(NotAllowed):
        factors.remove_second_factor(user=officer.user, reason="丢", by=system.acting, at=AT)
    with entered(security.acting):
        factors.remove_second_factor(user=officer.user, reason="手机丢失", by=security.acting, at=AT)
        assert not SecondFactor.objects.filter(user=officer.user).exists()


def test_one_s_own_second_factor_is_not_removed_by_oneself(security):
    with entered(security.acting), pytest.raises(NotAllowed):
        factors.remove_second_factor(user=security.user, reason="嫌烦", by=security.acting, at=AT)


def test_only_oneself_begins_a_second_factor(system):
    cadre = county.person("village_cadre", VILLAGE)
    with entered(system.acting), pytest.raises(NotAllowed):
        factors.begin_second_factor(user=cadre.user, by=system.acting, at=AT)


def test_a_password_of_the_last_five_is_not_taken_again():
    cadre = county.person("village_cadre", VILLAGE)
    with entered(cadre.acting):
        present = county.PASSWORD
        for number in range(2):
            new = f"Quite-new-{number}"
            passwords.change_password(user=cadre.user, present=present, new=new, by=cadre.acting, at=AT)
            present = new
        with pytest.raises(passwords.WeakPassword):
            passwords.change_password(
                user=cadre.user, present=present, new=county.PASSWORD, by=cadre.acting, at=AT
            )


def test_a_first_password_has_its_days():
    person = county.user(must_change_password=True, password_at=AT)
    assert not passwords.first_lapsed(person, AT + timedelta(days=6))
    assert passwords.first_lapsed(person, AT + timedelta(days=7))


def test_only_the_person_or_an_administrator_ends_a_session():
    cadre, other = county.person("village_cadre", VILLAGE), county.person("village_cadre", VILLAGE)
    signed_in(cadre.user)
    with entered(other.acting), pytest.raises(NotAllowed):
        sessions.end_sessions(user=cadre.user, why="x", by=other.acting, at=clock.read())


def test_the_desk_opens_accounts_and_shows_the_passwords_once(system):
    enrolled(system.user)
    client = signed_in(system.user)
    answer = post(client, "/accounts/new", lines=f"liuyang\t刘洋\t{TOWN}\t")
    assert answer.status_code == 200
    (line,) = answer.context["opened"]
    assert line.password in answer.content.decode()
    assert line.password not in client.get("/accounts/liuyang").content.decode()
