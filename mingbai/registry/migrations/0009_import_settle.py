"""The planner learns of staged rows before they are joined by the hundred thousand: only an owner may tell it."""

from django.db import migrations

from mingbai.kit.rls import Definer

SETTLE = """
BEGIN
    ANALYZE registry_importperson, registry_importhousehold;
END
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_page_keys")]

    operations = [Definer("registry_import_settle", returns="void", body=SETTLE)]
