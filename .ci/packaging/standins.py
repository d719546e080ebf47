"""Stand-ins for libraries that are linked against and never called.

torch for Linux is published with CUDA only: its Python part is linked against
libraries of 3 GB that a program for the CPU never calls, but that the loader wants. A
stand-in has a library's name, and of its symbols those that the rest asks for.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_NO_DEVICE = {"libcudart": 100, "libcupti": 2, "libcudnn": 1, "libcufile": 5001}
"""What each library answers where there is no GPU: its own code for that."""


_HEAD = """static long place[8];
extern void *class[] __asm__("_ZTVN10__cxxabiv117__class_type_infoE");"""
_PLACES = {"_ZN4c10d15get_gil_checkerEv"}
"""Functions that give a place to write to, and are called as torch is loaded."""


@dataclass(frozen=True)
class Symbol:
    """A line of a library's dynamic symbol table.

    Attributes:
        name: as the linker sees it.
        version: the version it is bound to, or "".
        defined: whether the library has it, rather than asks for it.
        size: in bytes, for data; None for a function.
    """

    name: str
    version: str
    defined: bool
    size: int | None


def symbols(library: Path) -> list[Symbol]:
    """Read a library's dynamic symbols with readelf."""
    return parse_symbols(_run("readelf", "-W", "--dyn-syms", library))


def parse_symbols(table: str) -> list[Symbol]:
    """Read what `readelf -W --dyn-syms` prints."""
    found = []
    for line in table.splitlines():
        cells = line.split()
        if len(cells) < 8 or not re.fullmatch(r"\d+:", cells[0]):
            continue
        name, _, version = cells[7].partition("@")
        size = int(cells[2], 0) if cells[3] == "OBJECT" else None
        found.append(Symbol(name, version.strip("@"), cells[6] != "UND", size))
    return found


def needed(library: Path) -> set[str]:
    """The names of the libraries that one asks the loader for."""
    return set(
        re.findall(r"\(NEEDED\).*\[(.+)\]", _run("readelf", "-W", "-d", library))
    )


def build(kept: Iterable[Path], left_out: Iterable[Path], folder: Path) -> list[Path]:
    """Compile a stand-in for each library that is left out and yet asked for.

    Args:
        kept: the libraries of the program.
        left_out: those that it goes without.
        folder: where the stand-ins are written.

    Raises:
        subprocess.CalledProcessError: if there is no C compiler, or it fails.
    """
    kept = list(kept)
    wanted = set().union(*(needed(library) for library in kept))
    asked, there = set(), set(_of_the_system("libstdc++.so.6", "libc.so.6"))
    for symbol in (symbol for library in kept for symbol in symbols(library)):
        if symbol.defined:
            there.add(symbol.name)
        else:
            asked.add((symbol.name, symbol.version))
    missing = {(name, version) for name, version in asked if name not in there}
    plan: dict[str, list[Symbol]] = {}
    for library in sorted(left_out, key=lambda path: (path.name not in wanted, path)):
        # What an unwanted one has comes by way of another: the first stands in for it.
        name = library.name if library.name in wanted else next(iter(plan), None)
        if name is None:
            continue
        for symbol in (symbol for symbol in symbols(library) if symbol.defined):
            # A library may have a function in several versions: one of them is meant.
            met = missing & {(symbol.name, symbol.version), (symbol.name, "")}
            if met:
                missing -= met
                plan.setdefault(name, []).append(symbol)
        if library.name in wanted:
            plan.setdefault(name, [])
    return [_compile(name, found, folder) for name, found in plan.items()]


def source(library: str, missing: Sequence[Symbol]) -> tuple[str, str]:
    """The C source of a stand-in and its linker script of versions, "" for none."""
    code = _NO_DEVICE.get(library.partition(".")[0], 0)
    lines, versions = [_HEAD], {}
    for number, symbol in enumerate(sorted(missing, key=lambda s: s.name)):
        if symbol.size is None:
            answer = "(long) place" if symbol.name in _PLACES else str(code)
            if re.search("(Name|String)$", symbol.name):
                answer = '(long) "no GPU"'
            lines.append(f'long f{number}(void) __asm__("{symbol.name}");')
            lines.append(f"long f{number}(void) {{ return {answer}; }}")
        else:
            # A type's description is looked at as torch is loaded: class and name.
            kind, mangled = symbol.name[:4], symbol.name[4:]
            value = f'class + 2, "{mangled}"' if kind == "_ZTI" else "0"
            words = max(symbol.size // 8, 1)
            lines.append(
                f'void *d{number}[{words}] __asm__("{symbol.name}") = {{{value}}};'
            )
        if symbol.version:
            versions.setdefault(symbol.version, []).append(symbol.name)
    script = "".join(
        f"{version} {{ global: {' '.join(f'{name};' for name in names)} }};\n"
        for version, names in versions.items()
    )
    return "\n".join([*lines, ""]), script


def _compile(name: str, missing: Sequence[Symbol], folder: Path) -> Path:
    code, script = source(name, missing)
    target = folder / name
    with tempfile.TemporaryDirectory() as work:
        versions = Path(work, "versions.map")
        versions.write_text(script, encoding="ascii")
        file = Path(work, "standin.c")
        file.write_text(code, encoding="ascii")
        options = [f"-Wl,--version-script={versions}"] if script else []
        _run(
            *("cc", "-shared", "-fPIC", "-nostdlib", "-s", "-O1", "-w", file),
            *(f"-Wl,-soname,{name}", "-Wl,--build-id=none", *options, "-o", target),
        )
    return target


def _of_the_system(*names: str) -> Iterable[str]:
    for name in names:
        library = Path(_run("cc", f"-print-file-name={name}").strip())
        yield from (symbol.name for symbol in symbols(library) if symbol.defined)


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
