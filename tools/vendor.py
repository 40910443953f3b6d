"""Fetch, build and verify the files of other projects that this repository carries.

    python tools/vendor.py fetch [NAME…]   build entries of static/vendor/vendor.json anew (needs npm)
    python tools/vendor.py verify          compare every vendored file with its recorded checksum

`tools/package.json` and `package-lock.json` pin the npm packages with their integrity. Each entry of the
list says how its files are made, by `build`:

    bundle   esbuild joins `entry` and all it imports into the ES module `output`, with the licences beside it
    fonts    tools/fonts.py cuts the fonts of `npm` down to what is shipped
    texts    tools/schema_descriptions.py shortens what the API says of its fields

`fetch` writes `packages` (what is inside, with version and licence) and checksums: `files` of what was made, and
`sources` of what a bundle was made from.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"
LIST = ROOT / "static/vendor/vendor.json"

Entry = dict[str, Any]
Files = dict[str, bytes]


REMEDY = "is not as recorded; run: python tools/vendor.py fetch"


class VendorError(Exception):
    """Something a person has to mend, said in one sentence."""


def read_list() -> list[Entry]:
    """The entries as they are recorded."""
    entries: list[Entry] = json.loads(LIST.read_text("utf-8"))["entries"]
    return entries


def write_list(entries: list[Entry]) -> None:
    """Record the entries, laid out so that a diff shows one file a line."""
    LIST.write_text(json.dumps({"entries": entries}, indent=2, ensure_ascii=False) + "\n", "utf-8")


def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()


# -- verify --------------------------------------------------------------------------------------------------


def is_as(path: str, checksum: str) -> bool:
    """Whether a file is there, with that content."""
    file = ROOT / path
    return file.is_file() and digest(file.read_bytes()) == checksum


def problems() -> Iterator[str]:
    """Each way in which the tree differs from the list: changed, missing or unlisted files."""
    entries = read_list()
    recorded = {path: checksum for entry in entries for path, checksum in entry["files"].items()}
    sources = {path: checksum for entry in entries for path, checksum in entry.get("sources", {}).items()}
    yield from (
        f"{path} {REMEDY}" for path, checksum in (recorded | sources).items() if not is_as(path, checksum)
    )
    for file in sorted(LIST.parent.rglob("*")):
        path = file.relative_to(ROOT).as_posix()
        if file.is_file() and file != LIST and path not in recorded:
            yield f"{path} is in no entry of {LIST.name}"


# -- fetch ---------------------------------------------------------------------------------------------------


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command, its output shown; raises VendorError when it fails or is not there."""
    try:
        subprocess.run([str(part) for part in command], cwd=cwd, check=True)
    except FileNotFoundError:
        raise VendorError(f"{command[0]} is not installed; it is needed to fetch vendored files.") from None
    except subprocess.CalledProcessError as error:
        raise VendorError(f"{command[0]} ended with status {error.returncode}.") from None


def install(folder: Path) -> Path:
    """Install exactly the locked packages into a folder, running none of their scripts: its node_modules."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOOLS / name, folder)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder)
    return folder / "node_modules"


def package_facts(modules: Path, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Version and licence of each package, from its own package.json."""
    facts = {}
    for name in sorted(names):
        about = json.loads((modules / name / "package.json").read_text("utf-8"))
        facts[name] = {"version": about["version"], "licence": about["license"]}
    return facts


def package_of(path: str) -> str:
    """`@lezer/lr` of `…/node_modules/@lezer/lr/dist/index.js`."""
    parts = path.rsplit("node_modules/", 1)[1].split("/")
    return "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def licence_texts(modules: Path, names: Iterable[str]) -> bytes:
    """The licence files of packages in one text: their terms ask for it to travel with the code."""
    texts = []
    for name in sorted(names):
        found = sorted((modules / name).glob("[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
        if not found:
            raise VendorError(f"{name} brings no licence file.")
        texts.append(f"{name}\n{'-' * len(name)}\n\n{found[0].read_text('utf-8').strip()}\n")
    return "\n\n".join(texts).encode()


def bundled(entry: Entry, modules: Path) -> Files:
    """One ES module out of an entry file and all it imports."""
    source, made, meta = (
        modules.parent / "entry.js",
        modules.parent / "bundle.js",
        modules.parent / "meta.json",
    )
    shutil.copy(ROOT / entry["entry"], source)
    flags = (
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
    )
    run(
        modules / ".bin/esbuild",
        source.name,
        *flags,
        f"--outfile={made}",
        f"--metafile={meta}",
        cwd=modules.parent,
    )
    inputs = json.loads(meta.read_text("utf-8"))["inputs"]
    names = {package_of(path) for path in inputs if "node_modules/" in path}
    entry["packages"] = package_facts(modules, names)
    entry["sources"] = {entry["entry"]: digest(source.read_bytes())}
    return {
        entry["output"]: made.read_bytes(),
        beside(entry["output"], "LICENSES.txt"): licence_texts(modules, names),
    }


def cut_fonts(entry: Entry, modules: Path) -> Files:
    """The shipped fonts: only this build needs more than the standard library."""
    fonts = importlib.import_module("fonts")
    entry["packages"] = package_facts(modules, [entry["npm"]])
    return dict(fonts.build(modules / entry["npm"]))


def shortened_texts(entry: Entry, modules: Path) -> Files:
    """The descriptions of the API's fields, from a package that the tests need anyway."""
    descriptions = importlib.import_module("schema_descriptions")
    entry["packages"] = {
        "kubernetes-validate": {"version": metadata.version("kubernetes-validate"), "licence": "Apache-2.0"}
    }
    return dict(descriptions.build())


def beside(path: str, name: str) -> str:
    """A file of that name in the same folder."""
    return str(PurePosixPath(path).with_name(name))


BUILDS: dict[str, Callable[[Entry, Path], Files]] = {
    "bundle": bundled,
    "fonts": cut_fonts,
    "texts": shortened_texts,
}


def place(entry: Entry, files: Files) -> None:
    """Write an entry's files, remove those it no longer has, and record the checksums."""
    for path in set(entry.get("files", {})) - set(files):
        (ROOT / path).unlink(missing_ok=True)
    for path, content in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(content)
    entry["files"] = {path: digest(files[path]) for path in sorted(files)}


def fetch(wanted: list[str]) -> None:
    """Build the entries named, or all of them."""
    entries = read_list()
    unknown = set(wanted) - {entry["name"] for entry in entries}
    if unknown:
        raise VendorError(f"{LIST.name} has no entry named {', '.join(sorted(unknown))}.")
    with tempfile.TemporaryDirectory() as folder:
        modules = install(Path(folder))
        for entry in entries:
            if not wanted or entry["name"] in wanted:
                place(entry, BUILDS[entry["build"]](entry, modules))
    write_list(entries)


def main(arguments: list[str]) -> int:
    """Exit status 0 when all is as recorded, 1 when something differs, 2 for a wrong call."""
    match arguments:
        case ["verify"]:
            found = list(problems())
        case ["fetch", *wanted]:
            try:
                fetch(wanted)
            except VendorError as error:
                print(error, file=sys.stderr)
                return 1
            found = list(problems())
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    print("\n".join(found) or "Every vendored file matches its checksum.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
