"""What feeds the viewers of a pod or workload: watches on it, on what stands between, on its pods and its events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pods.cluster.live.hub import Topic
from pods.cluster.live.subject import Subject
from pods.cluster.live.watching import Changed, Deleted, Listed, News, Watch
from pods.cluster.paths import Query, path_of

if TYPE_CHECKING:
    from pods.cluster.api import Api

Object = Mapping[str, Any]
WORKLOAD, BETWEEN, PODS, EVENTS = "workload", "between", "pods", "events"
LONGEST_EVENT = 4096  # characters of an event's message that are kept
_SHORTEST_PREFIX = 40  # of a workload's name; controllers shorten what would become too long for a pod's name


class PodFeed:
    """One watch for each kind of object that tells how a subject is. Its `topic` has a part for each of them."""

    def __init__(self, api: Api, subject: Subject) -> None:
        self.topic = Topic()
        self.subject = subject
        self._api = api
        self._guard = threading.Lock()
        self._watches: dict[str, tuple[Query, Watch]] = {}
        self._stopped = False

    @property
    def over(self) -> bool:
        """Whether what matters most can no longer be watched."""
        with self._guard:
            watches = dict(self._watches)
        return self._stopped or any(
            part in watches and watches[part][1].over for part in (WORKLOAD, BETWEEN, PODS)
        )

    def start(self) -> None:
        """Begin with the object itself; its pods follow when its selector is known."""
        subject = self.subject
        if subject.kind == "Pod":
            self._watch(PODS, subject.path("Pod"), subject.by_name, _slim)
        else:
            self._watch(WORKLOAD, subject.path(subject.kind), subject.by_name, _slim, self._selected)
        self._watch(EVENTS, *self._events(), self._event)

    def stop(self) -> None:
        """End every watch and tell the viewers; returns at once."""
        with self._guard:
            self._stopped = True
            watches = [watch for _, watch in self._watches.values()]
        for watch in watches:
            watch.stop()
        self.topic.end()

    def _watch(
        self,
        part: str,
        path: str,
        query: Query,
        keep: Callable[[Object], Object | None],
        also: Callable[[News], None] = lambda _: None,
    ) -> None:
        """Watch, in place of what was watched for this part with another query."""

        def tell(news: News) -> None:
            kept = _kept(news, keep)
            if kept is not None:
                self.topic.tell(kept, part)
            also(news)

        with self._guard:
            old = self._watches.get(part)
            if self._stopped or (old and old[0] == query):
                return
            watch = Watch(self._api, path, query, tell)
            self._watches[part] = query, watch
        if old:
            old[1].stop()
        watch.start()

    def _selected(self, news: News) -> None:
        """The workload changed: look for its pods by the selector it has now."""
        objects = news.objects if isinstance(news, Listed) else ()
        for workload in (news.object,) if isinstance(news, Changed) else objects:
            subject, pods = self.subject, self.subject.pods_query(workload)
            between = subject.between_query(workload)
            if subject.between and between is not None:
                self._watch(BETWEEN, subject.path(subject.between), between, _slim)
            if pods is not None:
                self._watch(PODS, subject.path("Pod"), pods, _slim)

    def _events(self) -> tuple[str, Query]:
        path = path_of("api", "v1", "namespaces", self.subject.namespace, "events")
        if self.subject.kind == "Pod":
            return path, {"fieldSelector": f"involvedObject.name={self.subject.name}"}
        return path, {}

    def _event(self, event: Object) -> Object | None:
        """What is shown of an event, where it can concern the subject or what it made (whose names begin like its)."""
        about = event.get("involvedObject")
        name = str(about.get("name")) if isinstance(about, Mapping) else ""
        if not name.startswith(self.subject.name[:_SHORTEST_PREFIX]):
            return None
        fields = ("type", "reason", "count", "firstTimestamp", "lastTimestamp", "eventTime", "series")
        metadata = event.get("metadata")
        kept = {key: event.get(key) for key in fields}
        words = str(event.get("message") or "")[:LONGEST_EVENT]
        return kept | {"metadata": _identity(metadata), "involvedObject": about, "message": words}


def _kept(news: News, keep: Callable[[Object], Object | None]) -> News | None:
    """The news with as much of its objects as is kept; None where nothing is left of it."""
    if isinstance(news, Listed):
        return Listed(tuple(kept for one in news.objects if (kept := keep(one)) is not None))
    if isinstance(news, Changed | Deleted):
        kept = keep(news.object)
        return None if kept is None else type(news)(kept)
    return news


def _slim(thing: Object) -> Object:
    """An object without what is long and never shown: who manages which field, and annotations of others."""
    metadata = thing.get("metadata")
    if not isinstance(metadata, Mapping):
        return thing
    annotations = metadata.get("annotations")
    revision = annotations.get(REVISION) if isinstance(annotations, Mapping) else None
    left = {key: value for key, value in metadata.items() if key not in ("managedFields", "annotations")}
    return {**thing, "metadata": left | ({"annotations": {REVISION: revision}} if revision else {})}


REVISION = "deployment.kubernetes.io/revision"


def _identity(metadata: Any) -> Object:
    keys = ("uid", "name", "creationTimestamp")
    return {key: metadata.get(key) for key in keys} if isinstance(metadata, Mapping) else {}
