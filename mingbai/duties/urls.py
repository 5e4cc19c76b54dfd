"""Addresses of duties."""

from django.urls import URLPattern, URLResolver, include, path

from mingbai.duties import ledgers
from mingbai.duties.views import burden, coverage, documents, lists, mine, texts
from mingbai.kit.ledger.urls import urls

app_name = "duties"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mine", mine.mine, name="mine"),
    path("list", lists.listed, name="list"),
    path("list/<slug:code>", lists.one, name="duty"),
    path("list/<slug:code>/text", texts.propose, name="propose"),
    path("texts/<uuid:key>/mend", texts.mend, name="mend"),
    path("texts/", include(urls(ledgers.texts))),
    path("record", mine.record, name="performance"),
    path("record/<int:number>", mine.record_of, name="performance_of"),
    path("coverage", coverage.coverage, name="coverage"),
    path("coverage/weeks", coverage.weeks, name="coverage_weeks"),
    path("papers/new", documents.register, name="register"),
    path("papers/<uuid:key>/edit", documents.amend, name="paper_amend"),
    path("papers/", include(urls(ledgers.documents))),
    path("burden", burden.burden, name="burden"),
    path("demands/note", burden.note, name="note_demand"),
    path("demands/<uuid:key>/withdraw", burden.withdraw, name="demand_withdraw"),
    path("demands/", include(urls(ledgers.demands))),
]
