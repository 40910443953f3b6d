"""What every request goes through: who may ask, how much may be sent, and what pages may load."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pods.models.people import local_user
from webapp import errors

Handler = Callable[[HttpRequest], HttpResponse]

# Everything from here, nothing from elsewhere, and no script or style inside a page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def content_security_policy(get_response: Handler) -> Handler:
    """Tell browsers what pages may load."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware


def this_machine_only(get_response: Handler) -> Handler:
    """In local mode nobody logs in, so nobody on another machine may ask."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.LOCAL and not _is_this_machine(request.META.get("REMOTE_ADDR", "")):
            return HttpResponseForbidden(
                "Podwright runs in local mode, without logins, and answers only the machine it runs on. "
                "Set PODWRIGHT_MODE=server to let others in.\n",
                content_type="text/plain; charset=utf-8",
            )
        return get_response(request)

    return middleware


def _is_this_machine(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def the_one_user(get_response: Handler) -> Handler:
    """In local mode everything belongs to one user, who need not log in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = local_user()
        return get_response(request)

    return middleware


def request_size(get_response: Handler) -> Handler:
    """Refuse what is too large before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdigit() and int(size) > settings.PODWRIGHT_MAX_BODY:
            limit = filesizeformat(settings.PODWRIGHT_LIMITS.size)
            return errors.page(
                request,
                413,
                _("What you sent is too large: a manifest may have %(limit)s.") % {"limit": limit},
            )
        return get_response(request)

    return middleware
