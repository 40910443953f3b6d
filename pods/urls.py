"""Addresses of designs."""

from __future__ import annotations

from django.urls import include, path

from pods.views import changes, designer, downloads, home, new

new_urls = [  # /new/
    path("", new.new, name="new"),
    path("paste/", new.paste, name="paste"),
    path("upload/", new.upload, name="upload"),
    path("blank/", new.blank, name="blank"),
    path("example/<slug:slug>/", new.from_example, name="from_example"),
]
design_urls = [  # /designs/<id>/
    path("", designer.designer, name="designer"),
    path("text/", changes.text, name="text"),
    path("role/", changes.role, name="role"),
    path("name/", changes.name, name="name"),
    path("version/", changes.version, name="version"),
    path("copy/", changes.copy, name="copy"),
    path("delete/", changes.delete, name="delete"),
    path("restore/", changes.restore, name="restore"),
    path("download/", downloads.download, name="download"),
    path("picture.<slug:form>", downloads.picture, name="picture"),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("new/", include(new_urls)),
    path("designs/<int:design_id>/", include(design_urls)),
]
