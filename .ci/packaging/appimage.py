"""Makes an AppImage: the files of the Debian package, behind a runtime that mounts them.

The runtime is somebody else's program, and given by its file. What it can unpack differs
from one to the next, so it is asked.
"""

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

COMPRESSIONS = (
    ("zstd", "-Xcompression-level", "19"),
    ("xz",),
    ("gzip",),
)
"""What mksquashfs is told; the first that the runtime reads is taken: zstd starts
fastest, and xz is smallest."""

_RUN = """#!/bin/sh
# Under the name dictation-app, by a link to it, the image is the command line.
here=$(dirname "$(readlink -f "$0")")
case ${ARGV0##*/} in
dictation-app*) exec "$here/usr/bin/dictation-app" "$@" ;;
*) exec "$here/usr/bin/Dictation" "$@" ;;
esac
"""
_SECTIONS = struct.Struct("<40xQ10xHH")
"""Of a 64-bit ELF header: where the table of sections is, an entry's size, how many."""


def runtime_of(file: Path) -> bytes:
    """The runtime alone, also of a file that has an image behind it.

    Raises:
        ValueError: there is none of the second type in it.
    """
    data = file.read_bytes()
    if data[:5] != b"\x7fELF\x02" or data[8:11] != b"AI\x02":
        raise ValueError(
            f"{file} is no runtime for AppImages: name one of the second type, "
            "for 64 bits"
        )
    start, size, number = _SECTIONS.unpack_from(data)
    return data[: start + size * number]


def write_image(package: Path, runtime: Path, target: Path, when: int) -> str:
    """Make the image.

    Args:
        package: the Debian package.
        runtime: a file that begins with the runtime.
        target: the AppImage.
        when: seconds since 1970 that everything is dated with.

    Returns:
        How it is compressed.

    Raises:
        ValueError: it is no runtime, or reads nothing that mksquashfs writes.
    """
    head = runtime_of(runtime)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        how = _compression(head, Path(work), when)
        tree = Path(work, "tree")
        subprocess.run(("dpkg-deb", "--extract", package, tree), check=True)
        lay_out(tree, when)
        _pack(head, tree, target, how, when)
    return how[0]


def lay_out(tree: Path, when: int) -> None:
    """Put where the runtime and desktops look what a package has elsewhere."""
    shutil.rmtree(tree / "usr/share/lintian", ignore_errors=True)
    start = tree / "AppRun"
    start.write_text(_RUN, encoding="ascii")
    start.chmod(0o755)
    for name, target in (
        ("dictation-app.desktop", "usr/share/applications/dictation-app.desktop"),
        ("dictation-app.png", "usr/share/icons/hicolor/256x256/apps/dictation-app.png"),
        (".DirIcon", "dictation-app.png"),
    ):
        (tree / name).symlink_to(target)
    for path in [*tree.rglob("*"), tree]:
        os.utime(path, (when, when), follow_symlinks=False)


def _compression(head: bytes, work: Path, when: int) -> tuple[str, ...]:
    """The first of the compressions that the runtime reads."""
    tree = work / "small"
    tree.mkdir()
    (tree / "file").write_bytes(bytes(100_000))
    for how in COMPRESSIONS:
        image = work / f"{how[0]}.AppImage"
        _pack(head, tree, image, how, when)
        subprocess.run(
            (image, "--appimage-extract"), cwd=work, capture_output=True, check=False
        )
        found = work / "squashfs-root" / "file"
        if found.is_file() and found.read_bytes() == bytes(100_000):
            return how
        shutil.rmtree(work / "squashfs-root", ignore_errors=True)
    raise ValueError("the runtime reads nothing that mksquashfs writes: name another")


def _pack(
    head: bytes, tree: Path, target: Path, how: tuple[str, ...], when: int
) -> None:
    """Write the runtime, and the files behind it."""
    target.unlink(missing_ok=True)
    options = ("-quiet", "-no-progress", "-noappend", "-all-root", "-b", "1M")
    subprocess.run(
        (
            "mksquashfs",
            tree,
            target,
            *options,
            "-offset",
            str(len(head)),
            "-comp",
            *how,
        ),
        env={**os.environ, "SOURCE_DATE_EPOCH": str(when)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    with target.open("r+b") as file:
        file.write(head)
    target.chmod(0o755)
