"""What a frozen program is made of: Python distributions and system libraries."""

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

_LEFT_OUT = re.compile(r"^(nvidia-|cuda-|triton$|setuptools$|dictation-app$)")
"""Required by metadata, and not inside: see `contents`."""
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)


@dataclass(frozen=True)
class Component:
    """A part of the program that somebody else wrote.

    Attributes:
        name: as its makers call it.
        version: of it.
        licence: its short name, or "see text".
        home: its address, or "".
        purl: the package URL.
        texts: the licence texts that came with it.
        kind: what CycloneDX calls such a thing.
    """

    name: str
    version: str
    licence: str
    home: str
    purl: str
    texts: tuple[str, ...]
    kind: str = "library"


def python() -> Component:
    """Python itself, whose library and interpreter are inside."""
    version = sys.version.split()[0]
    text = Path(sys.base_prefix, f"lib/python3.{sys.version_info.minor}/LICENSE.txt")
    texts = (text.read_text(encoding="utf-8"),) if text.exists() else ()
    purl = f"pkg:generic/python@{version}"
    return Component(
        "Python", version, "PSF-2.0", "https://www.python.org", purl, texts
    )


def distributions(root: str = "dictation-app") -> list[Component]:
    """What one requires, what these require, and PyInstaller, which froze them."""
    found: dict[str, Component] = {}
    waiting = [root]
    while waiting:
        name = _canonical(waiting.pop())
        if name in found or (_LEFT_OUT.match(name) and name != root):
            continue
        distribution = metadata.distribution(name)
        found[name] = _component(distribution)
        for line in distribution.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    found.pop(root)
    found["pyinstaller"] = _component(metadata.distribution("pyinstaller"))
    return [found[name] for name in sorted(found)]


def system_packages(folder: Path) -> list[Component]:
    """The Debian packages whose libraries PyInstaller took from this machine."""
    # Wheels bring their own; what lies on top is the system's.
    files = [file for file in folder.glob("*.so*") if not file.is_symlink()]
    names = owners(f.name for f in files if not f.name.startswith("libpython"))
    return [_debian(name) for name in sorted(names)]


def owners(libraries: Iterable[str]) -> set[str]:
    """The installed Debian packages that have the libraries, where one has."""
    wanted = sorted({f"*/{library}" for library in libraries})
    done = subprocess.run(
        ("dpkg-query", "-S", *wanted), capture_output=True, text=True, check=False
    )
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        packages, _, path = line.partition(": ")
        if path.startswith(("/lib/", "/usr/lib/")) and path.count("/") <= 4:
            library = path.rpartition("/")[2]
            found.setdefault(library, packages.split(",")[0].split(":")[0])
    return set(found.values())


def _component(distribution: metadata.Distribution) -> Component:
    about = distribution.metadata
    licence = about.get("License-Expression") or about.get("License") or ""
    if not licence or "\n" in licence:
        classes = [
            line.rpartition(" :: ")[2]
            for line in about.get_all("Classifier") or []
            if line.startswith("License ::")
        ]
        licence = ", ".join(classes) or "see text"
    urls = [line.partition(", ")[2] for line in about.get_all("Project-URL") or []]
    texts = [
        file.read_text(encoding="utf-8", errors="replace")
        for file in map(Path, map(distribution.locate_file, distribution.files or []))
        if _LICENCE_FILE.search(file.name)
        and ".dist-info" in str(file)
        and file.suffix not in (".py", ".pyc")
        and file.is_file()
    ]
    name, version = about["Name"], distribution.version
    return Component(
        name,
        version,
        licence,
        about.get("Home-page") or next(iter(urls), ""),
        f"pkg:pypi/{_canonical(name)}@{version}",
        tuple(texts),
    )


def _debian(name: str) -> Component:
    form = "${Version}\\n${Homepage}"
    done = subprocess.run(
        ("dpkg-query", "-W", "-f", form, name),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    version, _, home = done.stdout.partition("\n")
    text = Path("/usr/share/doc", name, "copyright")
    texts = (text.read_text(encoding="utf-8"),) if text.exists() else ()
    purl = f"pkg:deb/debian/{name}@{version}"
    return Component(name, version, "see text", home, purl, texts)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
