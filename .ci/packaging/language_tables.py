"""Qt's tables of languages, without those that this program never reads.

ICU keeps one large table in a library of its own: 32 MB of which most are names of
currencies and cities, rules for breaking lines of Thai, and encodings older than UTF-8.
"""

import re
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

_KEPT = re.compile(
    r"[^/]+/([^/]+\.(res|icu|nrm)|coll/(root\.res|res_index\.res|ucadata\.icu))"
)
"""How each language writes numbers and dates, letters, and the order that fits all."""
_MARK = b"\xda\x27\x14\x00\x00\x00\x00\x00\x02\x00CmnD\x01"
"""What a table begins with, after the length of its head: little-endian, in ASCII."""
_ALIGNMENT = 16


def build(library: Path, folder: Path) -> Path:
    """Make a library with the same name and what is kept of the table.

    Args:
        library: Qt's `libicudata.so.N`.
        folder: where the new one is written.

    Raises:
        ValueError: it holds no table of this kind.
        subprocess.CalledProcessError: there is no C compiler, or it fails.
    """
    head, items = read(library.read_bytes())
    kept = {name: data for name, data in items.items() if _KEPT.fullmatch(name)}
    table, code = folder / "icu.dat", folder / "icu.s"
    table.write_bytes(write(head, kept))
    symbol = f"icudt{library.name.rpartition('.')[2]}_dat"
    code.write_text(
        f".section .rodata\n.balign {_ALIGNMENT}\n.globl {symbol}\n"
        f'.type {symbol}, @object\n{symbol}: .incbin "icu.dat"\n'
        f'.size {symbol}, .-{symbol}\n.section .note.GNU-stack,"",@progbits\n',
        encoding="ascii",
    )
    options = ("-shared", "-nostdlib", "-s", "-Wl,--build-id=none")
    command = ("cc", *options, f"-Wl,-soname,{library.name}", "icu.s")
    subprocess.run((*command, "-o", library.name), check=True, cwd=folder)
    return folder / library.name


def read(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Take a table apart.

    Returns:
        Its head, and its items by their names.

    Raises:
        ValueError: there is none in it.
    """
    start = data.find(_MARK) - 2
    if start < 0:
        raise ValueError("there is no ICU table in it")
    (length,) = struct.unpack_from("<H", data, start)
    base = start + length
    (count,) = struct.unpack_from("<I", data, base)
    places = [
        struct.unpack_from("<II", data, base + 4 + 8 * index) for index in range(count)
    ]
    ends = [place for _, place in places[1:]]
    items = {}
    for (name, place), end in zip(places, [*ends, None], strict=True):
        text = data[base + name : data.index(b"\0", base + name)].decode("ascii")
        # The last item's end is not told: what follows it does no harm.
        items[text] = data[base + place : None if end is None else base + end]
    return data[start:base], items


def write(head: bytes, items: Mapping[str, bytes]) -> bytes:
    """Put a table together; ICU looks names up by halving, so they are in order."""
    ordered = sorted(items.items())
    texts, name_places = b"", []
    for name, _ in ordered:
        name_places.append(4 + 8 * len(ordered) + len(texts))
        texts += name.encode("ascii") + b"\0"
    place = _aligned(4 + 8 * len(ordered) + len(texts))
    entries, content = struct.pack("<I", len(ordered)), bytearray()
    for name_place, (_, data) in zip(name_places, ordered, strict=True):
        entries += struct.pack("<II", name_place, place + len(content))
        content += data.ljust(_aligned(len(data)), b"\0")
    return head + (entries + texts).ljust(place, b"\0") + bytes(content)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
