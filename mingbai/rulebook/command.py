"""`mingbai rules …`: check, test, show, unverified, explain, simulate, diff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mingbai import packs
from mingbai.packs import areas
from mingbai.packs.layout import ERAS
from mingbai.packs.loading import era_on
from mingbai.packs.problems import PackError, Problem
from mingbai.packs.text import Text
from mingbai.rulebook import saying
from mingbai.rulebook.book import Book
from mingbai.rulebook.days import day
from mingbai.rulebook.differing import differing
from mingbai.rulebook.health import ailments, orphans
from mingbai.rulebook.java import lacking
from mingbai.rulebook.on_duckdb import Session
from mingbai.rulebook.on_duckdb import try_examples as on_duckdb
from mingbai.rulebook.plan import NoValue
from mingbai.rulebook.reading import load
from mingbai.rulebook.settings import BadSetting, setting
from mingbai.rulebook.simulating import simulated
from mingbai.rulebook.slow import try_examples as slowly
from mingbai.rulebook.tables import BadTable
from mingbai.rulebook.trials import Engine, cases, failures
from mingbai.rulebook.unverified import unverified


class CannotAsk(Exception):
    """There is nothing to ask the book on; the message is for people."""


Verb = Callable[[argparse.Namespace], int]
WRONG, USAGE = 1, 2  # exit codes: something to mend; asked for what is not there


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """Mounts `rules` and its verbs on the subcommands of a parser."""
    parser: argparse.ArgumentParser = sub.add_parser("rules", help="the rule book · 规则书")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--county", default="411726", help="six digits · 县代码")
    parser.add_argument("--era", choices=ERAS, help="the day's own, else the first · 时期")
    parser.add_argument("--packs", action="append", default=[], type=Path, help="further packs · 其他规则包")
    verbs = parser.add_subparsers(dest="verb", required=True)
    _verb(verbs, "check", _check, "read every era's book · 检查各时期规则书")
    testing = _verb(verbs, "test", _test, "answer every example · 试算所有例子")
    testing.add_argument("rules", nargs="*")
    testing.add_argument("--engine", choices=("duckdb", "slow", "spark"), action="append")
    _verb(verbs, "show", _show, "one rule in words · 查看一条规则").add_argument("rule")
    _verb(verbs, "unverified", _unverified, "what nobody has confirmed · 待确认的值和规则")
    comparing = _verb(verbs, "diff", _diff, "what changed · 两个版本的差异")
    comparing.add_argument("--to-era", choices=ERAS)
    comparing.add_argument("--to-packs", action="append", default=[], type=Path)
    explaining = _verb(verbs, "explain", _explain, "why, and why not · 判定依据")
    _on_tables(explaining)
    explaining.add_argument("--rule", required=True)
    explaining.add_argument(
        "--key", "--person", "--household", required=True, help="the subject's key · 编号"
    )
    simulating = _verb(verbs, "simulate", _simulate, "what if · 政策测算")
    _on_tables(simulating)
    simulating.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", dest="settings")
    simulating.add_argument("--to-packs", action="append", default=[], type=Path)
    simulating.add_argument("--rule", action="append", dest="rules")
    simulating.add_argument("--moved", type=int, default=0, help="list so many who move · 列出进出名单")
    return parser


def _verb(verbs: Any, name: str, run: Verb, help_: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_)
    parser.set_defaults(run=_guarded(run))
    return parser


def _on_tables(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tables", required=True, type=Path, help="folder of DATASET.parquet · 数据目录")
    parser.add_argument("--as-of", required=True, type=day, help="2020-11, 2020-11-30")


def _guarded(run: Verb) -> Verb:
    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except PackError as error:
            _problems(error.problems, arguments.language)
            return WRONG
        except CannotAsk as error:
            _say(str(error), to=sys.stderr)
            return USAGE
        except (NoValue, BadTable) as error:
            _say(error.words.said(arguments.language), to=sys.stderr)
            return WRONG
        except BadSetting as error:
            _say(error.words.said(arguments.language), to=sys.stderr)
            return USAGE

    return guarded


def _book(arguments: argparse.Namespace, *, era: str = "", extra: Iterable[Path] = ()) -> Book:
    return load(county=arguments.county, era=era or _era(arguments), extra=[*arguments.packs, *extra])


def _era(arguments: argparse.Namespace) -> str:
    """The era asked for; else that of the day asked about, as in a comparison; else the first."""
    chosen: str | None = arguments.era
    return chosen or (era_on(arguments.as_of) if "as_of" in arguments else ERAS[0])


def _check(arguments: argparse.Namespace) -> int:
    books: list[Book] = []
    found: list[Problem] = []
    for era in ERAS:
        try:
            books.append(_book(arguments, era=era))
        except PackError as error:
            found += error.problems
    if not found:
        found = [*orphans(books), *(problem for book in books for problem in ailments(book))]
    if found:
        _problems(sorted(set(found)), arguments.language)
        return WRONG
    for era, book in zip(ERAS, books, strict=True):
        _say(saying.size(book, era).said(arguments.language))
    return 0


def _test(arguments: argparse.Namespace) -> int:
    book = _book(arguments)
    unknown = [code for code in arguments.rules if code not in book.rules]
    if unknown:
        return _no_rule(arguments, unknown[0])
    wrong = 0
    for name in arguments.engine or ("duckdb", "slow"):
        told = failures(book, _engine(name, arguments.language), arguments.rules or None)
        for failure in told:
            _say(f"{name}: {failure}", to=sys.stderr)
        wrong += len(told)
    count = len(cases(book, arguments.rules or None))
    _say(saying.TRIED.said(arguments.language).format(count=count, wrong=wrong))
    return WRONG if wrong else 0


def _engine(name: str, language: str) -> Engine:
    if name == "spark":
        missing = lacking()
        if missing is not None:
            raise CannotAsk(missing.said(language))
        # pyspark and a Java runtime are an optional extra
        from mingbai.rulebook.on_spark import try_examples  # noqa: PLC0415

        engine: Engine = try_examples
        return engine
    return slowly if name == "slow" else on_duckdb


def _show(arguments: argparse.Namespace) -> int:
    book = _book(arguments)
    if arguments.rule not in book.rules:
        return _no_rule(arguments, arguments.rule)
    pack = packs.load(county=arguments.county, era=_era(arguments), extra=arguments.packs)
    owners = {code: unit["name"] for code, unit in pack.section("units").items()}
    _say(saying.rule(book, arguments.rule, arguments.language, owners=owners))
    return 0


def _unverified(arguments: argparse.Namespace) -> int:
    for one in unverified(_book(arguments)):
        said = (one.words, one.value, one.document)
        _say(
            "\t".join(
                [one.code, one.since, *(text.said(arguments.language) for text in said), str(one.where)]
            )
        )
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    old = _book(arguments)
    new = _book(arguments, era=arguments.to_era or "", extra=arguments.to_packs)
    _say(f"{old.edition[:12]} → {new.edition[:12]}")
    changes = differing(old, new)
    for change in changes:
        kind = saying.CHANGES[change.kind].said(arguments.language)
        named = saying.named(change.path, (new, old), arguments.language)
        _say(f"{kind}\t{change.path}\t{named}\t{change.before}\t{change.after}".rstrip())
    if not changes:
        _say(saying.SAME.said(arguments.language))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    book = _book(arguments)
    if arguments.rule not in book.rules:
        return _no_rule(arguments, arguments.rule)
    run = Session(book, _tables(book, arguments)).run(as_of=arguments.as_of, rules=[arguments.rule])
    explanation = run.explain(arguments.rule, arguments.key)
    if explanation is None:
        _say(saying.NOBODY.said(arguments.language).format(key=arguments.key), to=sys.stderr)
        return USAGE
    _say(saying.explanation(explanation, arguments.language))
    return 0


def _simulate(arguments: argparse.Namespace) -> int:
    book = _book(arguments)
    other = _book(arguments, extra=arguments.to_packs) if arguments.to_packs else book
    for code in arguments.rules or ():
        if code not in book.rules and code not in other.rules:
            return _no_rule(arguments, code)
    changed = dict(setting(other, written) for written in arguments.settings)
    session = Session(book, _tables(book, arguments))
    places = {area.code: area.name for area in areas.townships(arguments.county, extra=arguments.packs)}
    simulation = simulated(session, as_of=arguments.as_of, changed=changed, book=other, rules=arguments.rules)
    _say(saying.effects(simulation, places, arguments.language))
    for rule in simulation.rules if arguments.moved else ():
        for moved in simulation.moved(rule, limit=arguments.moved):
            _say(saying.moved(moved, arguments.language))
    return 0


def _tables(book: Book, arguments: argparse.Namespace) -> dict[str, Path]:
    """The tables in the folder. Raises CannotAsk when there is none of the book's."""
    datasets = sorted({one.dataset for one in book.entities.values() if one.distinct is None})
    found = {name: arguments.tables / f"{name}.parquet" for name in datasets}
    present = {name: path for name, path in found.items() if path.exists()}
    if not present:
        raise CannotAsk(saying.NO_TABLES.said(arguments.language).format(folder=arguments.tables))
    away = [name for name in datasets if name not in present]
    if away:
        _say(
            saying.AWAY.said(arguments.language).format(
                names=saying.datasets(book, away, arguments.language)
            ),
            to=sys.stderr,
        )
    return present


def _no_rule(arguments: argparse.Namespace, code: str) -> int:
    _say(saying.NO_RULE.said(arguments.language).format(code=code), to=sys.stderr)
    return USAGE


def _problems(problems: Iterable[Problem], language: str) -> None:
    told = list(problems)
    for problem in told:
        _say(problem.said(language), to=sys.stderr)
    _say(Text(zh=f"共 {len(told)} 处需要修改。", en=f"{len(told)} to mend.").said(language), to=sys.stderr)


def _say(line: str, *, to: Any = None) -> None:
    (to or sys.stdout).write(line + "\n")
