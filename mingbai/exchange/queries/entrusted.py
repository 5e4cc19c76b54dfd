"""Entrusted comparisons: the pack's matters and uses, requests, the letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from mingbai.exchange.models import EntrustedRequest
from mingbai.exchange.states import EntrustedState
from mingbai.kit.pack import installed
from mingbai.kit.papers.official import Paper
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries import units

MOST = 100


def rules() -> Mapping[str, Any]:
    """The pack's part ``exchange.entrusted``."""
    found: Mapping[str, Any] = installed().get("exchange.entrusted")
    return found


def matters() -> list[tuple[str, str]]:
    """What may be asked: code and name."""
    return [(code, _said(one["name"])) for code, one in rules()["matters"].items()]


def uses() -> list[tuple[str, str]]:
    """What for: code and name."""
    return [(code, _said(one["name"])) for code, one in rules()["uses"].items()]


def matter_name(code: str) -> str:
    """A matter in words."""
    return dict(matters()).get(code, code)


def use_name(code: str) -> str:
    """A use in words."""
    return dict(uses()).get(code, code)


def whom(code: str) -> str:
    """Who is usually asked about a matter."""
    found = rules()["matters"].get(code)
    return found["whom"].zh if found else ""


def found(acting: ActingPost, key: str) -> EntrustedRequest | None:
    """The request of this key, if the post reaches it."""
    one: EntrustedRequest | None = rows(EntrustedRequest, acting).filter(key=key).first()
    return one


def in_state(acting: ActingPost, *states: str) -> list[EntrustedRequest]:
    """Requests that stand so, oldest first."""
    there = rows(EntrustedRequest, acting).filter(state__in=states).order_by("asked_at")
    return list(there[:MOST])


def asked(acting: ActingPost) -> list[EntrustedRequest]:
    """Those that wait for approval."""
    return in_state(acting, EntrustedState.ASKED)


def letter(request: EntrustedRequest, acting: ActingPost, at: datetime) -> bytes:
    """The 调数函 as DOCX, in Chinese, to be stamped and sent with the list."""
    unit = units.of_post(acting)
    paper, office = Paper(), unit.name if unit else ""
    matter, use = rules()["matters"][request.matter]["name"].zh, rules()["uses"][request.use]["name"].zh
    paper.title("关于商请协助开展信息比对的函")
    paper.line(request.number)
    paper.line(f"{request.whom}：")
    paper.line(
        f"　　为做好{use}工作，依据{rules()['grounds'].zh}，现将需要核对的{request.people}人名单送贵单位，"
        f"商请协助核对名单人员{matter}，在名单“是否命中”列填写“是”或“否”后返回。"
    )
    paper.line(f"　　用途：{request.why}")
    paper.line(
        f"　　名单仅用于上述用途，请指定专人办理，用后删除；除“是”“否”外请勿返回其他个人信息。"
        f"请在收到后{rules()['answer_within_working_days']}个工作日内反馈。"
    )
    paper.line("　　附件：委托比对名单（加密另送）")
    paper.line("")
    paper.line(f"　　　　　　　　　　　　　　　　{office}")
    paper.line(f"　　　　　　　　　　　　　　　　{at.year}年{at.month}月{at.day}日")
    return paper.content()


def _said(words: Any) -> str:
    text: str = words.said(get_language() or "zh")
    return text
