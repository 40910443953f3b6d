"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class PodsConfig(AppConfig):
    """Designs of pods, and the pages that show them."""

    name = "pods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from pods import checks  # noqa: F401 (importing registers)
