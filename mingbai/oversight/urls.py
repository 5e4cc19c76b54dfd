"""Addresses of oversight."""

from django.urls import URLPattern, URLResolver, include, path

from mingbai.kit.ledger.urls import urls
from mingbai.oversight import ledgers
from mingbai.oversight.views import months, points, problems, rechecks, sheets, standing, urging, visits, week

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mine", points.mine, name="mine"),
    path("problems/new", problems.enlist, name="enlist"),
    path("problems/<uuid:key>/papers", problems.paper, name="paper"),
    path("problems/<uuid:key>/more-time", problems.more_time, name="more_time"),
    path("problems/<uuid:key>/appeal", problems.appeal, name="appeal"),
    path("problems/", include(urls(ledgers.problems))),
    path("rechecks/<uuid:key>/look", rechecks.look, name="look"),
    path("rechecks/", include(urls(ledgers.rechecks))),
    path("months/", months.listed, name="months"),
    path("months/freeze", months.freeze, name="month_freeze"),
    path("months/<str:month>", months.one, name="month"),
    path("teams/results", months.team_rates, name="team_rates"),
    path("teams", standing.shown, name="teams"),
    path("teams/rotate", standing.rotate, name="rotate"),
    path("teams/link", standing.link, name="link"),
    path("teams/second", standing.second, name="second"),
    path("urging", urging.urging, name="urging"),
    path("urging/urge", urging.send, {"what": "urge"}, name="urge"),
    path("urging/raise", urging.send, {"what": "raise"}, name="raise"),
    path("sheets/issue", sheets.issue, name="issue"),
    path("sheets/<uuid:key>.<str:kind>", sheets.paper, name="sheet_paper"),
    path("sheets/<uuid:key>/acknowledge", sheets.acknowledge, name="acknowledge"),
    path("sheets/", include(urls(ledgers.sheets))),
    path("tasks/new", week.give, name="give"),
    path("tasks/<uuid:key>/draw", week.draw, name="draw"),
    path("tasks/", include(urls(ledgers.tasks))),
    path("draws/<uuid:key>", week.again, name="redraw"),
    path("draws/<uuid:key>/list", week.listed, name="redraw_list"),
    path("inspections/", include(urls(ledgers.inspections))),
    path("visits/", visits.mine, name="visits"),
    path("visits/worker.js", visits.worker, name="visits-worker"),
    path("visits/<uuid:key>", visits.one, name="visit"),
    path("visits/<uuid:key>/facts", visits.note, name="visit-note"),
    path("visits/<uuid:key>/end", visits.end, name="visit-end"),
    path("visits/homes/<uuid:key>", visits.home, name="home"),
    path("visits/facts/<uuid:key>/photo", visits.photo, name="fact-photo"),
    path("visits/facts/<uuid:key>/answer", visits.answer, name="fact-answer"),
    path("visits/facts/<uuid:key>/drop", visits.drop, name="fact-drop"),
    path("more-time/", include(urls(ledgers.extensions))),
    path("appeals/", include(urls(ledgers.appeals))),
]
