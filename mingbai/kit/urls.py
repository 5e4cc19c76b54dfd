"""Addresses of the kit's own pages."""

from django.urls import path

from mingbai.kit.views import gallery, look, search

app_name = "kit"
urlpatterns = [
    path("look", look.change, name="look"),
    path("search", search.search, name="search"),
    path("gallery", gallery.gallery, name="gallery"),
]
