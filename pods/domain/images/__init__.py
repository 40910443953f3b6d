"""Products known by the name of their image: what they do beside other containers, and where they listen.

A name says what a program is for, never what it does in this pod: roles weigh it against the rest
(FACTS I.3).
"""

from __future__ import annotations

from pods.domain.images.jobs import Job
from pods.domain.images.known import Product, product_named, product_of, repository, vocabulary, words

__all__ = ["Job", "Product", "product_named", "product_of", "repository", "vocabulary", "words"]
