"""The one user of local mode."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX


def local_user() -> AbstractBaseUser:
    """Whom everything belongs to where nobody logs in; made on first use, without a password."""
    people = get_user_model().objects
    return people.get_or_create(
        username=settings.LOCAL_USER, defaults={"password": UNUSABLE_PASSWORD_PREFIX}
    )[0]
