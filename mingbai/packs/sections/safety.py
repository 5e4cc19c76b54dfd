"""Sign-in, sessions, exports and the table of official rest days."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Day, Int, Many, Map, Words
from mingbai.packs.sections.people import ABILITIES

SECURITY = Map(
    need={
        "password": Map(
            need={
                "min_length": Int(least=8, most=128),
                "max_length": Int(least=16, most=1024),
                "classes": Int(least=1, most=4),
                "max_age_days": Int(least=1, most=366),
                "history": Int(least=0, most=50),
                "warn_days": Int(least=0, most=60),
            }
        ),
        "lockout": Map(need={"failures": Int(least=1, most=20), "minutes": Int(least=1, most=1440)}),
        "throttle": Map(
            need={
                "account_per_minute": Int(least=1),
                "address_per_minute": Int(least=1),
                "address_failures_per_hour": Int(least=1),
            }
        ),
        "idle": Map(need={"minutes": Int(least=1, most=240)}),
        "session": Map(
            need={
                "most": Int(least=1, most=10),
                "hours": Int(least=1, most=24),
            }
        ),
        "second_factor": Map(
            need={
                "digits": Int(least=6, most=8),
                "step_seconds": Int(least=30, most=60),
                "drift_steps": Int(least=0, most=2),
                "recovery_codes": Int(least=1, most=20),
                "abilities": Many(Choice(ABILITIES)),
            }
        ),
        "account": Map(
            need={
                "first_password_days": Int(least=1, most=30),
            }
        ),
    }
)

EXPORTS = Map(
    need={
        "rows": Map(need={"approval_above": Int(least=0), "most": Int(least=1)}),
        "pdf": Map(need={"most_rows": Int(least=1, most=5000)}),
        "identities": Map(need={"approval_always": Bool(), "most_rows": Int(least=1)}),
        "decide_within_working_days": Int(least=1, most=30),
        "file": Map(need={"expires_hours": Int(least=1, most=720), "most_downloads": Int(least=1, most=100)}),
        "purposes": Coded(Map(need={"code": Code(), "name": Words()})),
        "mark": Words(),
        "warning": Words(),
    }
)

# Past the library's years: `years` are those whose table below is complete; the others are guessed from
# weekdays and the program says so.
CALENDAR = Map(need={"rest": Many(Day()), "work": Many(Day()), "years": Many(Int(least=2004, most=2100))})
