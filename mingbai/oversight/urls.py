"""Addresses of oversight."""

from django.urls import URLPattern, URLResolver, include, path

from mingbai.kit.ledger.urls import urls
from mingbai.oversight import ledgers
from mingbai.oversight.views import points, problems, sheets

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mine", points.mine, name="mine"),
    path("problems/new", problems.enlist, name="enlist"),
    path("problems/<uuid:key>/papers", problems.paper, name="paper"),
    path("problems/<uuid:key>/more-time", problems.more_time, name="more_time"),
    path("problems/<uuid:key>/appeal", problems.appeal, name="appeal"),
    path("problems/", include(urls(ledgers.problems))),
    path("sheets/issue", sheets.issue, name="issue"),
    path("sheets/<uuid:key>/acknowledge", sheets.acknowledge, name="acknowledge"),
    path("sheets/", include(urls(ledgers.sheets))),
    path("more-time/", include(urls(ledgers.extensions))),
    path("appeals/", include(urls(ledgers.appeals))),
]
