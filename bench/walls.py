"""Wall two against the same condition written by hand, at three scopes. The size counts persons."""

from functools import partial

from django.db import connections, transaction

from bench.timing import HEAD, peak, race
from mingbai.kit.rls import Wall
from mingbai.kit.scope import ActingPost, entered, range_of

SIZE = 1_000_000
TIMES = 100
COUNTY, TOWN, VILLAGE = "411726000000", "411726110000", "411726110208"
TABLE = """
    CREATE TABLE bench_person (
        id bigint PRIMARY KEY, area_code varchar(12) COLLATE "C" NOT NULL,
        town_code varchar(12) COLLATE "C" NOT NULL, name text, note text, updated timestamptz NOT NULL)"""
ROWS = """
    INSERT INTO bench_person
    SELECT n, '411726' || 100 + n %% 22 || 200 + (n / 22) %% 16, '411726' || 100 + n %% 22 || '000',
           'name ' || n, repeat('x', 80), timestamptz '2020-01-01' + n * interval '7 seconds'
      FROM (SELECT (i * 7919::bigint) %% %s AS n FROM generate_series(1, %s) i) shuffled
        ON CONFLICT DO NOTHING"""
INDEXES = (
    "CREATE INDEX ON bench_person (area_code, updated DESC, id DESC)",
    "CREATE INDEX ON bench_person (town_code, updated DESC, id DESC)",
    "CREATE INDEX ON bench_person (updated DESC, id DESC)",
)
# What wall one adds at each scope, besides the range: it lets an index serve the order.
NARROWED = {
    COUNTY: "",
    TOWN: f"town_code = '{TOWN}'",
    VILLAGE: f"area_code = '{VILLAGE}'",
}
NAMES = {COUNTY: "county", TOWN: "township", VILLAGE: "village"}
PAGE = "SELECT id, name, note FROM bench_person {where} ORDER BY updated DESC, id DESC LIMIT 50"
COUNT = "SELECT count(*) FROM bench_person {where}"
CAPPED = "SELECT count(*) FROM (SELECT 1 FROM bench_person {where} LIMIT 10001) capped"


def run(size: int) -> None:
    """Measure and print."""
    lay(size)
    print(HEAD)
    for area in (VILLAGE, TOWN, COUNTY):
        for what, query in (("50-row page", PAGE), ("exact count", COUNT), ("count up to 10,001", CAPPED)):
            ours, plain = partial(walled, area, query), partial(by_hand, area, query)
            assert ours() == plain()
            times = TIMES if what != "exact count" else TIMES // 5
            print(race(ours, plain, times=times).line(f"{NAMES[area]}: {what}"))
    print(peak())


def lay(size: int) -> None:
    """The table with its wall."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(ROWS, [size, size])
        for statement in (*INDEXES, *Wall("bench_person").forwards()):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE bench_person")


def walled(area: str, query: str) -> list[tuple[object, ...]]:
    """As the program asks: the scope is entered, the range is the wall's affair."""
    lo, hi = range_of(area)
    post = ActingPost(1, 1, "county_office", "", area, lo, hi, lo, hi)
    with entered(post):
        return _asked("default", query.format(where=_where(NARROWED[area])))


def by_hand(area: str, query: str) -> list[tuple[object, ...]]:
    """As the owner, whom no wall stops, with the range written into the query."""
    lo, hi = range_of(area)
    written = _where(f"area_code >= '{lo}'", f"area_code < '{hi}'", NARROWED[area])
    return _asked("owner", query.format(where=written))


def _where(*conditions: str) -> str:
    given = [condition for condition in conditions if condition]
    return f"WHERE {' AND '.join(given)}" if given else ""


def _asked(alias: str, query: str) -> list[tuple[object, ...]]:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(query)
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows
