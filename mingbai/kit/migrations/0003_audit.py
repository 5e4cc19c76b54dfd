"""The audit's tables and functions, and the first tables under it."""

from django.db import migrations

from mingbai.kit.audit import tables
from mingbai.kit.audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_jobs")]

    operations = [
        migrations.RunSQL(
            tables.TABLES,
            "DROP TABLE kit_audit_block, kit_audit_row, kit_audit, kit_audit_shape",
        ),
        *tables.operations(),
        Audited("kit_step"),
        Audited("kit_sight"),
        # A job's signs of life come each second and decide nothing.
        Audited("kit_job", leave_out=("heartbeat_at", "done", "total", "what", "log")),
        Audited("kit_file"),
    ]
