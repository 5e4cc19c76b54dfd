"""Accounts, for those who keep them."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Column, Flag, Ledger, Panel, Prefix
from mingbai.kit.pack import installed
from mingbai.org import permits
from mingbai.org.models import User
from mingbai.org.queries import holders, people
from mingbai.org.queries.areas import to_choose


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    if not permits.opens_accounts(request.acting, None):
        return []
    return [(reverse("org:open_accounts"), translated("Open accounts"))]


def _keeping(user: User, request: HttpRequest) -> dict[str, object]:
    return {
        "postings": holders.postings_of(user.pk, request.at),
        "factor": user.pk in people.with_second_factor([user.pk]),
        "sessions": people.sign_ins(user).count(),
        "keeps": permits.account_keeper(request.acting, user) and permits.another(request.acting, user),
        "resets": permits.opens_accounts(request.acting, user) and permits.another(request.acting, user),
        "guards": permits.guards(request.acting, user) and permits.another(request.acting, user),
        "days": installed().get("security.account.first_password_days"),
    }


accounts = Ledger(
    name="org:accounts",
    title=_("Accounts"),
    intro=_("Who can sign in. What a person may do comes from posts, never from the account."),
    model=User,
    key="username",
    order="username",
    who=permits.account_keeper,
    heading=lambda user: f"{user.display_name}（{user.username}）",
    columns=[
        Column("display_name", _("Name")),
        Column("username", _("User name"), sort="username"),
        Column("area_code", _("Area code"), spare=True),
        Column("last_login", _("Last signed in"), kind="minute"),
        Column("is_active", _("Open")),
        Column("phone_last4", _("Phone ends in"), spare=True),
    ],
    facts=[
        Column("opened_at", _("Opened"), kind="minute"),
        Column("password_at", _("Password since"), kind="minute"),
        Column("must_change_password", _("Must change password")),
        Column("locked_why", _("Locked because")),
    ],
    filters=[
        Prefix("username", _("User name begins")),
        Prefix("name", _("Name begins"), "display_name"),
        Area("area", _("Area"), "area_code", to_choose),
        Flag("locked", _("Locked only"), when=Q(is_active=False)),
    ],
    panels=[Panel("keeping", _("Keeping this account"), "org/panels/account.html", _keeping)],
    empty=(_("No such account"), _("Loosen the filters to see more.")),
    links=_links,
)
