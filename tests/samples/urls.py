"""The program's addresses and the samples'."""

from django.urls import include, path

from mingbai.kit.ledger.urls import urls
from mingbai.urls import handler400, handler403, handler404, handler500
from mingbai.urls import urlpatterns as program
from tests.samples.ledgers import matters

urlpatterns = [path("matters/", include(urls(matters))), *program]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
