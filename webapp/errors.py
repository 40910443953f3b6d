"""Pages for what went wrong: each says what happened and what to do next."""

from __future__ import annotations

from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.debug import SafeExceptionReporterFilter


def page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """An error page with that status."""
    return render(request, "error.html", {"status": status, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400"""
    return page(
        request, 400, _("The server could not make sense of this request. Go back, reload, and try again.")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return page(request, 403, _("You may not do this."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose secret is missing or outdated."""
    return page(
        request,
        403,
        _("This form has expired, or cookies are blocked. Go back, reload the page, and try again."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return page(request, 404, _("There is nothing at this address. It may have been deleted, or never was."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500"""
    return page(
        request,
        500,
        _("Something went wrong on our side; your last saved text is safe. Reload and try again."),
    )


class NoSecrets(SafeExceptionReporterFilter):
    """What the page for developers (PODWRIGHT_DEBUG) shows of a failure: the way to it, not the values on that way.

    They may be kubeconfigs and tokens of clusters, which the page would otherwise show in each of its frames.
    """

    def is_active(self, request: HttpRequest | None) -> bool:
        """Hide what a view has marked as sensitive in debug mode, too."""
        return True

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: TracebackType
    ) -> ItemsView[str, Any]:
        """No variables."""
        return dict[str, Any]().items()
