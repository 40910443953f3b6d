"""How entries of the catalogue come onto a page."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from patterns.catalogue.model import Kind, Pattern, Text, Topic, Variant
from pods.domain.messages import Message, gettext_noop
from pods.templatetags.podwright import say

register = template.Library()

_KINDS = {
    Kind.SIDECAR: (Message(gettext_noop("Sidecars")), Message(gettext_noop("extend the app itself"))),
    Kind.AMBASSADOR: (
        Message(gettext_noop("Ambassadors")),
        Message(gettext_noop("reach an outside service")),
    ),
    Kind.ADAPTER: (
        Message(gettext_noop("Adapters")),
        Message(gettext_noop("translate a format or a protocol")),
    ),
    Kind.CO_LOCATED: (
        Message(gettext_noop("Co-located")),
        Message(gettext_noop("equals that work on the same files")),
    ),
    Kind.INIT: (
        Message(gettext_noop("Init")),
        Message(gettext_noop("something that is done before the app starts")),
    ),
}
_TOPICS = {
    Topic.LOGGING: Message(gettext_noop("Logging")),
    Topic.METRICS: Message(gettext_noop("Metrics")),
    Topic.TRACING: Message(gettext_noop("Tracing")),
    Topic.PROXY: Message(gettext_noop("Proxy")),
    Topic.MESH: Message(gettext_noop("Service mesh")),
    Topic.CONFIGURATION: Message(gettext_noop("Configuration")),
    Topic.SECRETS: Message(gettext_noop("Secrets")),
    Topic.SECURITY: Message(gettext_noop("Security")),
    Topic.GATEWAY: Message(gettext_noop("Gateway")),
    Topic.FILES: Message(gettext_noop("Files")),
    Topic.TESTING: Message(gettext_noop("Testing")),
    Topic.BACKUP: Message(gettext_noop("Backup")),
    Topic.DATABASE: Message(gettext_noop("Database")),
    Topic.CACHE: Message(gettext_noop("Cache")),
    Topic.MESSAGING: Message(gettext_noop("Messages")),
    Topic.START: Message(gettext_noop("Start")),
}


@register.filter
def said(text: Text) -> str:
    """A text of an entry in the visitor's language."""
    return text.said(get_language() or "")


@register.filter
def kind_title(kind: Kind) -> str:
    """What patterns of a kind are called together."""
    return say(_KINDS[kind][0])


@register.filter
def kind_purpose(kind: Kind) -> str:
    """What patterns of a kind are there for, in a few words."""
    return say(_KINDS[kind][1])


@register.filter
def topic_title(topic: Topic) -> str:
    """The word for a topic."""
    return say(_TOPICS[topic])


@register.filter
def since(of: Variant | Pattern) -> str:
    """The Kubernetes version from which a variant, or any of a pattern, can be built."""
    return f"1.{of.since}"
