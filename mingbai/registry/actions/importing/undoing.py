"""The way back from a merge, as long as nothing stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mingbai.kit import vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import today, tokens
from mingbai.registry.actions.importing.checking import Plain, Steps
from mingbai.registry.actions.importing.columns import listed, stored
from mingbai.registry.actions.importing.merging import parameters, touched
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.flow import importing as flow
from mingbai.registry.models import (
    Household,
    HouseholdGround,
    HouseholdState,
    ImportBatch,
    ImportTrace,
    IncomeStatement,
    Membership,
    Person,
    PersonState,
    VillageProfile,
)
from mingbai.registry.states import ImportState

SHOWN = 5
NEW_PERSONS = "SELECT person_id FROM registry_importperson WHERE batch_id = %(batch)s AND verdict = 'new'"
NEW_HOMES = "SELECT household_id FROM registry_importhousehold WHERE batch_id = %(batch)s AND verdict = 'new'"
LATER = f"""
SELECT h.head_name, h.number, s.happened_at, s.post_label
  FROM kit_step s JOIN registry_household h ON h.id = s.subject_id
 WHERE s.id > %(seen)s AND s.subject_type = 'registry.household'
   AND (h.id = ANY (%(homes)s) OR h.id IN ({NEW_HOMES}))
UNION ALL
SELECT p.name, p.number, s.happened_at, s.post_label
  FROM kit_step s JOIN registry_person p ON p.id = s.subject_id
 WHERE s.id > %(seen)s AND s.subject_type = 'registry.person' AND p.id IN (
       SELECT person_id FROM registry_importperson WHERE batch_id = %(batch)s
           AND verdict IN ('new', 'changed'))
UNION ALL
SELECT f.head_name, f.number, z.taken_at, z.taken_by
  FROM registry_frozenhousehold f JOIN registry_freeze z ON z.id = f.freeze_id
 WHERE f.household_id IN ({NEW_HOMES})
 ORDER BY 3 LIMIT 1000
"""
OF_NEW = (
    f"DELETE FROM registry_searchtoken WHERE person_id IN ({NEW_PERSONS})",
    f"DELETE FROM registry_membership WHERE person_id IN ({NEW_PERSONS})",
    f"DELETE FROM registry_personstate WHERE person_id IN ({NEW_PERSONS})",
    f"DELETE FROM registry_person WHERE id IN ({NEW_PERSONS})",
    f"DELETE FROM registry_residence WHERE household_id IN ({NEW_HOMES})",
    f"DELETE FROM registry_householdstate WHERE household_id IN ({NEW_HOMES})",
    f"DELETE FROM registry_incomestatement WHERE household_id IN ({NEW_HOMES})",
    f"DELETE FROM registry_householdground WHERE household_id IN ({NEW_HOMES})",
    f"DELETE FROM registry_household WHERE id IN ({NEW_HOMES})",
    """DELETE FROM registry_villageprofile v USING registry_importvillage w
        WHERE w.batch_id = %(batch)s AND w.verdict = 'new' AND v.area_code = w.area_code
        AND v.year = w.year""",
)
MADE = (
    "registry_membership", "registry_personstate", "registry_householdstate", "registry_incomestatement",
    "registry_householdground", "registry_formernumber",
)  # fmt: skip
UNMADE = """
DELETE FROM {table} WHERE id IN (
    SELECT row_id FROM registry_importtrace WHERE batch_id = %(batch)s AND "table" = '{table}'
        AND before IS NULL)
"""
STEP_DOWN = """
UPDATE registry_person r SET relation = 'other' FROM registry_importtrace t
 WHERE t.batch_id = %(batch)s AND t."table" = 'registry_person' AND t.row_id = r.id AND r.relation = 'head'
   AND t.before ->> 'relation' <> 'head'
"""
RESTORED = (
    Household,
    Person,
    Membership,
    HouseholdState,
    PersonState,
    IncomeStatement,
    HouseholdGround,
    VillageProfile,
)
RESTORE = """
UPDATE {table} r SET ({columns}) = (SELECT {values} FROM jsonb_populate_record(NULL::{table}, t.before) b)
  FROM registry_importtrace t
 WHERE t.batch_id = %(batch)s AND t."table" = '{table}' AND t.row_id = r.id AND t.before IS NOT NULL
"""
SEALED = """
SELECT unnest(CASE WHEN verdict = 'new' OR changes ? 'id_no' THEN ARRAY[id_vault] ELSE '{}' END
           || CASE WHEN verdict = 'new' OR changes ? 'phone' THEN ARRAY[phone_vault] ELSE '{}' END)
  FROM registry_importperson WHERE batch_id = %(batch)s AND verdict IN ('new', 'changed')
UNION ALL
SELECT unnest(CASE WHEN verdict = 'new' OR changes ? 'phone' THEN ARRAY[phone_vault] ELSE '{}' END
           || CASE WHEN verdict = 'new' OR changes ? 'account' THEN ARRAY[account_vault] ELSE '{}' END)
  FROM registry_importhousehold WHERE batch_id = %(batch)s AND verdict IN ('new', 'changed')
"""
RENAMED = """
SELECT person_id FROM registry_importperson
 WHERE batch_id = %(batch)s AND verdict = 'changed' AND (changes ? 'name' OR changes ? 'phone')
"""
STEPS = """
INSERT INTO kit_step (area_code, realm, subject_type, subject_id, post_id, user_id, post_label,
    happened_at, move,
                      source, target, note, detail)
SELECT area_code, 'ledger', 'registry.household', id, %(post)s, %(user)s, %(label)s, %(at)s,
    'import_undone', 'here',
       'here', %(note)s, jsonb_build_object('import', %(key)s::text)
  FROM registry_household WHERE id = ANY (%(homes)s)
"""


@dataclass(frozen=True, slots=True)
class Later:
    """Something that was done on top of a merge: to whom, when, by which post."""

    name: str
    number: str
    at: datetime
    by: str


class BuiltUpon(Refused):
    """Later decisions or lists rest on what the merge brought; ``later`` names them."""

    code = "built_upon"

    def __init__(self, later: list[Later]) -> None:
        self.later = later
        some = "；".join(
            f"{each.name} {each.number}（{each.at:%Y-%m-%d}，{each.by}）" for each in later[:SHOWN]
        )
        sentence = ngettext(
            "Something builds on this merge: %(some)s. It cannot be undone.",
            "%(n)s things build on this merge, among them %(some)s. It cannot be undone.",
            len(later),
        )
        super().__init__(sentence % {"n": len(later), "some": some})


def built_upon(batch: ImportBatch) -> list[Later]:
    """What was done since on top of a merge, oldest first; at most a thousand."""
    with connection.cursor() as cursor:
        cursor.execute(LATER, {"batch": batch.pk, "seen": batch.seen_step, "homes": touched(batch)})
        return [Later(*row) for row in cursor.fetchall()]


def take_back(*, batch: ImportBatch, by: ActingPost, at: datetime, steps: Steps | None = None) -> ImportBatch:
    """Undo a merge wholly or not at all. Raises BuiltUpon."""
    going = steps or Plain()
    with going.step():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != ImportState.UNDOING:
            return batch
        if later := built_upon(batch):
            raise BuiltUpon(later)
        try:
            _take_back(batch, by=by, at=at)
        except IntegrityError as error:
            raise Refused(SOMEWHERE) from error
        flow.take(subject=batch, move="finish_undo", by=by, at=at)
    return batch


SOMEWHERE = _("Another part of the ledger builds on this merge. It cannot be undone.")


def _take_back(batch: ImportBatch, *, by: ActingPost, at: datetime) -> None:
    homes = touched(batch)
    given = {**parameters(batch, by=by, at=at), "homes": homes}
    with connection.cursor() as cursor:
        cursor.execute(SEALED, given)
        sealed = [id_ for (id_,) in cursor.fetchall() if id_ is not None]
        for table in MADE:
            cursor.execute(UNMADE.format(table=table), given)
        cursor.execute(STEP_DOWN, given)
        for model in RESTORED:
            cursor.execute(_restore(model), given)
        for statement in OF_NEW:
            cursor.execute(statement, given)
        cursor.execute(RENAMED, given)
        tokens.index([id_ for (id_,) in cursor.fetchall()])
        cursor.execute(STEPS, given)
    if sealed:
        vault.erase(sealed, by=by, at=at)
    today.refresh(households=homes, at=at)
    ImportTrace.objects.filter(batch=batch).delete()


def _restore(model: type) -> str:
    """The row as it stood; a version only ever grows."""
    columns = stored(model, without=frozenset({"id", "version"}))
    versions = [field.column for field in model._meta.concrete_fields if field.column == "version"]  # type: ignore[attr-defined]
    values = listed(columns, "b") + ", r.version + 1" * len(versions)
    return RESTORE.format(
        table=model._meta.db_table,  # type: ignore[attr-defined]
        columns=listed([*columns, *versions]),
        values=values,
    )
