"""The findings' pages through the whole stack, against the bare SQL.

As registry_pages: server time in one process, middleware and rendering included; the plain way asks the same
rows as the owner and shows nothing. The size counts findings: half a million about a hundred thousand households,
of sixty rules, one in eight still new, the others sent, answered and settled. Aims: median 20 ms, 95th of a hundred
60 ms; the desk of sending by township, which counts everything open, 250 ms.
"""

import time
from functools import partial

from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from bench.raced_pages import Pages, asked, far, narrowed, plain, post_at, raced, somebody, today, within
from bench.timing import peak
from mingbai.kit.scope import entered
from mingbai.org.actions import areas
from mingbai.org.queries.founder import founder
from tests.factories import county, population

SIZE = 500_000
EACH = 5  # findings of one household
TABLES = ("finding", "tally", "toidentify")
FINDINGS = """
INSERT INTO screening_finding (area_code, key, source, kind, rule, period, subject_kind, subject_no, household_id, name,
    head_name, title, title_en, reason, reason_en, grounds, severity, document, owner, line, restricted, edition,
    holds, found_at, state, due, sent_by, urged, tried, extended, wished_why, verdict, answered_at, answered_by,
    answer, version)
SELECT h.area_code, gen_random_uuid(), 'rule', (ARRAY['risk', 'exclusion', 'due', 'undue', 'quality'])[1 + n %% 5],
       'R' || lpad((n %% 60)::text, 2, '0'), '', 'household', 'N' || h.id || '-' || n, h.id, h.head_name, h.head_name,
       '住院自付过高', 'High self-payment', '本年住院自付6,000元，达到预警线5,000元。', '', '[]', 'warning', 'P1', '',
       (ARRAY['medical_insurance', 'registration', 'social_assistance', 'housing'])[1 + n %% 4], n %% 5 = 1, '', true,
       timestamptz '2020-11-30' - (random() * 300)::int * interval '1 day', s.state,
       date '2020-11-20' + (random() * 30)::int, '', 0, 0, 0, '', s.verdict,
       CASE WHEN s.verdict <> '' THEN timestamptz '2020-11-01' + random() * interval '29 days' END, '', '{}', 1
  FROM registry_household h CROSS JOIN generate_series(1, %(each)s) AS k
 CROSS JOIN LATERAL (SELECT (h.id * 7 + k * 13)::int AS n) x
 CROSS JOIN LATERAL (SELECT (ARRAY['new', 'sent', 'true', 'false', 'false', 'closed', 'closed', 'closed'])[1 + n %% 8]
                                AS state,
                            (ARRAY['', '', 'true', 'false', 'false', 'true', 'false', 'false'])[1 + n %% 8]
                                AS verdict) s
"""
TALLIES = """
INSERT INTO screening_tally (area_code, rule, month, line, restricted, title, title_en, confirmed, denied)
SELECT area_code, rule, date_trunc('month', answered_at)::date, line, restricted, max(title), max(title_en),
       count(*) FILTER (WHERE verdict = 'true'), count(*) FILTER (WHERE verdict = 'false')
  FROM screening_finding WHERE verdict <> '' GROUP BY 1, 2, 3, 4, 5
"""
LIST = "SELECT * FROM screening_finding WHERE {where} ORDER BY found_at DESC, id DESC LIMIT 51"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM screening_finding WHERE {where} LIMIT 10001) capped"
TOWNS = """SELECT town_code, count(*) FILTER (WHERE state = 'new'), count(*) FILTER (WHERE state = 'sent'),
                  count(*) FILTER (WHERE state = 'sent' AND due < '2020-11-30')
             FROM screening_finding WHERE {where} AND state IN ('new', 'sent') GROUP BY 1"""
RATES = """SELECT rule, sum(confirmed), sum(denied) FROM screening_tally WHERE {where} GROUP BY 1"""
DESK_MS = 250.0
KINDS = ("county_office_officer", "township_officer", "group_leader")


def run(size: int) -> None:
    """Lay the findings, then race every page at three scopes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    lay(size)
    raced(pages, {"desk": DESK_MS})
    print(peak())


def lay(size: int) -> None:
    """Households, and findings about them, written by the owner past the audit, with fresh statistics."""
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=county.AT)
    begun = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT code FROM org_area WHERE level = 'village' AND NOT statistical ORDER BY code")
        villages = [code for (code,) in cursor.fetchall()]
        with population.unaudited(cursor), transaction.atomic(using="owner"):
            population.erase(cursor)  # what another measurement of the same run laid
            population.lay(cursor, people=size // EACH * 3, villages=villages)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE screening_{table} DISABLE TRIGGER USER")
        cursor.execute(FINDINGS, {"each": EACH})
        cursor.execute(TALLIES)
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE screening_{table}")
        cursor.execute("VACUUM ANALYZE registry_household")
        cursor.execute("SELECT count(*) FROM screening_finding")
        count = cursor.fetchone()[0]
    print(f"{count:,} findings laid in {time.perf_counter() - begun:.0f} s")


def pages(area: str) -> Pages:
    """What is measured at one scope: its name, through the program, bare."""
    where, acting = within(area), post_at(area, KINDS, {"export", "reveal"})
    client = Client(acting=acting)
    got, bare = partial(asked, client), partial(plain, where)
    filtered = partial(narrowed, where, LIST, COUNT)
    address = "/screening/findings/"
    found: Pages = [
        ("list", got(address), bare(LIST, COUNT)),
        ("list of the new", got(f"{address}?state=new"), filtered("state = 'new'")),
        (
            "list of risks, sent",
            got(f"{address}?kind=risk&state=sent"),
            filtered("kind = 'risk' AND state = 'sent'"),
        ),
        ("list of one rule", got(f"{address}?rule=R07"), filtered("rule = 'R07'")),
        ("list of the late", got(f"{address}?late=1"), filtered("state = 'sent' AND due < '2020-11-30'")),
        ("page far into the list", got(far(client, address)), bare(LIST, COUNT)),
        ("a finding", got(f"{address}{somebody('screening_finding', where)}"), bare("SELECT 1")),
        ("rates of the rules", got("/screening/rates"), bare(RATES)),
        ("desk of sending", got("/screening/towns"), bare(TOWNS)),
        ("desk: what Today asks", partial(today, acting), bare(TOWNS)),
    ]
    if not area.endswith("000"):
        found[-2:] = [("desk of the verifier", got("/screening/mine/"), bare(LIST, COUNT))]
    return found
