"""The words of states of lists from above."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0005_delivery_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='handedlist',
            name='state',
            field=models.CharField(choices=[('received', 'Being read'), ('columns', 'Columns to be confirmed'), ('split', 'To be handed on'), ('sent', 'Sent to townships and villages'), ('returned', 'Feedback given'), ('withdrawn', 'Withdrawn')], default='received', max_length=12),
        ),
        migrations.AlterField(
            model_name='handedrow',
            name='state',
            field=models.CharField(choices=[('aside', 'Set aside: not matched'), ('ready', 'To be handed on'), ('sent', 'Sent, not answered'), ('answered', 'Answered'), ('contradicts', 'Answer contradicts the ledger'), ('not_ours', 'Not ours')], default='aside', max_length=12),
        ),
    ]
