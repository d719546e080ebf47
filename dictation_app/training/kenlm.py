"""KenLM's programs: found, and run with one recipe.

Modified Kneser-Ney smoothing (Heafield et al., 2013): `lmplz` estimates, `build_binary`
packs the result as a trie of quantised values that is mapped into memory.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import TrainingError

HIGHEST_ORDER = 6
_PACKING = ("-q", "8", "-b", "8", "-a", "22")
"""Bits of a probability and of a back-off, and the compression of pointers."""
_COUNT = re.compile(r"^ngram (\d+)=(\d+)$")


@dataclass(frozen=True)
class Recipe:
    """What kind of language model is wanted.

    Attributes:
        order: words of the longest n-gram.
        prune: for each length of n-gram, the count up to which it is left out; the last
            number holds for all longer ones.
        min_count: how often a word must occur to be in the vocabulary.
        memory: what `lmplz` may use, such as 50% or 2G.
    """

    order: int = 4
    prune: tuple[int, ...] = (0, 1, 1, 2)
    min_count: int = 1
    memory: str = "50%"

    def __post_init__(self) -> None:
        if not 2 <= self.order <= HIGHEST_ORDER:
            raise TrainingError(
                f"The order must lie between 2 and {HIGHEST_ORDER}, and it is "
                f"{self.order}."
            )
        if not 1 <= len(self.prune) <= self.order:
            raise TrainingError(
                f"Give 1 to {self.order} pruning thresholds, one for each length of "
                "n-gram."
            )
        if self.prune[0] != 0 or list(self.prune) != sorted(self.prune):
            raise TrainingError(
                "The pruning thresholds must begin with 0 and never become smaller, as "
                "in 0 1 1 2."
            )


@dataclass(frozen=True)
class Tools:
    """KenLM's programs.

    Attributes:
        lmplz: estimates.
        build_binary: packs.
    """

    lmplz: Path
    build_binary: Path


def find_tools(lmplz: Path | None = None, build_binary: Path | None = None) -> Tools:
    """KenLM's programs: the given ones, else those on the PATH.

    Where only `lmplz` is given, `build_binary` is looked for beside it first.

    Raises:
        TrainingError: one is missing; tells how to get them.
    """
    estimate = _program("lmplz", lmplz, None)
    beside = estimate.parent if lmplz is not None else None
    return Tools(estimate, _program("build_binary", build_binary, beside))


def commands(
    tools: Tools, recipe: Recipe, room: Path, vocabulary: Path, target: Path
) -> Iterator[tuple[str, list[str | Path]]]:
    """What turns `room`/text and `vocabulary` into `room`/arpa and `target`, in order.

    Each command has a name for people.
    """
    yield (
        "estimating",
        [
            *(tools.lmplz, "-o", str(recipe.order)),
            *("--prune", *map(str, recipe.prune)),
            *("--limit_vocab_file", vocabulary),
            "--discount_fallback",  # little text has too few rare n-grams to count
            *("-S", recipe.memory, "-T", room / "sort"),
            *("--text", room / "text", "--arpa", room / "arpa"),
        ],
    )
    yield (
        "packing",
        [
            *(tools.build_binary, "-T", room / "sort"),
            *(*_PACKING, "trie", room / "arpa", target),
        ],
    )


def run(command: Sequence[str | Path], log: Path) -> Iterator[None]:
    """Run a program; gives a sign of life some times a second."""
    with log.open("wb") as file:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )
        except OSError as error:
            raise TrainingError(
                f"{command[0]} cannot be started ({error.strerror}): build KenLM for "
                "this machine."
            ) from error
        try:
            while process.poll() is None:
                yield
                try:
                    process.wait(timeout=0.2)
                except subprocess.TimeoutExpired:
                    continue
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if process.returncode != 0:
        raise TrainingError(
            f"{Path(command[0]).name} failed ({_reason(log)}): give it more memory, free "
            "some disk space, or give more text."
        )


def n_grams(arpa: Path) -> tuple[int, ...]:
    """How many n-grams of each length an ARPA file announces."""
    found: list[int] = []
    with arpa.open(encoding="utf-8") as file:
        for line in file:
            match = _COUNT.match(line.strip())
            if match:
                found.append(int(match[2]))
            elif found:
                break
    return tuple(found)


def _program(name: str, given: Path | None, beside: Path | None) -> Path:
    """Find one program of KenLM."""
    if given is not None:
        found = shutil.which(given)
        if found is None:
            raise TrainingError(f"There is no program {given}: check --{name}.")
        return Path(found)
    found = (beside and shutil.which(name, path=beside)) or shutil.which(name)
    if found is None:
        raise TrainingError(
            f"KenLM's program {name} is missing. Build it from the source distribution "
            "of the Python package kenlm (pip download --no-binary kenlm kenlm, unpack, "
            "then: cmake -S . -B build && cmake --build build; it needs a C++ compiler "
            "and Boost), and put its build/bin on the PATH or name it with --lmplz."
        )
    return Path(found)


def _reason(log: Path) -> str:
    """The last thing a program said."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip(" \r*-=0123456789")]
    return said[-1].rstrip(".") if said else "it said nothing"
