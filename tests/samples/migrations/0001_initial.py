from django.db import migrations, models

import mingbai.kit.scoped
from mingbai.kit.rls import Wall


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", mingbai.kit.scoped.AreaCodeField()),
                ("town_code", models.CharField(db_collation="C", max_length=9)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("title", models.CharField(max_length=100)),
                (
                    "topic",
                    models.CharField(
                        choices=[("water", "Water"), ("road", "Road")], default="water", max_length=10
                    ),
                ),
                ("state", models.CharField(default="open", max_length=10)),
                ("due", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("fen", models.BigIntegerField(default=0)),
                ("blocked", models.BooleanField(default=False)),
                ("reported_by_id", models.BigIntegerField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="samples.matter"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["due", "id"], name="matter_due"),
                    models.Index(fields=["town_code", "due", "id"], name="matter_town_due"),
                    models.Index(fields=["-opened_at", "-id"], name="matter_opened"),
                    models.Index(fields=["town_code", "-opened_at", "-id"], name="matter_town_opened"),
                    models.Index(fields=["area_code", "due", "id"], name="matter_area_due"),
                    models.Index(fields=["area_code", "-opened_at", "-id"], name="matter_area_opened"),
                ],
            },
        ),
        Wall("samples_matter"),
    ]
