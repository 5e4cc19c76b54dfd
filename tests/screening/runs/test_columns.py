"""Column by column: what the ledger gives to the rules is what the national export gives them headless."""

import polars as pl
import pytest
from django.db import transaction

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.registry.models import Household
from mingbai.screening.models import Run
from mingbai.screening.queries import facts

pytestmark = pytest.mark.timeout(900)

TOKENS = {"phone", "account", "id_token"}
KEYS = {"household": "household_no", "person": "person_no"}


@pytest.mark.parametrize("table", ["household", "person"])
def test_registered_people_are_the_same_in_every_column(ran, table):
    key = KEYS[table]
    headless = pl.read_parquet(ran.tables / f"{table}.parquet")
    homes = pl.read_parquet(ran.tables / "household.parquet").filter("registered").select("household_no")
    registered = headless.join(homes, on="household_no", how="semi")[key]
    assert len(registered) > 20
    headless = headless.filter(pl.col(key).is_in(registered.implode())).sort(key)
    with entered(machine()), transaction.atomic(), facts.opened(Run.objects.order_by("id").last()) as kept:
        ours = pl.read_parquet(kept[table]).filter(pl.col(key).is_in(registered.implode())).sort(key)
        in_ledger = list(Household.objects.filter(registered=True).values_list("number", flat=True))
    # Last year's income of a household that the ledger has never taken is nowhere in it.
    headless = headless.with_columns(
        pl.when(pl.col("household_no").is_in(in_ledger)).then(name).alias(name)
        for name in {"net_per_capita_before"} & set(headless.columns)
    )
    assert ours[key].to_list() == headless[key].to_list()
    assert different(ours, headless, key) == {}


def different(ours: pl.DataFrame, headless: pl.DataFrame, key: str) -> dict[str, list[tuple[object, ...]]]:
    """Cells that are not the same, by column."""
    columns = [name for name in headless.columns if name not in {*TOKENS, key}]
    found = {
        name: ours.filter(ours[name].ne_missing(headless[name])).select(key, name).rows() for name in columns
    }
    return {name: rows for name, rows in found.items() if rows}


@pytest.mark.parametrize(
    ("table", "token"), [("household", "phone"), ("household", "account"), ("person", "id_token")]
)
def test_tokens_stand_for_the_same(ran, table, token):
    key = KEYS[table]
    headless = pl.read_parquet(ran.tables / f"{table}.parquet", columns=[key, token])
    with entered(machine()), transaction.atomic(), facts.opened(Run.objects.order_by("id").last()) as kept:
        ours = pl.read_parquet(kept[table], columns=[key, token])
    both = ours.join(headless, on=key, suffix="_headless")
    assert both[token].is_null().to_list() == both[f"{token}_headless"].is_null().to_list()
    pairs = both.drop_nulls().select(token, f"{token}_headless").unique()
    assert pairs[token].n_unique() == pairs[f"{token}_headless"].n_unique() == len(pairs)
