"""What `mingbai rules` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.explaining import ANSWERS, TRUTHS, Explanation, Named, wanted
from mingbai.rulebook.simulating import Effect, Moved, Simulation

TRIED = Text(zh="例子 {count} 个，不符 {wrong} 个。", en="{count} examples, {wrong} answered otherwise.")
NOBODY = Text(zh="没有编号为“{key}”的对象。", en="there is no subject with the key {key}.")
NO_RULE = Text(zh="没有代码为“{code}”的规则。", en="there is no rule with the code {code}.")
AWAY = Text(zh="没有收到：{names}；所涉事实按未知处理。", en="not received, so unknown: {names}.")
CHANGES = {
    "added": Text(zh="新增", en="added"),
    "removed": Text(zh="删除", en="removed"),
    "changed": Text(zh="修改", en="changed"),
}
NO_TABLES = Text(
    zh="{folder} 里没有可用的数据表（DATASET.parquet）；比对结果的 tables 目录里有",
    en="there is no table (DATASET.parquet) in {folder}; the tables folder of a comparison has them",
)
NOTHING_TOUCHED = Text(zh="这项改动不影响任何规则。", en="no rule is touched by this change.")
COLUMNS = Text(
    zh="乡镇\t现在\t改后\t进入\t退出\t改后未知", en="township\tnow\tthen\tenter\tleave\tunknown then"
)
COSTS = Text(zh="\t现在每期（元）\t改后每期（元）\t增减（元）", en="\tyuan a period now\tthen\tdifference")
SAME = Text(zh="两个版本没有差异。", en="the two editions differ in nothing.")
WHOLE = Text(zh="全县", en="whole county")
NOWHERE = Text(zh="（所在村未知）", en="(village unknown)")
UNKNOWN_AMOUNTS = Text(zh="另有 {count} 个金额未知", en="{count} more of unknown amount")
KINDS = {
    "risk": Text(zh="风险线索", en="risk clue"),
    "exclusion": Text(zh="识别疑点", en="question of registration"),
    "quality": Text(zh="数据质量", en="data quality"),
    "policy": Text(zh="惠民政策", en="policy"),
    "alarm": Text(zh="审计预警", en="audit alarm"),
}
SEVERITIES = {
    "notice": Text(zh="提示", en="notice"),
    "warning": Text(zh="一般", en="ordinary"),
    "error": Text(zh="较重", en="grave"),
    "serious": Text(zh="严重", en="serious"),
}
PERIODS = {
    "once": Text(zh="一次性", en="once"),
    "month": Text(zh="每月", en="a month"),
    "quarter": Text(zh="每季度", en="a quarter"),
    "half_year": Text(zh="每半年", en="a half-year"),
    "year": Text(zh="每年", en="a year"),
}
COMBINED = {
    "all": Text(zh="以下条件全部符合：", en="All of these are true:"),
    "any": Text(zh="以下条件符合任意一项：", en="Any of these is true:"),
    "at_least": Text(zh="以下条件至少符合 {least} 项：", en="At least {least} of these are true:"),
}


def size(book: Book, era: str) -> Text:
    """One line about a book that is in order."""
    facts = sum(len(entity.facts) for entity in book.entities.values())
    counts = (len(book.rules), facts, len(book.parameters), book.edition[:12])
    return Text(
        zh="{}：规则 {} 条，事实 {} 个，参数 {} 个，版本 {}".format(era, *counts),
        en="{}: {} rules, {} facts, {} parameters, edition {}".format(era, *counts),
    )


def rule(book: Book, code: str, language: str, *, owners: Mapping[str, Text]) -> str:
    """A rule as a page. `owners`: the departments' names by their codes."""
    one = book.rules[code]
    owner = owners[one.owner].said(language) if one.owner in owners else one.owner
    heads = (KINDS[one.kind], book.entities[one.subject].words, SEVERITIES[one.severity])
    kind, subject, severity = (words.said(language) for words in heads)
    lines = [
        f"{one.code}  {one.title.said(language)}",
        f"{kind} · {subject} · {owner} · {severity}",
        f"{book.documents[one.document].words.said(language)}{_mark(one.verified, language)}",
        COMBINED[one.combine].said(language).format(least=one.least),
    ]
    for condition in one.conditions:
        lines += [f"  - {wanted(book, one, condition).said(language)}", f"      {condition.written}"]
    if one.benefit is not None:
        lines.append(f"  = {one.benefit.written} · {PERIODS[one.benefit.period].said(language)}")
    return "\n".join([*lines, str(one.where)])


def _mark(verified: bool | None, language: str) -> str:
    if verified is None or verified:
        return ""
    return Text(zh="（待确认）", en=" (to be confirmed)").said(language)


def explanation(one: Explanation, language: str) -> str:
    """The sentence, then each condition with its values."""
    lines = [
        one.sentence(language),
        f"{ANSWERS[one.answer].said(language)} · {one.rule} · {one.edition[:12]}",
    ]
    for reason in one.reasons:
        lines.append(f"  [{TRUTHS[reason.truth].said(language)}] {reason.words.said(language)}")
        lines += [f"      {_value(value, language)}" for value in reason.values]
    return "\n".join(lines)


def _value(one: Named, language: str) -> str:
    document = f" · {one.document.said(language)}{_mark(one.verified, language)}" if one.document else ""
    return f"{one.words.said(language)} = {one.value.said(language)}{document}"


def named(path: str, books: Iterable[Book], language: str) -> str:
    """What a rule or parameter that a change is about is called; empty for anything else."""
    part, _, rest = path.partition(".")
    code = rest.partition(".")[0]
    for book in books:
        if part == "rules" and code in book.rules:
            return book.rules[code].title.said(language)
        if part == "parameters" and code in book.parameters:
            return book.parameters[code].words.said(language)
    return ""


def datasets(book: Book, codes: Iterable[str], language: str) -> str:
    """Datasets by what a row of them is called."""
    words = {one.dataset: one.words.said(language) for one in book.entities.values() if one.distinct is None}
    return ("、" if language.startswith("zh") else ", ").join(f"{words[code]}（{code}）" for code in codes)


def effects(simulation: Simulation, places: Mapping[str, str], language: str) -> str:
    """A what-if as a table: for each rule the whole county, then the townships where anything changes."""
    found = simulation.effects()
    if not found:
        return NOTHING_TOUCHED.said(language)
    lines: list[str] = []
    for code in dict.fromkeys(one.rule for one in found):
        run = simulation.after if code in simulation.after.rules() else simulation.before
        told = run.questions.plan.book.rules[code]
        own = [one for one in found if one.rule == code]
        pays = told.benefit is not None
        lines += ["", f"{code}  {told.title.said(language)}"]
        lines.append(COLUMNS.said(language) + (COSTS.said(language) if pays else ""))
        lines.append(_effect(_summed(own), WHOLE.said(language), language, pays=pays))
        lines += [
            _effect(
                one, places.get(one.township, one.township) or NOWHERE.said(language), language, pays=pays
            )
            for one in own
            if one.enters or one.leaves or one.cost_before != one.cost_after
        ]
    return "\n".join(lines[1:])


def _summed(effects: Sequence[Effect]) -> Effect:
    numbers = [astuple(one)[2:] for one in effects]
    return Effect(effects[0].rule, "", *(sum(column) for column in zip(*numbers, strict=True)))


def _effect(one: Effect, place: str, language: str, *, pays: bool) -> str:
    """One line. Costs in yuan; those of unknown amounts are not in them, and said to be so."""
    cells: list[object] = [
        place,
        one.before,
        one.after,
        f"+{one.enters}",
        f"−{one.leaves}",
        one.unknown_after,
    ]
    if pays:
        fen = one.cost_before, one.cost_after, one.cost_after - one.cost_before
        cells += [f"{cost / 100:,.2f}" for cost in fen]
    if pays and one.amounts_unknown:
        cells.append(UNKNOWN_AMOUNTS.said(language).format(count=one.amounts_unknown))
    return "\t".join(map(str, cells))


def moved(one: Moved, language: str) -> str:
    """One who enters or leaves."""
    way = Text(zh="进入", en="enters") if one.enters else Text(zh="退出", en="leaves")
    return f"{one.rule}\t{one.township}\t{one.key}\t{way.said(language)}"
