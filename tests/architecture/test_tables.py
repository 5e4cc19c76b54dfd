"""Every table stands behind its wall and under the audit, or is listed here with the reason why not."""

import pytest
from django.apps import apps
from django.db import connection

from mingbai.kit.scoped import ScopedModel
from tests.architecture.tree import judge

UNSCOPED = {
    "django_migrations": "which migrations ran: no people's data",
    "django_content_type": "names of models",
    "auth_permission": "unused: what a post may do comes from the pack",
    "auth_group": "unused: what a post may do comes from the pack",
    "auth_group_permissions": "unused: what a post may do comes from the pack",
    "axes_accessattempt": "failed sign-ins, before anybody acts",
    "axes_accessattemptexpiration": "failed sign-ins, before anybody acts",
    "axes_accessfailurelog": "failed sign-ins, before anybody acts",
    "axes_accesslog": "sign-ins, before anybody acts",
    "procrastinate_jobs": "numbers of jobs; what they are about stands in kit_job",
    "procrastinate_events": "when a queue entry was taken and ended",
    "procrastinate_workers": "signs of life of the workers",
    "procrastinate_periodic_defers": "when the clockwork last ticked",
    "org_area": "the county's areas: public, and read before anybody has a scope",
    "org_areachange": "changes of areas: public",
    "org_storedsession": "sealed sessions, reached by their random key only",
    "org_throttle": "how often an address tried to sign in, before anybody acts",
}
UNAUDITED = {name: reason for name, reason in UNSCOPED.items() if name not in ("org_area", "org_areachange")}
UNAUDITED["registry_searchtoken"] = "made from names, which are audited"
UNAUDITED |= dict.fromkeys(
    ("registry_importperson", "registry_importhousehold", "registry_importvillage", "registry_importseal",
     "registry_importfault"),
    "rows on their way in: what a merge makes of them is audited",
)  # fmt: skip
UNAUDITED["exchange_deliveryfault"] = "what was wrong with rows that went back: nothing that counts"
UNAUDITED["screening_cell"] = "figures, made anew by every run"
UNAUDITED["kit_answer"] = "what a form was answered, sealed, for a day"


@pytest.fixture
def ask(django_db_setup, django_db_blocker):
    def asking(sql):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return asking


def tables(ask):
    """The tables of the program; tests make tables of their own."""
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("tests.")}
    foreign = {model._meta.db_table for label in rooms for model in apps.get_app_config(label).get_models()}
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    there = {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    queue = {name for name in there if name.startswith("procrastinate_")}
    return (there & (ours | queue | {"django_migrations"})) - foreign


def test_every_scoped_model_has_its_wall(ask):
    walled = {name for (name,) in ask("SELECT relname FROM pg_class WHERE relrowsecurity")}
    policies = {name for (name,) in ask("SELECT tablename FROM pg_policies WHERE policyname LIKE '%%wall'")}
    ours = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
    bare = [model._meta.db_table for model in ours if model._meta.db_table not in walled & policies]
    assert not bare


def test_every_policy_is_for_the_application_only(ask):
    found = ask("SELECT tablename, policyname, roles::text FROM pg_policies")
    assert found
    assert not [row for row in found if row[2] != "{mingbai_app}"]


def test_every_table_is_behind_a_wall_or_listed(ask):
    walled = {name for (name,) in ask("SELECT relname FROM pg_class WHERE relrowsecurity")}
    judge(dict.fromkeys(tables(ask) - walled, "no wall"), UNSCOPED, "tables stand behind wall two")


def test_every_table_is_audited_or_listed(ask):
    audited = {name for (name,) in ask(
        "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE 'audit_%%'"
        " UNION SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'audit_%%'"
    )}  # fmt: skip
    judge(dict.fromkeys(tables(ask) - audited, "no audit"), UNAUDITED, "what changes is audited")


def test_the_application_owns_nothing(ask):
    assert not ask("SELECT tablename FROM pg_tables WHERE tableowner = 'mingbai_app'")
    assert not ask("SELECT 1 FROM pg_auth_members WHERE member = 'mingbai_app'::regrole")


def test_functions_with_the_owner_s_rights_pin_their_settings(ask):
    loose = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT coalesce(array_to_string(proconfig, ' ') LIKE '%%search_path=%%', false)"
    )
    assert not loose


def test_functions_with_the_owner_s_rights_are_not_for_everybody(ask):
    open_ = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND (proacl IS NULL OR proacl::text LIKE '{=X%%' OR proacl::text LIKE '%%,=X%%')"
    )
    assert not open_
