"""Telephones and accounts are compared by keyed tokens, as identity numbers are."""

from django.db import migrations, models

from mingbai.kit.audit import Audited


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="household",
            name="phone_token",
            field=models.BinaryField(null=True, help_text="To compare by: one telephone, many households."),
        ),
        migrations.AddField(model_name="household", name="account_token", field=models.BinaryField(null=True)),
        migrations.AddField(model_name="person", name="phone_token", field=models.BinaryField(null=True)),
        Audited("registry_household"),
        Audited("registry_person"),
    ]
