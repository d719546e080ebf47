"""Where transcripts go: standard output, or files beside the recordings."""

import argparse
import filecmp
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli.options import tell
from dictation_app.errors import ExportError

if TYPE_CHECKING:
    from dictation_app.transcript import Transcript

FORMATS = ("txt", "srt", "vtt", "json", "csv", "docx")
"""The exporters' keys; named here too, so that --help loads nothing. A test compares."""

RULE = """\
Where the transcript goes: the text goes to standard output, line by line as it is
found. One --format for one file and no --output-dir goes to standard output in that
format instead. Several formats or several files, --output-dir, --keep-emissions and
docx write files: into the output folder, or else beside each recording, with the
recording's name and the format's ending; --output-dir alone means txt. A file that is
already there and differs is kept under a new name (talk.txt.~1~)."""


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add --format and --output-dir."""
    parser.add_argument(
        "--format",
        type=_formats,
        default=(),
        metavar="F,F",
        help=f"one or several of {', '.join(FORMATS)}",
    )
    parser.add_argument(
        "--output-dir",
        type=Path,
        metavar="D",
        help="the folder for files, made where it is missing",
    )


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(
        dict.fromkeys(n.strip().lower() for n in text.split(",") if n.strip())
    )
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(
            f"“{', '.join(unknown) or text}” is not among {', '.join(FORMATS)}"
        )
    return names


@dataclass
class Destination:
    """Decides what goes where in one run of a command.

    Attributes:
        formats: what was asked for; empty for text alone.
        folder: the output folder, if one was named.
        n_files: recordings of this run.
        keeps_emissions: whether these are written to a file as well.
    """

    formats: tuple[str, ...]
    folder: Path | None
    n_files: int
    keeps_emissions: bool = False
    _taken: set[Path] = field(default_factory=set)

    @property
    def printed(self) -> str:
        """The one format that goes to standard output; "txt" while it is found."""
        if (
            len(self.formats) == 1
            and self.n_files == 1
            and self.folder is None
            and self.formats[0] != "docx"
        ):
            return self.formats[0]
        return "txt"

    @property
    def streams_text(self) -> bool:
        """Whether the text is printed as it is found."""
        return self.printed == "txt"

    @property
    def written(self) -> tuple[str, ...]:
        """The formats that become files."""
        if self.folder is not None:
            return self.formats or ("txt",)
        alone = self.n_files == 1
        return () if alone and self.formats == (self.printed,) else self.formats

    def prepare(self) -> None:
        """Make the output folder.

        Raises:
            ExportError: that is not possible.
        """
        if self.folder is not None:
            from dictation_app.document import disk

            if self.folder.is_file():
                raise ExportError(
                    f"{self.folder} is a file and no folder: name another one."
                )
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ExportError(disk.explain(error, self.folder)) from error

    def show(self, path: Path, transcript: "Transcript") -> None:
        """Print and write a transcript that was made at once from kept emissions."""
        from dictation_app.document.emissions import SUFFIX

        if self.streams_text:
            if self.n_files > 1:
                print(f"==> {path.name} <==")
            print(transcript.text, end="\n" if transcript.text else "", flush=True)
        if not transcript.text:
            tell(f"{path.name}: no speech found.")
        self.deliver(transcript, path, path.name.removesuffix(SUFFIX))

    def deliver(self, transcript: "Transcript", source: Path, name: str) -> None:
        """Print and write what was asked for; text was printed as it was found.

        Args:
            transcript: the words.
            source: the file they come from, which is never overwritten.
            name: what written files are called, without an ending.

        Raises:
            ExportError: a file cannot be written.
        """
        from dictation_app.document import emissions, exporters

        if not self.streams_text:
            sys.stdout.write(exporters.render(transcript, self.printed))
            sys.stdout.flush()
        for format in self.written:  # noqa: A001 - what everybody calls it
            path = self._free(source, name, f".{format}")
            with keeping(path):
                exporters.export(transcript, path, format)
        for format in {*self.written, self.printed} & exporters.SUBTITLES:  # noqa: A001
            found = exporters.remark(transcript, format)
            if found:
                tell(f"{source.name}: {found}")
                break  # the same of both kinds
        if self.keeps_emissions:
            path = self._free(source, name, emissions.SUFFIX)
            with keeping(path):
                emissions.save_emissions(transcript, path)

    def _free(self, source: Path, name: str, ending: str) -> Path:
        """A path that no other recording of this run was given."""
        folder = source.parent if self.folder is None else self.folder
        number = 1
        path = folder / f"{name}{ending}"
        while path in self._taken or _is_same(path, source):
            middle = source.suffix if number == 1 else f"{source.suffix}-{number}"
            path = folder / f"{name}{middle}{ending}"
            number += 1
        self._taken.add(path)
        return path


def _is_same(path: Path, source: Path) -> bool:
    return path.exists() and source.exists() and path.samefile(source)


@contextmanager
def keeping(path: Path) -> Iterator[None]:
    """While a file is replaced: what it held is kept under another name.

    Raises:
        ExportError: there is no room for that.
    """
    from dictation_app.document import disk

    if not path.is_file():
        yield
        return
    number = 1
    while (old := path.with_name(f"{path.name}.~{number}~")).exists():
        number += 1
    try:
        shutil.copy2(path, old)
    except OSError as error:
        old.unlink(missing_ok=True)
        raise ExportError(disk.explain(error, path)) from error
    try:
        yield
    except BaseException:
        old.unlink()
        raise
    if filecmp.cmp(old, path, shallow=False):
        old.unlink()
    else:
        tell(f"the earlier {path.name} is kept as {old.name}.")
