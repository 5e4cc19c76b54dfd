"""What a national file says and the ledger knows better stays beside its row: comparisons tell of it."""

from django.db import migrations, models

WORDS = "What the file says and the ledger knows better: a fault of the national record."


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_doubts")]

    operations = [
        migrations.AddField(model, "said", models.JSONField(null=True, help_text=WORDS))
        for model in ("importhousehold", "importperson", "importvillage")
    ]
