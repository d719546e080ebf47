"""Tells in what two builds of the program differ, and whether that was to be expected.

    tests/installer/compare_builds.py FIRST/Dictation SECOND/Dictation

The folders are what `.ci/packaging/build.sh` made. Every file's path, kind, permissions,
date and content is compared; of the program itself, whose modules are packed into one
file, also which modules differ, where PyInstaller is installed. Ends with 0 where
nothing differs but what `EXPECTED` names, with 1 where something else does.
"""

import hashlib
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

EXPECTED: dict[str, str] = {}
"""Patterns of paths that may differ between two builds of one commit, and why."""

_PROGRAM = "dictation-app"


def main(words: list[str]) -> int:
    """Compare two folders; 0 where they differ in nothing unexpected."""
    if len(words) != 2 or not all(Path(word).is_dir() for word in words):
        sys.stderr.write(f"{__doc__}")
        return 2
    first, second = map(Path, words)
    unexpected = 0
    for name, what in differences(first, second):
        reason = next((why for at, why in EXPECTED.items() if re.match(at, name)), None)
        unexpected += reason is None
        sys.stdout.write(f"{name}: {what}, {reason or 'which was not expected'}\n")
        if name == _PROGRAM and what == "other content":
            for module in differing_modules(first / name, second / name):
                sys.stdout.write(f"  in it {module}\n")
    count = sum(1 for _ in first.rglob("*"))
    sys.stdout.write(f"{count} paths compared, {unexpected} unexpected differences\n")
    return 1 if unexpected else 0


def differences(first: Path, second: Path) -> Iterator[tuple[str, str]]:
    """The paths that differ, and in what."""
    one, other = _paths(first), _paths(second)
    for name in sorted(one.keys() | other.keys()):
        if name not in other:
            yield name, "only in the first"
        elif name not in one:
            yield name, "only in the second"
        elif one[name] != other[name]:
            yield name, "another kind, permission or date"
        elif _content(first / name) != _content(second / name):
            yield name, "other content"


def differing_modules(first: Path, second: Path) -> list[str]:
    """The modules packed into two programs whose code is not the same."""
    try:
        from PyInstaller.archive.readers import CArchiveReader
    except ImportError:
        return []
    packed = []
    for program in (first, second):
        modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
        packed.append({name: modules.extract(name, raw=True) for name in modules.toc})
    names = packed[0].keys() | packed[1].keys()
    return sorted(name for name in names if packed[0].get(name) != packed[1].get(name))


def _paths(folder: Path) -> dict[str, tuple[int, int]]:
    """Of each path its mode and its date; folders have the date of their making."""
    found = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        found[path.relative_to(folder).as_posix()] = (
            status.st_mode,
            0 if stat.S_ISLNK(status.st_mode) else int(status.st_mtime),
        )
    return found


def _content(path: Path) -> bytes | str | None:
    if path.is_symlink():
        return str(path.readlink())
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
