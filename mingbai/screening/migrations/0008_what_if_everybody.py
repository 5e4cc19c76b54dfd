"""A what-if may be asked of everybody in the ledger, not only of those whose facts are kept."""
from django.db import migrations, models

from mingbai.kit.audit import Reshaped, Reshaping


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0007_book_words'),
    ]

    operations = [
        Reshaping("screening_whatif"),
        migrations.AddField(
            model_name='whatif',
            name='everybody',
            field=models.BooleanField(default=False),
        ),
        Reshaped("screening_whatif"),
    ]
