"""What `mingbai rules` prints."""

from __future__ import annotations

from mingbai.packs.text import Text
from mingbai.rulebook.book import Book
from mingbai.rulebook.explaining import ANSWERS, TRUTHS, Explanation, Named
from mingbai.rulebook.simulating import Effect, Moved

TRIED = Text(zh="例子 {count} 个，不符 {wrong} 个。", en="{count} examples, {wrong} answered otherwise.")
NOBODY = Text(zh="没有编号为“{key}”的对象。", en="there is no subject with the key {key}.")
NO_RULE = Text(zh="没有代码为“{code}”的规则。", en="there is no rule with the code {code}.")
AWAY = Text(zh="没有收到：{names}；所涉事实按未知处理。", en="not received, so unknown: {names}.")
CHANGES = {
    "added": Text(zh="新增", en="added"),
    "removed": Text(zh="删除", en="removed"),
    "changed": Text(zh="修改", en="changed"),
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


def rule(book: Book, code: str, language: str) -> str:
    """A rule as a page."""
    one = book.rules[code]
    lines = [
        f"{one.code}  {one.title.said(language)}",
        f"{one.kind} · {book.entities[one.subject].words.said(language)} · {one.owner} · {one.severity}",
        f"{book.documents[one.document].words.said(language)}{_mark(one.verified, language)}",
        COMBINED[one.combine].said(language).format(least=one.least),
    ]
    for condition in one.conditions:
        lines += [f"  - {condition.words.said(language)}", f"      {condition.written}"]
    if one.benefit is not None:
        lines.append(f"  = {one.benefit.written} ({one.benefit.period})")
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


def effect(one: Effect, language: str) -> str:
    """One line of a what-if. Costs in yuan."""
    before, after = one.cost_before / 100, one.cost_after / 100
    counts = f"{one.before} → {one.after} (+{one.enters} −{one.leaves})"
    cost = f"{before:,.2f} → {after:,.2f}" if before or after else ""
    unknown = Text(zh="未知", en="unknown").said(language)
    return (
        f"{one.rule}\t{one.township}\t{counts}\t{cost}\t{unknown} {one.unknown_before} → {one.unknown_after}"
    )


def moved(one: Moved, language: str) -> str:
    """One who enters or leaves."""
    way = Text(zh="进入", en="enters") if one.enters else Text(zh="退出", en="leaves")
    return f"{one.rule}\t{one.township}\t{one.key}\t{way.said(language)}"
