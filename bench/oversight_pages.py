"""The problem ledger, results and month freezing through the whole stack, against the bare SQL.

As registry_pages: server time in one process, middleware and rendering included; the plain way asks the same
rows as the owner and shows nothing. The size counts problems: two hundred thousand of a year, of every village,
with four score entries each on 5,000 cadres, 354 villages and the departments, and as many households checked.
Aims: median 20 ms, 95th of a hundred 60 ms; pages that sum the whole ledger (rectification, team results) 250 ms.
Freezing a month is a job with progress: its time stands below, with that of the bare sums.
"""

import time
from dataclasses import replace
from datetime import date
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from bench.raced_pages import Pages, asked, far, narrowed, plain, post_at, raced, somebody, today, within
from bench.timing import peak
from mingbai.demo import people, staff
from mingbai.kit.scope import entered
from mingbai.org.actions import areas
from mingbai.org.models import Post, Posting
from mingbai.org.queries.founder import founder
from mingbai.oversight.actions import freezing
from mingbai.oversight.models import Period
from mingbai.oversight.states import PeriodKind
from tests.factories import county

SIZE = 200_000
CADRES = 5_000
SUM_MS = 250.0
OCTOBER = date(2020, 10, 1)
KINDS = ("county_office_head", "township_head", "village_cadre")
TABLES = ("problem", "scoreentry", "exposure")
PROBLEMS = """
INSERT INTO oversight_problem (area_code, key, number, source, about, category, severity, subject_no, name, title,
    fact, requirement, document, owner, line, team, found_on, found_by, listed_at, on_the_spot, measure, state,
    deadline, due, rectified_on, closed_on, recheck_on, signers, returned, reopened, extended, urged, raised_above,
    instruction, version)
SELECT v.code, gen_random_uuid(), 'B-' || n, (ARRAY['county_team', 'comparison', 'self'])[1 + n %% 3], 'village',
       (ARRAY['data', 'policy', 'identification', 'project'])[1 + n %% 4],
       (ARRAY['minor', 'minor', 'moderate', 'serious'])[1 + n %% 4], '', '某户' || n, '明白卡未填', '两户未填', '', '',
       (ARRAY['medical_insurance_bureau', 'civil_affairs', ''])[1 + n %% 3],
       (ARRAY['medical_insurance', 'social_assistance', ''])[1 + n %% 3], 'inspection_team_' || (1 + n %% 6),
       d.day, '督查', d.day + interval '9 hours', false, '已补', s.state, d.day + 10,
       CASE WHEN s.state NOT IN ('closed', 'withdrawn') THEN d.day + 10 END,
       CASE WHEN s.state NOT IN ('listed', 'assigned') THEN d.day + 5 + n %% 9 END,
       CASE WHEN s.state = 'closed' THEN d.day + 20 END, NULL, '{}', n %% 11 / 10, 0, 0, 0, false, '', 1
  FROM generate_series(1, %(size)s) AS n
 CROSS JOIN LATERAL (SELECT (%(villages)s::text[])[1 + n %% %(count)s] AS code) v
 CROSS JOIN LATERAL (SELECT date '2019-12-01' + (n * 7919 %% 360) AS day) d
 CROSS JOIN LATERAL (SELECT CASE WHEN d.day < date '2020-10-15' AND n %% 50 > 0 THEN 'closed' ELSE
       (ARRAY['listed', 'assigned', 'assigned', 'rectified', 'checked', 'signed', 'verified'])[1 + n %% 7] END
       AS state) s
"""
SUBJECTS = """LATERAL (VALUES ('village', p.area_code, '', 1.0), ('unit', 'civil_affairs', '', 0.3),
              ('person', (%(cadres)s::text[])[1 + p.id %% %(count)s], 'helper', 1.0),
              ('person', (%(cadres)s::text[])[1 + (p.id * 31) %% %(count)s], 'village_cadre', 0.6))
              AS s(subject, no, kind, share)"""
ENTRIES = f"""
INSERT INTO oversight_scoreentry (area_code, subject, subject_no, post_kind, role, problem_id, points, bonus, month, posted,
    formula, edition, inputs, why, at, by)
SELECT p.area_code, s.subject, s.no, s.kind, '', p.id, s.share, 0, date_trunc('month', p.found_on)::date,
       date_trunc('month', p.found_on)::date, 'e*share', '', '{{}}', 'assign', p.listed_at, '机器'
  FROM oversight_problem p CROSS JOIN {SUBJECTS}
"""
CHECKS = f"""
INSERT INTO oversight_exposure (area_code, subject, subject_no, post_kind, inspected, month)
SELECT p.area_code, s.subject, s.no, s.kind, p.id, date_trunc('month', p.found_on)::date
  FROM oversight_problem p CROSS JOIN {SUBJECTS} ON CONFLICT DO NOTHING
"""
LIST = "SELECT * FROM oversight_problem WHERE {where} ORDER BY listed_at DESC, id DESC LIMIT 51"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM oversight_problem WHERE {where} LIMIT 10001) capped"
GROUPS = """SELECT town_code, count(*), count(*) FILTER (WHERE state = 'assigned' AND due < '2020-11-30')
              FROM oversight_problem WHERE {where} AND state <> 'withdrawn' GROUP BY 1"""
WAITING = """SELECT * FROM oversight_problem WHERE {where} AND state IN ('assigned', 'rectified', 'verified')
              ORDER BY due, id LIMIT 200"""
SUMS = """SELECT subject, subject_no, sum(points) FROM oversight_scoreentry WHERE posted = '2020-10-01'
           GROUP BY 1, 2"""
CHECKED = """SELECT subject, subject_no, count(*) FROM oversight_exposure WHERE month = '2020-10-01' GROUP BY 1, 2"""


def run(size: int) -> None:
    """Lay a year of problems, race every page at three scopes, then freeze a month."""
    call_command("collectstatic", interactive=False, verbosity=0)
    scoring = replace(settings.HOME.config, era="2016-2020", clock="2020-11-30")
    settings.HOME = replace(settings.HOME, config=scoring)
    lay(size)
    raced(pages, {"sums": SUM_MS})
    _freeze()
    print(peak())


def lay(size: int) -> None:
    """A county's cadres; problems, entries and checks, written by the owner past the audit; fresh statistics."""
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=county.AT)
        staff.load(by=founder(), at=county.AT - people.OPENED)
        _helpers(CADRES - Posting.objects.count())
        cadres = [str(pk) for pk in Posting.objects.values_list("user", flat=True)]
    begun = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT code FROM org_area WHERE level = 'village' AND NOT statistical ORDER BY code")
        villages = [code for (code,) in cursor.fetchall()]
        for table in TABLES:
            cursor.execute(f"ALTER TABLE oversight_{table} DISABLE TRIGGER USER")
        cursor.execute(PROBLEMS, {"size": size, "villages": villages, "count": len(villages)})
        for rows in (ENTRIES, CHECKS):
            cursor.execute(rows, {"cadres": cadres, "count": len(cadres)})
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE oversight_{table}")
        cursor.execute("SELECT count(*) FROM oversight_scoreentry")
        count = cursor.fetchone()[0]
    took = time.perf_counter() - begun
    print(f"{size:,} problems, {count:,} entries on {len(cadres):,} cadres laid in {took:.0f} s")


def _helpers(count: int) -> None:
    """So many more who help households, village after village."""
    posts = list(Post.objects.filter(kind=staff.HELPER).select_related("unit").order_by("code"))
    more = [posts[number % len(posts)] for number in range(count)]
    staff.appoint(more, first=staff.cadres(), by=founder(), at=county.AT - people.OPENED)


def pages(area: str) -> Pages:
    """What is measured at one scope: its name, through the program, bare."""
    where, acting = within(area), post_at(area, KINDS, {"export"})
    client = Client(acting=acting)
    got, bare = partial(asked, client), partial(plain, where)
    filtered = partial(narrowed, where, LIST, COUNT)
    address = "/oversight/problems/"
    return [
        ("list", got(address), bare(LIST, COUNT)),
        ("list of the assigned", got(f"{address}?state=assigned"), filtered("state = 'assigned'")),
        ("list of a kind", got(f"{address}?category=project"), filtered("category = 'project'")),
        ("page far into the list", got(far(client, address)), bare(LIST, COUNT)),
        ("a problem", got(f"{address}{somebody('oversight_problem', where)}"), bare("SELECT 1")),
        ("what Today asks", partial(today, acting), bare(WAITING)),
        ("my result", got("/oversight/mine"), bare("SELECT 1")),
        ("sums by township", got("/oversight/rectification"), bare(GROUPS)),
        ("sums by village", got("/oversight/rectification?by=village"), bare(GROUPS)),
    ]


def _freeze() -> None:
    """The month's job, and the bare sums of its entries and checks."""
    by = post_at(county.COUNTY, KINDS, set())
    begun = time.perf_counter()
    with entered(by), transaction.atomic():
        rows = freezing.freeze(
            period=Period.of(PeriodKind.MONTH, OCTOBER), by=by, at=county.AT
        ).scores.count()
        ours = time.perf_counter() - begun
        transaction.set_rollback(True)
    begun = time.perf_counter()
    plain("", SUMS, CHECKED)()
    bare = time.perf_counter() - begun
    print(
        f"freezing a month: {rows:,} results in {ours:.1f} s; bare sums {bare:.2f} s ({ours / bare:.0f} times)"
    )
