"""An API server on loopback whose pods change while somebody watches, and whose containers log."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.recorded import Cluster, Handler, answer

Pod = Mapping[str, Any]


class Stage:
    """The pods of one namespace; a watch begins at the version it names and sees each change since."""

    def __init__(self, cluster: Cluster, namespace: str, words: Sequence[str]) -> None:
        self.url = cluster.url
        self._words = words
        self._pods: dict[str, Pod] = {}
        self._events: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._over = False
        under = f"/api/v1/namespaces/{namespace}"
        cluster.on("GET", f"{under}/pods", self._answer)
        cluster.on("GET", f"{under}/pods/shop/log", self._log)
        cluster.on("GET", f"{under}/events", self._nothing)

    def put(self, pod: Pod) -> None:
        """A pod as it is from now on."""
        with self._changed:
            name = pod["metadata"]["name"]
            self._happen("MODIFIED" if name in self._pods else "ADDED", pod)
            self._pods[name] = pod

    def remove(self, name: str) -> None:
        """It is gone."""
        with self._changed:
            self._happen("DELETED", self._pods.pop(name))

    def names(self) -> set[str]:
        """The pods that are there."""
        return set(self._pods)

    def end(self) -> None:
        """Every watch ends."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _happen(self, kind: str, pod: Pod) -> None:
        version = str(len(self._events) + 1)
        metadata = {**pod["metadata"], "resourceVersion": version}
        self._events.append({"type": kind, "object": {**pod, "metadata": metadata}})
        self._changed.notify_all()

    def _answer(self, handler: Handler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        if "watch" in query:
            self._watch(handler, int(query["resourceVersion"][0]))
            return
        with self._changed:
            version, items = str(len(self._events)), list(self._pods.values())
        answer(200, {"metadata": {"resourceVersion": version}, "items": items})(handler)

    def _watch(self, handler: Handler, seen: int) -> None:
        handler.begin()
        while not self._over:
            with self._changed:
                if len(self._events) <= seen:
                    self._changed.wait(5)
                new, seen = self._events[seen:], len(self._events)
            for event in new:
                handler.chunk(json.dumps(event).encode() + b"\n")
        handler.chunk(b"")

    def _log(self, handler: Handler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        handler.begin(content_type="text/plain")
        container = 0 if query["container"] == ["proxy"] else 1
        if "sinceTime" not in query:
            stamp = f"2026-11-21T03:00:0{container}.5Z"
            handler.chunk(f"{stamp} {self._words[container]}\n".encode())
        with self._changed:
            if "follow" in query and not self._over:
                self._changed.wait(5)
        handler.chunk(b"")

    def _nothing(self, handler: Handler) -> None:
        if "watch=true" in handler.path:
            with self._changed:
                self._changed.wait(5)
            recorded.watch()(handler)
        else:
            answer(200, {"metadata": {"resourceVersion": "1"}, "items": []})(handler)


@contextmanager
def stage(namespace: str, words: Sequence[str]) -> Iterator[Stage]:
    """A running stage; `words` are what its proxy and its app log."""
    with recorded.cluster() as cluster:
        self_reviews.answer(cluster)
        played = Stage(cluster, namespace, words)
        try:
            yield played
        finally:
            played.end()
