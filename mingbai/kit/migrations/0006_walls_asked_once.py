"""Walls that limit paired helpers ask for their households once a statement, as new installations' do."""

import re
from typing import Any

from django.db import migrations

from mingbai.kit.rls import Wall

LIMITED = """
SELECT tablename, qual FROM pg_policies WHERE policyname = tablename || '_wall' AND qual ~ 'app.households.* = ANY'
"""
COLUMN = re.compile(r"(\w+) = ANY")


def ask_once(_apps: Any, editor: Any) -> None:
    """Say the rule of every such wall anew, as Wall says it today."""
    with editor.connection.cursor() as cursor:
        cursor.execute(LIMITED)
        for table, rule in cursor.fetchall():
            wall = Wall(table, households=COLUMN.findall(rule)[0])
            cursor.execute(f"ALTER POLICY {table}_wall ON {table} USING ({wall.rule()})")


class Migration(migrations.Migration):
    dependencies = [("kit", "0005_startup")]

    operations = [migrations.RunPython(ask_once, migrations.RunPython.noop)]
