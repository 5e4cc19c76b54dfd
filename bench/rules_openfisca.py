"""The part that OpenFisca can express: the conditions, on facts that DuckDB has joined for it.

It reads no Parquet, joins no tables and knows no unknown: of each fact that may be missing it is told whether it
is there, codes are numbers, and how many cannot be told stays untold. AGPL: measured beside the program only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules_spec import CODES, Bench, Outcome, Test
from bench.rules_sql import WIDE

PERIOD = "2020-11"
OPS: dict[str, Callable[[Any, object], Any]] = {
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
    "=": np.equal,
    "<>": np.not_equal,
    "is": np.equal,
}


def named(column: str) -> str:
    """A variable's name."""
    return column.replace(".", "_")


def read(rules: list[Bench], data: Path) -> dict[str, np.ndarray]:
    """Each column that some rule names, and `<column>_known` beside it; the keys as `person_no`."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 2; SET enable_progress_bar = false")
    connection.execute(WIDE.format(data))
    parts = ["person_no"]
    for column in dict.fromkeys(test.column for rule in rules for test in rule.tests):
        value = f'"{column}"'
        if column in CODES:
            value = f"list_position({list(CODES[column])}, {value})"
        parts.append(f"coalesce({value}::BIGINT, 0) AS {named(column)}")
        parts.append(f'"{column}" IS NOT NULL AS {named(column)}_known')
    return connection.execute(f"SELECT {', '.join(parts)} FROM facts").fetchnumpy()


def answered(person: Any, test: Test, period: Any) -> Any:
    """Whether the test is known to be true."""
    value = test.value
    if test.column in CODES:
        value = CODES[test.column].index(str(value)) + 1
    name = named(test.column)
    return OPS[test.op](person(name, period), value) & person(f"{name}_known", period)


def formula(rule: Bench) -> Callable[..., Any]:
    """The rule as OpenFisca calls it."""
    return lambda person, period: reduce(and_, (answered(person, test, period) for test in rule.tests))


def system(rules: list[Bench], columns: dict[str, np.ndarray]) -> TaxBenefitSystem:
    """Variables for the facts and the rules."""
    entity = Entity("person", "persons", "", "")
    made = TaxBenefitSystem([entity])
    shared = {"entity": entity, "definition_period": MONTH}
    for name, column in columns.items():
        # its whole numbers have 32 bits: fen of a household that was ill would not fit
        kind = bool if column.dtype == bool else float if np.abs(column).max(initial=0) > 2**24 else int
        made.add_variable(type(name, (Variable,), {**shared, "value_type": kind}))
    for rule in rules:
        body = {**shared, "value_type": bool, "formula": formula(rule)}
        made.add_variable(type(rule.code, (Variable,), body))
    return made


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs; no counts of the unknown."""
    columns = read(rules, data)
    keys = columns.pop("person_no")
    clock("load, join (DuckDB)")
    simulation = SimulationBuilder().build_default_simulation(system(rules, columns), len(keys))
    for name, column in columns.items():
        simulation.set_input(name, PERIOD, column)
    clock("set up")
    hits = [keys[simulation.calculate(rule.code, PERIOD)] for rule in rules]
    clock("conditions, hits")
    checksum = sum(int(found.sum()) * (number + 1) for number, found in enumerate(hits))
    return Outcome(sum(map(len, hits)), checksum, None)
