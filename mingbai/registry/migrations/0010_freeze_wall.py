"""Everybody reads which lists were frozen, and when; only posts that reach the county write there."""

from django.db import migrations

from mingbai.kit.rls import Statements, Wall, application_role


class ReadByAll(Statements):
    """Let every post read a walled table's rows; writing stays within the wall."""

    def __init__(self, table: str) -> None:
        self.table = table

    def forwards(self) -> list[str]:
        to = application_role()
        return [f"CREATE POLICY {self.table}_read ON {self.table} FOR SELECT TO {to} USING (true)"]

    def backwards(self) -> list[str]:
        return [f"DROP POLICY {self.table}_read ON {self.table}"]

    def describe(self) -> str:
        return f"Every post reads {self.table}"


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_import_settle")]

    operations = [Wall("registry_freeze"), ReadByAll("registry_freeze")]
