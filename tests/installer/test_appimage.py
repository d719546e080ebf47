"""An AppImage: its runtime, and what lies behind it."""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / ".ci" / "packaging"


@pytest.fixture
def appimage(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    import appimage

    yield appimage
    sys.modules.pop("appimage")


def elf(magic=b"AI\x02"):
    """A header, 100 bytes of program, and a table of three sections."""
    head = bytearray(64)
    head[:11] = b"\x7fELF\x02\x01\x01\x00" + magic
    struct.pack_into("<Q", head, 40, 164)
    struct.pack_into("<HH", head, 58, 64, 3)
    return bytes(head) + b"p" * 100 + b"s" * 3 * 64


def test_the_runtime_ends_where_the_image_begins(appimage, tmp_path):
    file = tmp_path / "whole.AppImage"
    file.write_bytes(elf() + b"hsqs and so on")
    assert appimage.runtime_of(file) == elf()


@pytest.mark.parametrize("content", [elf(b"AI\x01"), elf(b"\0\0\0"), b"MZ", b""])
def test_what_is_no_runtime_is_refused(appimage, tmp_path, content):
    file = tmp_path / "other"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="is no runtime"):
        appimage.runtime_of(file)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell starts it")
@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("/home/jörg/Dictation-0.1.0-x86_64.AppImage", "window [ein wort]\n"),
        ("dictation-app", "commands [ein wort]\n"),
    ],
)
def test_the_name_decides_between_window_and_commands(appimage, tmp_path, called, said):
    tree = tmp_path / "mounted here"
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/share/lintian").mkdir(parents=True)
    for name, word in (("Dictation", "window"), ("dictation-app", "commands")):
        program = tree / "usr/bin" / name
        program.write_text(f'#!/bin/sh\necho "{word} [$1]"\n', encoding="ascii")
        program.chmod(0o755)
    appimage.lay_out(tree, when=1_700_000_000)
    done = subprocess.run(
        [tree / "AppRun", "ein wort"],
        env={**os.environ, "ARGV0": called},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert done.stdout == said
    assert not (tree / "usr/share/lintian").exists()
    dates = {path.lstat().st_mtime for path in (tree, *tree.rglob("*"))}
    assert dates == {1_700_000_000}


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="squashfs-tools has it")
def test_the_files_lie_behind_the_runtime_the_same_twice(appimage, tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "file").write_bytes(b"something" * 1000)
    for name in ("one", "two"):
        appimage._pack(elf(), tree, tmp_path / name, ("gzip",), 1_700_000_000)
    image = (tmp_path / "one").read_bytes()
    assert image.startswith(elf() + b"hsqs")
    assert image == (tmp_path / "two").read_bytes()


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="squashfs-tools has it")
def test_a_runtime_that_reads_nothing_is_refused(appimage, tmp_path):
    # It is no program that could be run: the system says so, or it does nothing.
    head = b"#!/bin/sh\nexit 1\n" + elf()
    with pytest.raises(ValueError, match="reads nothing"):
        appimage._compression(head, tmp_path, 0)
