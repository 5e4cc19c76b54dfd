"""Exports as workbook, CSV or PDF, in the asker's language."""

from django.db import migrations, models

from mingbai.kit.audit import Audited


class Migration(migrations.Migration):
    dependencies = [("org", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="exportrequest",
            name="kind",
            field=models.CharField(
                choices=[
                    ("xlsx", "Workbook (XLSX), for WPS and Excel"),
                    ("csv", "CSV, for other programs"),
                    ("pdf", "PDF, to be printed"),
                ],
                default="xlsx",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="exportrequest",
            name="language",
            field=models.CharField(default="zh-hans", help_text="The asker's, for titles and words.", max_length=10),
        ),
        migrations.AlterField(
            model_name="exportrequest",
            name="filters",
            field=models.JSONField(default=dict, help_text="As in the list's address, its order among them."),
        ),
        migrations.AlterField(
            model_name="exportrequest",
            name="rows",
            field=models.PositiveIntegerField(help_text="Rows counted when asked."),
        ),
        Audited("org_exportrequest"),
    ]
