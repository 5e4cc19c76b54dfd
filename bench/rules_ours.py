"""The rule book: YAML in; hit pairs, counts and kept facts out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.rules_spec import AS_OF, CODES, MONEY, Bench, Outcome, Test
from mingbai.rulebook.book import Book
from mingbai.rulebook.on_duckdb import Session, connect
from mingbai.rulebook.reading import lay
from mingbai.rulebook.simulating import simulated

ENTITIES = """
example_day: 2020-11-30
documents: [{code: B, words: {zh: 测速, en: benchmark}}]
parameters: []
entities:
  - code: village
    words: {zh: 村, en: village}
    key: area_code
    facts: [{code: poor, type: bool, words: {zh: 贫困村, en: poor}}]
  - code: household
    words: {zh: 户, en: household}
    key: household_no
    links: [{code: village, to: village, column: area_code, many: households}]
    facts:
      - {code: type, type: text, words: {zh: 户类型, en: type}}
      - {code: monitor, type: text, words: {zh: 监测类别, en: monitor}}
      - {code: net_income, type: money, words: {zh: 纯收入, en: net income}}
      - {code: stated, type: int, words: {zh: 人口数, en: stated}}
      - {code: safe_water, type: bool, words: {zh: 安全饮水, en: safe water}}
      - {code: house_grade, type: text, words: {zh: 房屋等级, en: grade}}
      - {code: rows, expr: count(members), words: {zh: 行数, en: rows}}
      - {code: per_head, expr: "safe_div(net_income, rows, 0, 'half_up')", words: {zh: 人均, en: per head}}
      - {code: oldest, expr: max(members.age), words: {zh: 最长, en: oldest}}
      - {code: disabled, expr: count(members) filter (where members.disability_level >= 1), words: {zh: 残疾, en: disabled}}
      - {code: inpatient, expr: sum(members.inpatient), words: {zh: 全家住院, en: inpatient}}
  - code: person
    words: {zh: 人, en: person}
    key: person_no
    links: [{code: household, to: household, column: household_no, many: members}]
    facts:
      - {code: birth_date, type: date, words: {zh: 出生, en: birth}}
      - {code: sex, type: text, words: {zh: 性别, en: sex}}
      - {code: relation, type: text, words: {zh: 关系, en: relation}}
      - {code: health, type: text, words: {zh: 健康, en: health}}
      - {code: student, type: bool, words: {zh: 在校, en: student}}
      - {code: work_months, type: int, words: {zh: 务工月数, en: months}}
      - {code: dibao, type: bool, words: {zh: 低保, en: dibao}}
      - {code: insured, type: bool, words: {zh: 参保, en: insured}}
      - {code: disability_level, type: int, words: {zh: 残疾等级, en: level}}
      - {code: age, expr: "age_on(birth_date, as_of)", words: {zh: 年龄, en: age}}
      - {code: inpatient, expr: "sum(medical.self_paid) filter (where medical.kind = 'inpatient')", words: {zh: 住院, en: inpatient}}
      - {code: outpatient, expr: "sum(medical.self_paid) filter (where medical.kind = 'outpatient' and medical.discharged >= date '2020-06-01')", words: {zh: 门诊, en: outpatient}}
      - {code: visits, expr: count(medical), words: {zh: 就医次数, en: visits}}
      - {code: cars, expr: count(vehicles) filter (where vehicles.price > yuan(30000)), words: {zh: 车, en: cars}}
      - {code: dead, expr: any_of(deaths.died_on <= as_of), words: {zh: 死亡, en: dead}}
      - {code: paid, expr: sum(payments.amount), words: {zh: 发放, en: paid}}
      - {code: payments, expr: count(payouts), words: {zh: 发放次数, en: payments}}
      - {code: absent, expr: max(schools.absent_days), words: {zh: 缺勤, en: absent}}
      - {code: dibao_rows, expr: count(dibaos), words: {zh: 低保条数, en: dibao rows}}
      - {code: posts, expr: count(held), words: {zh: 岗位, en: posts}}
"""
CHILD = """
  - code: {name}
    words: {{zh: {name}, en: {name}}}
    key: row_no
    links: [{{code: person, to: person, column: person_no, many: {many}}}]
    facts: [{facts}]
"""
CHILDREN = {
    "medical": ("medical", ("kind text", "self_paid money", "discharged date")),
    "vehicle": ("vehicles", ("price money",)),
    "death": ("deaths", ("died_on date",)),
    "payment": ("payouts", ("amount money",)),
    "school": ("schools", ("absent_days int",)),
    "dibao": ("dibaos", ("amount money",)),
    "post": ("held", ("pay money",)),
}


def spelled(test: Test) -> str:
    """The test in the rule language."""
    if test.op == "is":
        return test.column if test.value else f"not {test.column}"
    if test.column in CODES:
        return f"{test.column} {test.op} '{test.value}'"
    value = f"yuan({int(str(test.value)) // 100})" if test.column in MONEY else str(test.value)
    return f"{test.column} {test.op} {value}"


def text(rules: list[Bench]) -> str:
    """The book as YAML."""
    children = [
        CHILD.format(
            name=name,
            many=many,
            facts=", ".join(
                "{{code: {}, type: {}, words: {{zh: 事实, en: fact}}}}".format(*fact.split())
                for fact in facts
            ),
        )
        for name, (many, facts) in CHILDREN.items()
    ]
    entities = ENTITIES.replace("sum(payments.amount)", "sum(payouts.amount)")
    return entities + "".join(children) + "rules:\n" + "".join(_rule(rule) for rule in rules)


def _rule(rule: Bench) -> str:
    conditions = "".join(
        f'      - {{name: c{n}, expr: "{spelled(test)}", words: {{zh: 条件, en: test}}}}\n'
        for n, test in enumerate(rule.tests)
    )
    return (
        f"  - code: {rule.code}\n    kind: quality\n    subject: person\n    title: {{zh: 规则, en: rule}}\n"
        "    document: B\n    verified: true\n    owner: bench\n    severity: notice\n    combine: all\n"
        f"    conditions:\n{conditions}    examples: []\n"
    )


def book(rules: list[Bench]) -> Book:
    """Written, read, checked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.yaml"
        path.write_text(text(rules), encoding="utf-8")
        return lay([[(path, "book.yaml")]])


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs in a table, counts, facts kept; any reason can be asked."""
    made = book(rules)
    clock("book")
    sources = {path.stem: path for path in data.glob("*.parquet")}
    connection = connect(threads=2)
    session = Session(made, sources, connection)
    answers = session.run(as_of=date.fromisoformat(AS_OF))
    clock("load, join")
    name = answers.hits("person")
    clock("hits")
    counts = answers.counts()
    clock("counts")
    answers.explain(rules[0].code, 77)
    clock("+ one explanation")
    other = book([Bench(rules[0].code, (Test("age", ">=", 60), *rules[0].tests[1:])), *rules[1:]])
    clock("+ another book")
    simulated(session, as_of=date.fromisoformat(AS_OF), book=other).effects()
    clock("+ what if one rule changed")
    pairs = connection.execute(f"SELECT count(*), sum(key * (rule_no + 1)) FROM {name}").fetchall()[0]
    return Outcome(int(pairs[0]), int(pairs[1]), tuple(counts[rule.code][1] for rule in rules))
