"""Words for what pages show by its code: values of the pack, deeds of the audit, subjects of looks."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit import sight, slots
from mingbai.kit.text import Text

SUBJECTS: dict[str, Text] = {
    "org.exportrequest": _("Export"),
    "org.delegation": _("Delegation of a post"),
    "org.user": _("Account"),
    "org.posting": _("Posting"),
}
DEEDS: dict[str, Text] = {
    "insert": _("New rows"),
    "update": _("Rows changed"),
    "delete": _("Rows deleted"),
    "refused": _("Refused attempt"),
    "note": _("Note written"),
    "base": _("First record"),
}
SECTIONS: dict[str, Text] = {
    "security": _("Signing in and sessions"),
    "exports": _("Exports"),
    "delegation": _("Delegations"),
}
VALUES: dict[str, Text] = {
    "security.password.min_length": _("Password: fewest characters"),
    "security.password.max_length": _("Password: most characters"),
    "security.password.classes": _("Password: classes of characters"),
    "security.password.max_age_days": _("Password: days until it must be changed"),
    "security.password.history": _("Password: former ones not taken again"),
    "security.password.warn_days": _("Password: days of warning"),
    "security.lockout.failures": _("Lockout: wrong attempts"),
    "security.lockout.minutes": _("Lockout: minutes"),
    "security.throttle.account_per_minute": _("Attempts for one account in a minute"),
    "security.throttle.address_per_minute": _("Attempts from one address in a minute"),
    "security.throttle.address_failures_per_hour": _("Failures from one address in an hour"),
    "security.idle.minutes": _("Minutes without use until signed out"),
    "security.session.most": _("Browsers signed in at once"),
    "security.session.hours": _("Hours that a session lasts"),
    "security.second_factor.digits": _("Second factor: digits"),
    "security.second_factor.step_seconds": _("Second factor: seconds that a code lasts"),
    "security.second_factor.drift_steps": _("Second factor: codes before and after that are taken"),
    "security.second_factor.recovery_codes": _("Second factor: recovery codes"),
    "security.account.first_password_days": _("First password: days it works"),
    "exports.rows.approval_above": _("Rows above which another approves"),
    "exports.rows.most": _("Most rows of one export"),
    "exports.identities.most_rows": _("Most rows with full identities"),
    "exports.decide_within_working_days": _("Working days to decide"),
    "exports.file.expires_hours": _("Hours that a file is kept"),
    "exports.file.most_downloads": _("Times that a file is fetched"),
    "delegation.most_days": _("Longest, in days"),
    "delegation.starts_within_days": _("Asked at most this many days ahead"),
    "delegation.decide_within_working_days": _("Working days to decide"),
    "delegation.most_at_once": _("Posts that one person stands in for"),
}


def subjects() -> dict[str, Text]:
    """What looks may be about, in words; rooms above name their own."""
    return {
        **SUBJECTS,
        **{code: said for fill in slots.filled(sight.SUBJECTS) for code, said in fill().items()},
    }
