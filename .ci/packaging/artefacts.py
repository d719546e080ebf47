"""Makes what is published of a frozen program for Linux, and its papers.

    python .ci/packaging/artefacts.py dist/Dictation

Run it with the Python that has the program's distributions installed, on Debian.
"""

import argparse
import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from email.utils import formatdate
from pathlib import Path

import appimage
import artwork
import carried
import components
import manual
import papers
import standins

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = "dictation-app"
MAINTAINER = "The Dictation developers <dictation-app@users.noreply.github.com>"
_ASKED_BY_NAME = ("libportaudio.so.2", "libEGL.so.1", "libGL.so.1", "libpulse.so.0")
"""Libraries that are loaded by name, so that no file lists them."""


def main() -> None:
    """Make everything that is published for Linux."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="what PyInstaller made")
    parser.add_argument(
        "--level",
        type=int,
        default=6,
        help="how hard xz tries, 1–9; 0 for a package that is not compressed",
    )
    parser.add_argument("--no-archive", action="store_true", help="only the package")
    parser.add_argument(
        "--runtime", type=Path, help="a runtime for AppImages: make one too"
    )
    arguments = parser.parse_args()
    folder, out = arguments.folder.resolve(), arguments.folder.resolve().parent
    version = program_version()
    when = int(os.environ.get("SOURCE_DATE_EPOCH") or commit_time())
    os.environ["SOURCE_DATE_EPOCH"] = str(when)

    distributions = components.distributions()
    parts = [
        components.python(),
        *distributions,
        *carried.crates(distributions),
        *carried.libraries(folder / "_internal"),
        *components.system_packages(folder / "_internal"),
        *carried.content(ROOT),
    ]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    papers.write_licences(licence, parts, folder / "licences.html")
    bill = out / f"Dictation-{version}.cdx.json"
    papers.write_bill(version, parts, bill, when)
    shutil.copy(ROOT / "CHANGELOG.md", folder)
    settle(folder, when)

    package = out / f"{PACKAGE}_{version}_{architecture()}.deb"
    write_package(folder, package, version, when, arguments.level)
    made = [package, bill]
    if not arguments.no_archive:
        archive = out / f"Dictation-{version}-linux-{platform.machine()}.tar.xz"
        write_archive(folder, archive, when, arguments.level)
        made.append(archive)
    if arguments.runtime:
        image = out / f"Dictation-{version}-{platform.machine()}.AppImage"
        appimage.write_image(package, arguments.runtime, image, when)
        made.append(image)
    write_sums(made, out / "SHA256SUMS")
    for file in made:
        sys.stdout.write(f"{file.stat().st_size:>12,} {file.name}\n")


def program_version() -> str:
    """The version that the package says it has."""
    text = (ROOT / "dictation_app" / "__init__.py").read_text(encoding="utf-8")
    return re.findall(r'__version__ = "(.+)"', text)[0]


def commit_time() -> str:
    """When the commit was made that is built, in seconds since 1970."""
    return _run("git", "-C", ROOT, "log", "-1", "--format=%ct").strip()


def architecture() -> str:
    """What Debian calls this machine."""
    return _run("dpkg", "--print-architecture").strip()


def settle(folder: Path, when: int) -> None:
    """Give every file the same date and plain permissions."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            os.utime(path, (when, when), follow_symlinks=False)
            continue
        runs = path.is_dir() or (path.parent == folder and path.suffix == "")
        path.chmod(0o755 if runs or path.name == "torch_shm_manager" else 0o644)
        os.utime(path, (when, when))


def write_archive(folder: Path, target: Path, when: int, level: int) -> None:
    """Pack the folder, always in the same order."""
    _run(
        *(
            "tar",
            "--create",
            "--sort=name",
            f"--mtime=@{when}",
            "--owner=0",
            "--group=0",
        ),
        *("--numeric-owner", f"--use-compress-program=xz -T2 -{level}"),
        *("--file", target, "--directory", folder.parent, folder.name),
    )


def write_package(
    folder: Path, target: Path, version: str, when: int, level: int
) -> None:
    """Make the Debian package."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        tree = Path(work, "tree")
        program = tree / "usr/lib" / PACKAGE
        program.parent.mkdir(parents=True)
        _run("cp", "--archive", "--link", folder, program)
        for name in ("LICENSE", "CHANGELOG.md", "licences.html"):
            (program / name).unlink(missing_ok=True)
        (program / "_internal" / "LICENSE").unlink(missing_ok=True)
        binaries = tree / "usr/bin"
        binaries.mkdir()
        for name in (PACKAGE, "Dictation"):
            (binaries / name).symlink_to(f"../lib/{PACKAGE}/{name}")
        share = tree / "usr/share"
        _share(share, folder)
        log = debian_changelog(version, when)
        _press(log, share / "doc" / PACKAGE / "changelog.gz")
        page = manual.manual_page(version, when)
        for name in (PACKAGE, "Dictation"):
            _press(page, share / "man" / "man1" / f"{name}.1.gz")
        control = tree / "DEBIAN"
        control.mkdir()
        (control / "control").write_text(
            control_file(version, tree, depends(program)), encoding="utf-8"
        )
        (control / "md5sums").write_text(_md5sums(tree), encoding="utf-8")
        for path in [tree, *tree.rglob("*")]:
            os.utime(path, (when, when), follow_symlinks=False)
        how = ("-Zxz", f"-z{level}") if level else ("-Znone",)
        _run("dpkg-deb", "--root-owner-group", *how, "--build", tree, target)


def control_file(version: str, tree: Path, needs: list[str]) -> str:
    """What dpkg is told."""
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file())
    text = (HERE / "linux" / "control").read_text(encoding="utf-8")
    for key, value in (
        ("@VERSION@", version),
        ("@MAINTAINER@", MAINTAINER),
        ("@ARCHITECTURE@", architecture()),
        ("@SIZE@", str(size // 1024)),
        ("@DEPENDS@", ", ".join(needs)),
    ):
        text = text.replace(key, value)
    return text


def depends(program: Path) -> list[str]:
    """The Debian packages that have what the program's libraries ask for."""
    files = [path for path in program.rglob("*") if _is_elf(path)]
    inside = {path.name for path in program.rglob("*.so*")}
    wanted = set(_ASKED_BY_NAME).union(*(standins.needed(file) for file in files))
    names = components.owners(wanted - inside)
    versions = set(
        re.findall(r"GLIBC_(\d+)\.(\d+)", _run("readelf", "-W", "-V", *files))
    )
    newest = max((int(major), int(minor)) for major, minor in versions)
    names.discard("libc6")
    return [f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(names)]


def write_sums(files: list[Path], target: Path) -> None:
    """Write the SHA-256 sums as sha256sum does."""
    lines = [
        f"{hashlib.file_digest(file.open('rb'), 'sha256').hexdigest()}  {file.name}\n"
        for file in files
    ]
    target.write_text("".join(lines), encoding="ascii")


def debian_changelog(version: str, when: int) -> str:
    """What CHANGELOG.md says of the newest version, as Debian writes it."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    date = formatdate(when).replace("-0000", "+0000")
    newest = text.split("\n## ")[1].splitlines()[1:]
    points = [
        line
        for point in "\n".join(newest).strip().split("\n- ")
        for line in textwrap.wrap(
            " ".join(point.removeprefix("- ").split()),
            width=76,
            initial_indent="  * ",
            subsequent_indent="    ",
        )
    ]
    return (
        f"{PACKAGE} ({version}) unstable; urgency=medium\n\n"
        + "\n".join(points)
        + f"\n\n -- {MAINTAINER}  {date}\n"
    )


def _share(share: Path, folder: Path) -> None:
    """Lay out what desktops look for."""
    linux = HERE / "linux"
    for name, place in (
        ("dictation-app.desktop", "applications"),
        ("io.github.dictation_app.Dictation.metainfo.xml", "metainfo"),
    ):
        _copy(linux / name, share / place / name)
    lintian = share / "lintian/overrides"
    _copy(linux / "lintian-overrides", lintian / PACKAGE)
    _copy(linux / "copyright", share / "doc" / PACKAGE / "copyright")
    _copy(folder / "licences.html", share / "doc" / PACKAGE / "licences.html")
    drawing = ROOT / "resources" / "logo.svg"
    icons = share / "icons/hicolor"
    _copy(drawing, icons / "scalable/apps/dictation-app.svg")
    for size in artwork.SIZES:
        place = icons / f"{size}x{size}/apps/dictation-app.png"
        place.parent.mkdir(parents=True)
        artwork.write_png(drawing, place, size)


def _press(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    target.chmod(0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _md5sums(tree: Path) -> str:
    files = sorted(p for p in (tree / "usr").rglob("*") if p.is_file())
    return "".join(
        f"{hashlib.file_digest(file.open('rb'), 'md5').hexdigest()}  "
        f"{file.relative_to(tree)}\n"
        for file in files
        if not file.is_symlink()
    )


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
