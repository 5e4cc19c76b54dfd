"""The room's addresses."""

from django.urls import include, path

from mingbai.kit.ledger.urls import urls
from mingbai.org import ledgers
from mingbai.org.views import (
    account,
    accounts,
    areas,
    delegations,
    exports,
    postings,
    records,
    sign_in,
    today,
)

app_name = "org"
urlpatterns = [
    path("", today.today, name="today"),
    path("switch", today.switch, name="switch"),
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/code", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-in/recovery", sign_in.sign_in_recovery, name="sign_in_recovery"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("me/", account.security, name="security"),
    path("me/password", account.password, name="password"),
    path("me/second-factor", account.enrol, name="enrol"),
    path("me/second-factor.svg", account.enrol_picture, name="enrol_picture"),
    path("me/recovery-codes", account.renew_codes, name="renew_codes"),
    path("me/code", account.give_code, name="give_code"),
    path("me/code/recovery", account.give_recovery, name="give_recovery"),
    path("me/sessions/<int:number>/end", account.end_session, name="end_session"),
    path("me/sessions/end-others", account.end_others, name="end_others"),
    path("areas/", areas.county, name="areas"),
    path("areas/<str:code>", areas.area, name="area"),
    path("units/", include(urls(ledgers.units))),
    path("posts/<str:code>/appoint", postings.appoint, name="appoint"),
    path("postings/<int:number>/revoke", postings.revoke, name="revoke"),
    path("postings/<int:number>/transfer", postings.transfer, name="transfer"),
    path("posts/", include(urls(ledgers.posts))),
    path("delegations/new", delegations.delegate, name="delegate"),
    path("delegations/", include(urls(ledgers.delegations))),
    path("exports/<uuid:key>/file", exports.fetch, name="fetch"),
    path("exports/", include(urls(ledgers.exports))),
    path("accounts/new", accounts.open_accounts, name="open_accounts"),
    path("accounts/<str:username>/reset", accounts.reset, name="reset"),
    path("accounts/<str:username>/deed/<slug:name>", accounts.deed, name="deed"),
    path("accounts/", include(urls(ledgers.accounts))),
    path("sessions/<uuid:key>/end", accounts.end_session, name="end_any_session"),
    path("sessions/", include(urls(ledgers.sessions))),
    path("security-rules", records.rules, name="rules"),
    path("audit/", records.audit_entries, name="audit"),
    path("sight/", records.sights, name="sight"),
]
