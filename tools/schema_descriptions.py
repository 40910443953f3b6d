"""Write pods/domain/schema/descriptions.txt: what the API's own documentation says of each field, shortened.

Run it after a new release of the `kubernetes-validate` package, which brings the schemas of each version:

    python tools/vendor.py fetch "Kubernetes API descriptions"

A line `!` names a definition and the fields it cannot do without. Every other line is a text, a tab, and the
fields it describes; what many fields share stands there once. The newest version that knows a field is quoted.
"""

from __future__ import annotations

import importlib
import re
from importlib.metadata import files
from pathlib import Path
from typing import Any

# Run as a script, or by vendor.py, both of which find what stands beside them.
schema_fields = importlib.import_module("schema_fields")

ROOT = Path(__file__).parent.parent
TARGET = "pods/domain/schema/descriptions.txt"
LICENCE = "pods/domain/schema/descriptions-LICENSE.txt"
LONGEST = 120  # characters of a description that is kept whole sentence by sentence
_SENTENCE = re.compile(r".+?(?:(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s+[A-Z\"`$(])|$)", re.DOTALL)
_NOISE = re.compile(r"\s*(?:More info: \S+|Cannot be updated\.|Read-only\.|Populated by the system\.)")
# What every kind has, said better by our own words.
_EVERYWHERE = frozenset({"apiVersion", "kind", "metadata", "status"})

_WHOSE = """\
descriptions.txt quotes, shortened, the descriptions of the Kubernetes API: Copyright The Kubernetes Authors.
They were taken from the schemas in the package kubernetes-validate: Copyright (C) 2018 Will Thames.
Both are licensed under the Apache License, Version 2.0:
"""


def build() -> dict[str, bytes]:
    """The files of the entry in static/vendor/vendor.json, by their paths."""
    return {TARGET: content().encode(), LICENCE: licence().encode()}


def content() -> str:
    """The text of the file, from the schemas that are installed."""
    described: dict[str, str] = {}
    required: dict[str, list[str]] = {}
    wanted = _known()
    for minor in schema_fields.VERSIONS:  # newer versions write over older ones
        for name, definition in schema_fields._definitions(minor).items():
            if schema_fields._short(name) in wanted:
                required[schema_fields._short(name)] = sorted(definition.get("required", []))
                described |= _descriptions(schema_fields._short(name), definition)
    by_text: dict[str, list[str]] = {}
    for field, text in sorted(described.items()):
        by_text.setdefault(text, []).append(field)
    lines = [f"!{name} {' '.join(fields)}" for name, fields in sorted(required.items()) if fields]
    lines += [f"{text}\t{' '.join(fields)}" for text, fields in sorted(by_text.items())]
    return "\n".join(lines) + "\n"


def shortened(text: str) -> str:
    """The first sentences of a description; one that is too long is cut at a word."""
    plain = " ".join(_NOISE.sub("", text).split())
    kept = ""
    for sentence in _SENTENCE.findall(plain):
        if kept and len(kept) + len(sentence) > LONGEST:
            break
        kept += sentence
    if len(kept) <= LONGEST * 1.5:
        return kept.strip()
    return kept[: kept.rindex(" ", 0, LONGEST)].rstrip(" ,;:") + " …"


def _without(field: str, text: str) -> str:
    """The description without the name of its field, with which many begin."""
    rest = re.sub(
        rf"^(?:{re.escape(field)} )?(?:(?:is|are) (?=the |an? )|(?:Optional|Required)[:.] )", "", text
    )
    return rest[:1].upper() + rest[1:] if rest != text else text


def licence() -> str:
    """Whose texts these are, and the licence they are under."""
    found = next(f for f in files("packaging") or [] if f.name == "LICENSE.APACHE")
    return f"{_WHOSE}\n{found.read_text(encoding='utf-8')}"


def _known() -> set[str]:
    lines = (ROOT / "pods/domain/schema/fields.txt").read_text(encoding="utf-8").splitlines()
    names = {line.partition(" ")[0] for line in lines if not line.startswith("=")}
    return {name for name in names if not name.endswith("Status")}  # nobody writes a status


def _descriptions(name: str, definition: dict[str, Any]) -> dict[str, str]:
    texts = {
        f"{name}.{field}": shortened(_without(field, schema.get("description", "")))
        for field, schema in definition.get("properties", {}).items()
        if field not in _EVERYWHERE or "metadata" not in definition["properties"]
    }
    return {field: text for field, text in texts.items() if text}


if __name__ == "__main__":
    for path, made in build().items():
        (ROOT / path).write_bytes(made)
        print(f"{path}: {len(made):,} bytes")
