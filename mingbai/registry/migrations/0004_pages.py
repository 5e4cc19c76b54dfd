"""Finding by whole numbers, saved views, and breaking the glass: a definer function that finds, records, answers."""

import django.db.models.deletion
import mingbai.kit.scoped
import uuid
from django.conf import settings
from django.db import migrations, models

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Definer, Revoke, Wall



# Finds a living household by a person's keyed number or by its own number, anywhere in the county; writes the
# look and who looked, in the same call. Answers with nothing if there is none.
BREAK = """
DECLARE
    home registry_household;
    made registry_glasslook;
BEGIN
    IF current_setting('app.post') = '' OR current_setting('app.user') = '' OR btrim(coalesce(why, '')) = '' THEN
        RAISE EXCEPTION 'breaking the glass needs a post and a reason' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF by_token IS NOT NULL THEN
        SELECT h.* INTO home FROM registry_person p JOIN registry_household h ON h.id = p.household_id
         WHERE p.id_token = by_token AND h.ended_on IS NULL LIMIT 1;
    ELSE
        SELECT h.* INTO home FROM registry_household h
         WHERE h.number = by_number AND h.number <> '' AND h.ended_on IS NULL LIMIT 1;
    END IF;
    IF home.id IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO registry_glasslook (key, area_code, household_id, head_name, user_id, post_id, post_label,
                                    reason_code, reason, looked_at, until, seen_by, version)
    VALUES (gen_random_uuid(), home.area_code, home.id, home.head_name, current_setting('app.user')::bigint,
            current_setting('app.post')::bigint, current_setting('app.label'), why_code, why,
            at, at + minutes * interval '1 minute', '', 1)
    RETURNING * INTO made;
    INSERT INTO kit_sight (realm, area_code, subject_type, subject_id, act, purpose,
                           post_id, user_id, post_label, happened_at)
    VALUES ('ledger', home.area_code, 'registry.household', home.id, 'broke_glass', left(why, 200),
            made.post_id, made.user_id, made.post_label, at);
    RETURN NEXT made.key;
END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_tokens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GlassLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, help_text='Used in addresses.', unique=True)),
                ('head_name', models.CharField(blank=True, max_length=60)),
                ('user_id', models.BigIntegerField()),
                ('post_id', models.BigIntegerField()),
                ('post_label', models.CharField(max_length=120)),
                ('reason_code', models.CharField(help_text="A code of the pack's looking.glass.reasons.", max_length=24)),
                ('reason', models.CharField(max_length=200)),
                ('looked_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('seen_by', models.CharField(blank=True, max_length=120)),
                ('seen_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ('-looked_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', mingbai.kit.scoped.AreaCodeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('user_id', models.BigIntegerField()),
                ('ledger', models.CharField(help_text="The ledger's name.", max_length=60)),
                ('name', models.CharField(max_length=40)),
                ('query', models.CharField(blank=True, max_length=500)),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.AddIndex(
            model_name='frozenhousehold',
            index=models.Index(fields=['freeze', 'area_code', 'id'], name='frozen_area'),
        ),
        migrations.AddIndex(
            model_name='pairing',
            index=models.Index(fields=['helper_name', 'id'], name='pairing_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['id_token'], name='person_token'),
        ),
        migrations.AddIndex(
            model_name='residence',
            index=models.Index(fields=['area_code', 'id'], name='residence_list'),
        ),
        migrations.AddConstraint(
            model_name='freeze',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'month_end')), fields=('as_of',), name='freeze_month_once'),
        ),
        migrations.AddField(
            model_name='glasslook',
            name='household',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.household'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('user_id', 'ledger', 'name'), name='view_name_once'),
        ),
        migrations.AddIndex(
            model_name='glasslook',
            index=models.Index(fields=['area_code', '-looked_at', '-id'], name='glass_area'),
        ),
        migrations.AddIndex(
            model_name='glasslook',
            index=models.Index(fields=['-looked_at', '-id'], name='glass_when'),
        ),
        migrations.AddIndex(
            model_name='glasslook',
            index=models.Index(fields=['user_id', '-looked_at'], name='glass_user'),
        ),
        Wall("registry_glasslook", households="household_id", or_user="user_id"),
        Revoke("registry_glasslook", "INSERT", "DELETE"),
        Wall("registry_savedview", wall="user"),
        Definer(
            "registry_break_glass",
            arguments="by_token bytea, by_number text, why_code text, why text, minutes int, at timestamptz",
            returns="SETOF uuid",
            body=BREAK,
        ),
        Audited("registry_glasslook"),
        Audited("registry_savedview"),
    ]
