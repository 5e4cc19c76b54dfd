"""Addresses of the kit's own pages."""

from django.urls import include, path

from mingbai.kit.jobs.ledgers import jobs as job_ledger
from mingbai.kit.ledger.urls import urls as pages_of
from mingbai.kit.views import files, gallery, jobs, look, offline, search

app_name = "kit"
urlpatterns = [
    path("look", look.change, name="look"),
    path("search", search.search, name="search"),
    path("gallery", gallery.gallery, name="gallery"),
    path("files/<uuid:code>", files.download, name="file"),
    path("outbox/", offline.outbox, name="outbox"),
    path("outbox/door", offline.door, name="door"),
    path("jobs/<uuid:code>/progress", jobs.progress, name="jobs-progress"),
    path("jobs/<uuid:code>/cancel", jobs.cancel, name="jobs-cancel"),
    path("jobs/<uuid:code>/again", jobs.again, name="jobs-again"),
    path("jobs/", include(pages_of(job_ledger))),
]
