"""Addresses of exchange."""

from django.urls import URLPattern, URLResolver, include, path

from mingbai.exchange.ledgers.authorisations import authorisations
from mingbai.exchange.ledgers.deliveries import delivered
from mingbai.exchange.ledgers.entrusted import entrusted
from mingbai.exchange.ledgers.handed import handed as handed_lists
from mingbai.exchange.ledgers.handed import handed_rows
from mingbai.exchange.ledgers.pairs import pairs
from mingbai.exchange.views import api, calendar, deliveries, handed, handed_aside, handed_columns, tokens
from mingbai.exchange.views import authorisations as papers
from mingbai.exchange.views import entrusted as entrusting
from mingbai.exchange.views import pairs as pairing
from mingbai.kit.ledger.urls import urls

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar", calendar.shown, name="calendar"),
    path("templates/<slug:code>", calendar.template, name="template"),
    path("deliveries/send", deliveries.send, name="send"),
    path("deliveries/<uuid:key>/again", deliveries.send_again, name="again"),
    path("deliveries/<uuid:key>/review", deliveries.review, name="review"),
    path("deliveries/<uuid:key>/returned", deliveries.faults, name="faults"),
    path("deliveries/<uuid:key>/returned/<int:place>", deliveries.returned, name="returned"),
    path("deliveries/", include(urls(delivered))),
    path("pairs/desk", pairing.desk, name="pairs_desk"),
    path("pairs/<uuid:key>/answer/<slug:what>", pairing.answer, name="pair_answer"),
    path("pairs/", include(urls(pairs))),
    path("authorisations/note", papers.note, name="authorise"),
    path("authorisations/<uuid:key>/paper", papers.paper, name="authorisation_paper"),
    path("authorisations/<uuid:key>/withdraw", papers.withdraw, name="authorisation_withdraw"),
    path("authorisations/", include(urls(authorisations))),
    path("entrusted/new", entrusting.entrust, name="entrust"),
    path("entrusted/<uuid:key>/letter", entrusting.letter, name="entrusted_letter"),
    path("entrusted/<uuid:key>/list", entrusting.listed, name="entrusted_list"),
    path("entrusted/<uuid:key>/answer", entrusting.answer, name="entrusted_answer"),
    path("entrusted/", include(urls(entrusted))),
    path("tokens", tokens.listed, name="tokens"),
    path("tokens/<uuid:key>/revoke", tokens.revoke, name="token_revoke"),
    path("api/v1/openapi.json", api.openapi, name="api_openapi"),
    path("api/v1/datasets", api.datasets, name="api_datasets"),
    path("api/v1/deliveries", api.send, name="api_send"),
    path("api/v1/deliveries/<uuid:key>", api.one, name="api_one"),
    path("api/v1/deliveries/<uuid:key>/files", api.mended, name="api_mended"),
    path("api/v1/deliveries/<uuid:key>/hand-in", api.hand_in, name="api_hand_in"),
    path("api/v1/deliveries/<uuid:key>/returned/<int:place>", api.returned, name="api_returned"),
    path("handed/new", handed.new, name="handed_new"),
    path("handed/<uuid:key>/columns", handed_columns.columns, name="handed_columns"),
    path("handed/<uuid:key>/aside", handed_aside.aside, name="handed_aside"),
    path("handed/<uuid:key>/feedback", handed.feedback, name="handed_feedback"),
    path("handed/", include(urls(handed_lists))),
    path("handed-rows/<uuid:key>/match", handed_aside.match, name="handed_match"),
    path("handed-rows/", include(urls(handed_rows))),
]
