"""One comparison at a time; a policy may be due to somebody and, later, received without being due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0004_figures"), ("registry", "0012_import_said")]

    operations = [
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                fields=["area_code"],
                name="run_one_open",
                condition=models.Q(("state__in", ["asked", "running"])),
            ),
        ),
        migrations.RemoveConstraint(model_name="finding", name="finding_once"),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=["rule", "kind", "subject_kind", "subject_no", "period"],
                name="finding_once",
                condition=models.Q(("source", "rule")),
            ),
        ),
    ]
