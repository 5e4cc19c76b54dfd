"""Rows in the order of their file, without asking for the list."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0003_tokens_entrusted'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='handedrow',
            options={'ordering': ('handed_list_id', 'sheet', 'row_no')},
        ),
    ]
