"""What becomes of findings: who sees, sends and answers them, by when; when a rule is held to be wrong."""

from __future__ import annotations

from mingbai.packs.schema import Int, Many, Map, Ref, Schema, Str, Table, Words

POSTS = Many(Ref("posts"))
DAYS = Int(least=1, most=366)
KINDS = ("risk", "exclusion", "due", "undue", "quality", "alarm", "handed")


def _each(shape: Schema) -> Map:
    """The same for every kind of finding."""
    return Map(need=dict.fromkeys(KINDS, shape))


# `sight`: kinds of post that see what speaks of assets and over-payment (`restricted`), that see every line
# though they have some of their own (`every_line`), that see none; and the lines that helpers do not see.
# `restricted_words`: a superior's doubt that has one of them speaks of assets or over-payment.
# `proof`: what a paper or thing would prove, by kind or rule; asked for by no one, offered where named.
SCREENING = Map(
    need={
        "sight": Map(
            need={
                "restricted": POSTS,
                "every_line": POSTS,
                "none": POSTS,
                "helpers_not": Many(Ref("lines")),
                "restricted_words": Many(Str()),
            }
        ),
        "route": Map(need={"send": POSTS, "settle": POSTS, "reopen": POSTS, "identify": POSTS}),
        "verify": _each(POSTS),
        "days": Map(
            need={
                "send_within_working_days": DAYS,
                "verify_within_days": _each(DAYS),
                "settle_within_working_days": DAYS,
                "identify_within_days": DAYS,
                "extend_most_days": DAYS,
                "extend_most_times": Int(least=0, most=10),
            }
        ),
        "answer": Map(
            need={
                "proof": Table(of=Words()),
                "photo_kilobytes": Int(least=50, most=2000),
                "voice_seconds": Int(least=10, most=300),
                "voice_kilobytes": Int(least=50, most=2000),
                "most_photos": Int(least=1, most=3),
            }
        ),
        "today": Map(need={"most": Int(least=1, most=20)}),
        "wrong": Map(
            need={
                "least_answers": Int(least=1, most=100_000),
                "wrong_percent": Int(least=1, most=100),
                "months": Int(least=1, most=60),
            }
        ),
        "list": Map(need={"most_rows": Int(least=10, most=2000)}),
        "bulk": Map(need={"at_once": Int(least=1, most=5000)}),
    }
)
