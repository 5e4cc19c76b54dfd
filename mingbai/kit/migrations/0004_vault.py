"""The vault: a table that the application may put into but not read."""

from django.db import migrations

from mingbai.kit.audit.triggers import Audited
from mingbai.kit.vault import tables


class Migration(migrations.Migration):
    dependencies = [("kit", "0003_audit")]

    operations = [
        migrations.RunSQL(tables.TABLE, "DROP TABLE kit_vault"),
        *tables.operations(),
        Audited("kit_vault"),
    ]
