"""Which design a request means, and whether its user may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from pods.models import Design


def get_design_or_404(request: HttpRequest, design_id: int, *, deleted: bool = False) -> Design:
    """The user's own design with its text; somebody else's does not exist for them.

    With `deleted`, one that was deleted is found too.
    """
    mine = Design.objects.of(request.user).with_head()
    return get_object_or_404(mine if deleted else mine.kept(), pk=design_id)
