"""Put the examples on the home page of the one local user."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from pods import examples
from pods.domain.messages import gettext_noop, say
from pods.models import Design
from pods.models.people import local_user

_SEEDED = gettext_noop("Put here as an example")


class Command(BaseCommand):
    """Creates each example once. On a server it does nothing: there people start from examples themselves."""

    help = "Creates the example designs for the local user."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--if-empty", action="store_true", help="only if there is no design, not even a deleted one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create them."""
        if not settings.LOCAL:
            self.stdout.write("Nothing to do: in server mode everybody starts with the examples they choose.")
            return
        owner = local_user()
        if options["if_empty"] and Design.objects.of(owner).exists():
            return
        # In reverse: the home page shows the newest first.
        for example in reversed(examples.all_examples()):
            Design.create(owner, example.slug, example.text, say(_SEEDED))
