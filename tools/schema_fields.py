"""Write pods/domain/schema/fields.txt: the fields of every built-in kind, for all versions.

Run it after a new release of the `kubernetes-validate` package, which brings the schemas of each version:

    python tools/schema_fields.py

One line a definition: its name and, as JSON, its fields. A type is a word (`string`, `int32`, …), `[` and
the type of the items, `{` and the type of the values, or `#` and the name of a definition; ` 29-33`
behind it limits it to those minor versions of 1.x, and `|` separates the types of different versions.
Lines that start with `=` name the kinds.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "pods" / "domain" / "schema" / "fields.txt"
VERSIONS = range(25, 38)
WORDS = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
    "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "time",
    "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "time",
}
FORMATS = {"byte": "bytes", "int32": "int32", "int64": "int64", "double": "number"}

# definition → field → version → type
Fields = dict[str, dict[str, dict[int, str]]]
# apiVersion, kind → definition, versions
Kinds = dict[tuple[str, str], tuple[str, set[int]]]


def main() -> None:
    text = content()
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {text.count(chr(10))} lines, {len(text):,} bytes")


def content() -> str:
    """The text of the file, from the schemas that are installed."""
    fields: Fields = {}
    kinds: Kinds = {}
    for minor in VERSIONS:
        definitions = _definitions(minor)
        for name, definition in definitions.items():
            _add(name, definition, definitions, minor, fields)
            _add_kinds(name, definition, minor, kinds)
    needed = _reachable({definition for definition, _ in kinds.values()}, fields)
    lines = [_kind_line(key, *found) for key, found in sorted(kinds.items())]
    lines += [f"{_short(name)} {_fields_line(fields[name])}" for name in sorted(needed)]
    return "\n".join(lines) + "\n"


def _definitions(minor: int) -> dict[str, Any]:
    package = find_spec("kubernetes_validate")
    if package is None or package.origin is None:
        raise SystemExit("The package kubernetes-validate is not installed.")
    folder = Path(package.origin).parent / "kubernetes-json-schema" / f"v1.{minor}.0-local"
    content = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = content.get("$defs") or content["definitions"]
    return found


def _add(name: str, definition: Any, all_: dict[str, Any], minor: int, fields: Fields) -> None:
    own = fields.setdefault(name, {})
    for field, schema in definition.get("properties", {}).items():
        own.setdefault(field, {})[minor] = _type(schema, all_)


def _add_kinds(name: str, definition: Any, minor: int, kinds: Kinds) -> None:
    for key in definition.get("x-kubernetes-group-version-kind", []):
        api_version = f"{key['group']}/{key['version']}".lstrip("/")
        if "metadata" in definition.get("properties", {}) and not key["kind"].endswith("List"):
            kinds.setdefault((api_version, key["kind"]), (name, set()))[1].add(minor)


def _type(schema: Any, definitions: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in WORDS:
            return WORDS[name]
        return f"#{_short(name)}" if "properties" in definitions[name] else _free(definitions[name])
    if "items" in schema:
        return f"[{_type(schema['items'], definitions)}"
    if "additionalProperties" in schema:
        return f"{{{_type(schema['additionalProperties'], definitions)}"
    kind = schema.get("type", "any")
    kind = next(k for k in kind if k != "null") if isinstance(kind, list) else kind
    word: str = FORMATS.get(schema.get("format", ""), "int64" if kind == "integer" else kind)
    return word


def _free(definition: Any) -> str:
    return "object" if "object" in definition.get("type", []) else "any"


def _reachable(start: set[str], fields: Fields) -> set[str]:
    by_short = {_short(name): name for name in fields}
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        types = {found for versions in fields[name].values() for found in versions.values()}
        waiting += [by_short[found.lstrip("[{#")] for found in types if "#" in found]
    return seen


def _short(name: str) -> str:
    return name.removeprefix("io.k8s.").removeprefix("api.").replace("apimachinery.pkg.apis.", "")


def _kind_line(key: tuple[str, str], name: str, versions: set[int]) -> str:
    return f"={key[0]} {key[1]} {_short(name)} {min(versions)}-{max(versions)}"


def _fields_line(fields: dict[str, dict[int, str]]) -> str:
    compact = {field: _span(versions) for field, versions in sorted(fields.items())}
    return json.dumps(compact, separators=(",", ":"))


def _span(versions: dict[int, str]) -> str:
    """The type, with the versions it holds for unless it holds for all."""
    runs: list[list[Any]] = []
    for minor, found in sorted(versions.items()):
        if runs and runs[-1][0] == found and runs[-1][2] == minor - 1:
            runs[-1][2] = minor
        else:
            runs.append([found, minor, minor])
    if runs == [[runs[0][0], VERSIONS[0], VERSIONS[-1]]]:
        return str(runs[0][0])
    return "|".join(f"{found} {since}-{until}" for found, since, until in runs)


if __name__ == "__main__":
    main()
