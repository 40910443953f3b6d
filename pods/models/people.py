"""The one user of local mode."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User


def local_user() -> User:
    """Whom everything belongs to where nobody logs in; made on first use, without a password."""
    return User.objects.get_or_create(
        username=settings.LOCAL_USER, defaults={"password": UNUSABLE_PASSWORD_PREFIX}
    )[0]
