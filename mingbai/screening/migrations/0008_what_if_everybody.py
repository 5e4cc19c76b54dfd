"""A what-if may be asked of everybody in the ledger, not only of those whose facts are kept."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0007_book_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='whatif',
            name='everybody',
            field=models.BooleanField(default=False),
        ),
    ]
