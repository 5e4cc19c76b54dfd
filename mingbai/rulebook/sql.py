"""Terms as SQL text, every function expanded by hand. What differs between engines is in subclasses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from mingbai.rulebook.terms import Call, Cell, Constant, Term
from mingbai.rulebook.types import Type

Case = tuple[str, Mapping[str, str]]  # a test, and the columns of the row that it yields where it is true
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
PLAIN = {"=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "and", "or"}


class Sql:
    """Writes terms for one engine. Numbers are BIGINT, texts VARCHAR, three-valued throughout."""

    text = "VARCHAR"

    def name(self, identifier: str) -> str:
        """A quoted identifier."""
        return '"' + identifier.replace('"', '""') + '"'

    def kind(self, type_: Type) -> str:
        """The column type."""
        return {"bool": "BOOLEAN", "date": "DATE", "number": "BIGINT"}.get(type_.kind, self.text)

    def quote(self, text: str) -> str:
        """A text literal."""
        return "'" + text.replace("'", "''") + "'"

    def constant(self, value: object, type_: Type) -> str:
        """A literal; None is a NULL of the type."""
        if value is None:
            return f"CAST(NULL AS {self.kind(type_)})"
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, date):
            return f"DATE '{value.isoformat()}'"
        if isinstance(value, int):
            return f"CAST({value} AS BIGINT)"
        return self.quote(str(value))

    def of(self, term: Term) -> str:
        """The term as SQL."""
        if isinstance(term, Cell):
            return self.name(term.name)
        if isinstance(term, Constant):
            return self.constant(term.value, term.type)
        if not isinstance(term, Call):
            raise TypeError(f"not placed yet: {term}")
        if term.op == "in_codes":
            return self._in_codes(term)
        if term.op == "lookup":
            return self._lookup(term)
        args = [self.of(arg) for arg in term.args]
        if term.op in PLAIN:
            return f"({args[0]} {term.op.upper()} {args[1]})"
        expand: Callable[..., str] = getattr(self, f"do_{term.op}")
        return expand(*args)

    def _in_codes(self, term: Call) -> str:
        codes = term.args[1]
        if not isinstance(codes, Constant) or not isinstance(codes.value, tuple):
            return "CAST(NULL AS BOOLEAN)"
        listed = ", ".join(self.quote(str(code)) for code in codes.value)
        return f"({self.of(term.args[0])} IN ({listed}))"

    def _lookup(self, term: Call) -> str:
        table = term.args[0]
        if not isinstance(table, Constant) or not isinstance(table.value, tuple):
            return self.constant(None, term.type)
        pairs = [pair for pair in table.value if isinstance(pair, tuple)]
        whens = " ".join(f"WHEN {self.quote(str(k))} THEN CAST({v} AS BIGINT)" for k, v in pairs)
        return f"(CASE {self.of(term.args[1])} {whens} END)"

    def pairs(self, key: str, cases: Sequence[Case], table: str) -> str:
        """For each row, and each case whose test is true there, one row: the key and the case's columns."""
        return " UNION ALL ".join(
            f"SELECT {key}, {_listed(columns)} FROM {table} WHERE {test}" for test, columns in cases
        )

    def do_not(self, x: str) -> str:
        return f"(NOT {x})"

    def do_is_null(self, x: str) -> str:
        return f"({x} IS NULL)"

    def do_negative(self, x: str) -> str:
        return f"(-{x})"

    def do_rescale(self, x: str, power: str) -> str:
        return f"({x} * {power})"

    def do_abs(self, x: str) -> str:
        return f"abs({x})"

    def do_in(self, x: str, *listed: str) -> str:
        return f"({x} IN ({', '.join(listed)}))"

    def do_coalesce(self, *args: str) -> str:
        return f"coalesce({', '.join(args)})"

    def do_least(self, *args: str) -> str:
        return self._extreme("least", args)

    def do_greatest(self, *args: str) -> str:
        return self._extreme("greatest", args)

    def _extreme(self, op: str, args: tuple[str, ...]) -> str:
        # both engines skip NULLs here; to us one unknown makes the answer unknown
        known = " AND ".join(f"{arg} IS NOT NULL" for arg in args)
        return f"(CASE WHEN {known} THEN {op}({', '.join(args)}) END)"

    def do_case(self, *parts: str) -> str:
        # SQL would go on to the next branch when a condition is unknown
        pairs = [(parts[i], parts[i + 1]) for i in range(0, len(parts) - 1, 2)]
        whens = " ".join(f"WHEN {when} THEN {then} WHEN {when} IS NULL THEN NULL" for when, then in pairs)
        return f"(CASE {whens} ELSE {parts[-1]} END)"

    def do_divide(self, left: str, right: str, up: str, down: str, mode: str) -> str:
        top, bottom = f"abs({left} * {up})", f"nullif(abs({right} * {down}), 0)"
        whole = {
            "'half_up'": self.over(f"(2 * {top} + {bottom})", f"(2 * {bottom})"),
            "'down'": self.over(top, bottom),
            "'up'": self.over(f"({top} + {bottom} - 1)", bottom),
        }[mode]
        return f"(CASE WHEN ({left} < 0) <> ({right} < 0) THEN -1 ELSE 1 END * {whole})"

    def over(self, top: str, bottom: str) -> str:
        """Whole division of numbers that are not negative; NULL when bottom is."""
        return f"({top} // {bottom})"

    def do_year(self, x: str) -> str:
        return f"CAST(year({x}) AS BIGINT)"

    def do_month(self, x: str) -> str:
        return f"CAST(month({x}) AS BIGINT)"

    def do_day(self, x: str) -> str:
        return f"CAST(day({x}) AS BIGINT)"

    def do_month_end(self, x: str) -> str:
        return f"last_day({x})"

    def do_age_on(self, birth: str, day: str) -> str:
        before = f"(month({day}) * 100 + day({day}) < month({birth}) * 100 + day({birth}))"
        years = f"(year({day}) - year({birth}) - CASE WHEN {before} THEN 1 ELSE 0 END)"
        return f"(CASE WHEN {day} >= {birth} THEN CAST({years} AS BIGINT) END)"

    def do_full_months(self, start: str, end: str) -> str:
        months = f"(year({end}) - year({start})) * 12 + month({end}) - month({start})"
        # the day reached is start's, or the month's last when it has no such day
        short = f"least(day({start}), day(last_day({end}))) > day({end})"
        return f"CAST({months} - CASE WHEN {short} THEN 1 ELSE 0 END AS BIGINT)"

    def do_full_years(self, start: str, end: str) -> str:
        months = self.do_full_months(start, end)
        later, earlier = self.over(months, "12"), self.over(f"(11 - {months})", "12")
        return f"(CASE WHEN {months} >= 0 THEN {later} ELSE -{earlier} END)"

    def do_length(self, x: str) -> str:
        return f"CAST(length({x}) AS BIGINT)"

    def do_first(self, x: str, length: str) -> str:
        return f"left({x}, CAST({length} AS INT))"

    def do_id_check_ok(self, x: str) -> str:
        digits = self._digits(x)
        products = " + ".join(
            f"{self.over(digits, str(10 ** (16 - place)))} % 10 * {weight}"
            for place, weight in enumerate(WEIGHTS)
        )
        check = f"substring('10X98765432', CAST(({products}) % 11 + 1 AS INT), 1) = substring({x}, 18, 1)"
        whole = f"coalesce({self._shape(x)} AND {self._real(x)} AND {check}, FALSE)"
        return f"(CASE WHEN {x} IS NULL THEN NULL ELSE {whole} END)"

    def do_id_birth(self, x: str) -> str:
        year, month, day = self._birth(x)
        date_ = f"make_date(CAST({year} AS INT), CAST({month} AS INT), CAST({day} AS INT))"
        return f"(CASE WHEN {self._shape(x)} AND {self._real(x)} THEN {date_} END)"

    def do_id_sex(self, x: str) -> str:
        return (
            f"(CASE WHEN {self._shape(x)} THEN CASE WHEN {self._digits(x)} % 2 = 1 THEN '1' ELSE '2' END END)"
        )

    def _digits(self, x: str) -> str:
        return f"TRY_CAST(left({x}, 17) AS BIGINT)"

    def _birth(self, x: str) -> tuple[str, str, str]:
        digits = self._digits(x)
        return (
            f"({self.over(digits, '10000000')} % 10000)",
            f"({self.over(digits, '100000')} % 100)",
            f"({self.over(digits, '1000')} % 100)",
        )

    def _real(self, x: str) -> str:
        year, month, day = self._birth(x)
        leap = f"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)"
        last = (
            f"CASE WHEN {month} = 2 THEN CASE WHEN {leap} THEN 29 ELSE 28 END"
            f" WHEN {month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END"
        )
        return f"({year} >= 1900 AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND {last})"

    def _shape(self, x: str) -> str:
        raise NotImplementedError

    def try_cast_text(self, x: str) -> str:
        """Any value as text."""
        return f"CAST({x} AS {self.text})"


def _listed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{written} AS {name}" for name, written in columns.items())


class DuckSql(Sql):
    """DuckDB 2."""

    def do_between_days(self, start: str, end: str) -> str:
        return f"CAST({end} - {start} AS BIGINT)"

    def do_add_days(self, day: str, by: str) -> str:
        return f"({day} + CAST({by} AS INTEGER))"

    def do_add_months(self, day: str, by: str) -> str:
        return f"CAST({day} + to_months(CAST({by} AS INTEGER)) AS DATE)"

    def do_month_start(self, x: str) -> str:
        return f"CAST(date_trunc('month', {x}) AS DATE)"

    def do_starts_with(self, x: str, start: str) -> str:
        return f"starts_with({x}, {start})"

    def _shape(self, x: str) -> str:
        return f"regexp_full_match({x}, '[0-9]{{17}}[0-9X]')"


class SparkSql(Sql):
    """Spark 4 with ANSI arithmetic (its default): an overflow is an error, as in DuckDB."""

    text = "STRING"

    def name(self, identifier: str) -> str:
        return "`" + identifier.replace("`", "``") + "`"

    def quote(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"

    def pairs(self, key: str, cases: Sequence[Case], table: str) -> str:
        # in one pass: a union of so many queries takes Spark longer to plan than to answer
        whens = ", ".join(f"CASE WHEN {test} THEN struct({_listed(columns)}) END" for test, columns in cases)
        return f"SELECT {key}, inline(array_compact(array({whens}))) FROM {table}"

    def over(self, top: str, bottom: str) -> str:
        return f"({top} div {bottom})"

    def do_between_days(self, start: str, end: str) -> str:
        return f"CAST(datediff({end}, {start}) AS BIGINT)"

    def do_add_days(self, day: str, by: str) -> str:
        return f"date_add({day}, CAST({by} AS INT))"

    def do_add_months(self, day: str, by: str) -> str:
        return f"add_months({day}, CAST({by} AS INT))"

    def do_month_start(self, x: str) -> str:
        return f"CAST(trunc({x}, 'MM') AS DATE)"

    def do_starts_with(self, x: str, start: str) -> str:
        return f"startswith({x}, {start})"

    def _shape(self, x: str) -> str:
        # Java's $ would also match before a last line break, so the length is asked too
        return f"({x} RLIKE '^[0-9]{{17}}[0-9X]$' AND length({x}) = 18)"
