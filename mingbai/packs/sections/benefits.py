"""应享未享: which payment file tells of a policy, who sees over-payments, the words of an application."""

from __future__ import annotations

from mingbai.packs.schema import Code, Coded, Int, Many, Map, Ref, Words

POLICY = Code()  # a policy's code in the rule book

BENEFITS = Map(
    need={
        # who may read over-payments and propose to end them
        "undue": Map(need={"posts": Many(Ref("posts"))}),
        # posts that may record whose move it is
        "records": Map(need={"posts": Many(Ref("posts"))}),
        # item of the one-card payments by which a policy is paid
        "payments": Coded(Map(need={"code": POLICY, "item": Code()})),
        "look_back_months": Int(least=1, most=36),
        "application": Map(
            need={"title": Words(), "to": Words(), "body": Words(), "needs": Words(), "ask": Words()}
        ),
        # what a policy's application needs beside the usual papers
        "papers": Coded(Map(need={"code": POLICY, "needs": Words()})),
    }
)
