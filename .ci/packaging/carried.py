"""What else is inside: libraries that wheels carry, the font, the models, recordings."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import contents
from components import Component

_COMMON = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts of the licences that many share."""


@dataclass(frozen=True)
class Library:
    """A library that lies in somebody else's wheel, whose metadata does not name it.

    Attributes:
        pattern: of its files, from the program's inner folder.
        name: as its makers call it.
        licence: as SPDX writes it.
        home: its address.
        text: the file in Debian's folder of common licences, or "".
    """

    pattern: str
    name: str
    licence: str
    home: str
    text: str = ""


_GCC = ("GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org", "GPL-3")
LIBRARIES = (
    Library(
        r"av\.libs/lib(av|sw)[a-z]+-",
        "FFmpeg (of PyAV)",
        "LGPL-3.0-or-later",
        "https://ffmpeg.org",
        "LGPL-3",
    ),
    Library(
        r"PySide6/Qt/lib/lib(av|sw)[a-z]+\.",
        "FFmpeg (of Qt)",
        "LGPL-2.1-or-later",
        "https://ffmpeg.org",
        "LGPL-2.1",
    ),
    Library(
        r"av\.libs/libdav1d-",
        "dav1d",
        "BSD-2-Clause",
        "https://code.videolan.org/videolan/dav1d",
    ),
    Library(
        r"av\.libs/libmp3lame-",
        "LAME",
        "LGPL-2.0-or-later",
        "https://lame.sourceforge.io",
        "LGPL-2",
    ),
    Library(
        r"av\.libs/libopencore-amr[nw]b-",
        "opencore-amr",
        "Apache-2.0",
        "https://sourceforge.net/projects/opencore-amr",
        "Apache-2.0",
    ),
    Library(r"av\.libs/libopus-", "Opus", "BSD-3-Clause", "https://opus-codec.org"),
    Library(
        r"numpy\.libs/lib(scipy_)?openblas",
        "OpenBLAS",
        "BSD-3-Clause",
        "https://www.openblas.net",
    ),
    Library(r"numpy\.libs/libgfortran-", "libgfortran", *_GCC),
    Library(
        r"numpy\.libs/libquadmath-",
        "libquadmath",
        "LGPL-2.1-or-later",
        "https://gcc.gnu.org",
        "LGPL-2.1",
    ),
    Library(r"torch/lib/libgomp[.-]", "libgomp", *_GCC),
    Library(r"PySide6/Qt/lib/libicu", "ICU", "Unicode-3.0", "https://icu.unicode.org"),
    Library(
        r"PySide6/Qt/lib/libQt6", "Qt", "LGPL-3.0-only", "https://www.qt.io", "LGPL-3"
    ),
    Library(
        r"ctc_beam_decoder/libkenlm",
        "KenLM",
        "LGPL-2.1-or-later",
        "https://kheafield.com/code/kenlm",
        "LGPL-2.1",
    ),
)
_OWN = r"torch/lib/lib(torch|c10|shm|caffe2)"
"""Libraries that are what their wheel is."""
_PLACES = r"([^/]+\.libs|PySide6/Qt/lib|torch/lib)/|.*/libkenlm"
"""Where wheels carry libraries of others."""


def libraries(inner: Path) -> list[Component]:
    """What wheels carry.

    Args:
        inner: the program's inner folder.

    Raises:
        LookupError: it holds a library that nobody has looked up yet.
    """
    found: dict[str, Component] = {}
    for file in sorted(inner.rglob("*.so*")):
        name = file.relative_to(inner).as_posix()
        if file.is_symlink() or not re.match(_PLACES, name) or _is_known(name):
            continue
        library = next((one for one in LIBRARIES if re.match(one.pattern, name)), None)
        if library is None:
            raise LookupError(
                f"{name} is inside, and nobody knows by which licence: look it up and "
                "write it into carried.py"
            )
        version = file.name.partition(".so.")[2] or "unknown"
        if library.name not in found:
            found[library.name] = _library(library, version)
    return [found[name] for name in sorted(found)]


def crates(distributions: Iterable[Component]) -> list[Component]:
    """What is compiled into wheels written in Rust, as these wheels say themselves."""
    found = {}
    for distribution in distributions:
        for file in metadata.files(distribution.name) or []:
            if "/sboms/" not in file.as_posix() or file.suffix != ".json":
                continue
            bill = json.loads(Path(file.locate()).read_bytes())
            for part in bill.get("components", []):
                purl = part.get("purl", "").partition("?")[0]
                if purl.startswith("pkg:cargo/") and part["name"] != distribution.name:
                    licence = _licence(part)
                    found[purl] = Component(
                        part["name"],
                        part["version"],
                        licence,
                        f"https://crates.io/crates/{part['name']}",
                        purl,
                        _text("Apache-2.0") if "Apache-2.0" in licence else (),
                    )
    return [found[purl] for purl in sorted(found)]


def content(root: Path) -> Iterator[Component]:
    """The font, the models and the recordings, which are no code.

    Args:
        root: the folder with `models` and `resources`.
    """
    fonts, speech = root / "resources" / "fonts", root / "resources" / "speech"
    yield Component(
        "Inter",
        "4",
        "OFL-1.1",
        "https://rsms.me/inter",
        "pkg:generic/inter@4",
        ((fonts / "LICENSE.txt").read_text(encoding="utf-8"),),
        kind="data",
    )
    yield Component(
        "Recordings to learn from and to test on",
        "1",
        "see text",
        "",
        "pkg:generic/dictation-speech@1",
        ((speech / "README.md").read_text(encoding="utf-8"),),
        kind="data",
    )
    for config in sorted((root / "models").glob("*/config.json")):
        about = json.loads(config.read_bytes())
        provenance = about.get("provenance", {})
        version = about["sha256"][:12]
        yield Component(
            f"{about['title']} (model)",
            version,
            provenance.get("licence", "see text"),
            "",
            f"pkg:generic/{config.parent.name}@{version}",
            (config.with_name("README.md").read_text(encoding="utf-8"),),
            kind="machine-learning-model",
        )


def _is_known(name: str) -> bool:
    stands_in = contents.stood_in_for(name) or contents.is_cuda(Path(name).name)
    return bool(stands_in or re.match(_OWN, name))


def _library(library: Library, version: str) -> Component:
    slug = re.sub(r"\W+", "-", library.name.lower()).strip("-")
    return Component(
        library.name,
        version,
        library.licence,
        library.home,
        f"pkg:generic/{slug}@{version}",
        _text(library.text),
    )


def _text(name: str) -> tuple[str, ...]:
    """A licence that many share, where this system has its text."""
    file = _COMMON / name
    return (file.read_text(encoding="utf-8"),) if file.is_file() else ()


def _licence(part: dict[str, list[dict[str, str]]]) -> str:
    for entry in part.get("licenses", []):
        if "expression" in entry:
            return entry["expression"]
    return "see text"
