"""dictation-app align: the exact times of a given text in kept emissions."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli import options, output
from dictation_app.cli.output import Destination
from dictation_app.cli.redecode import check_alphabet
from dictation_app.errors import AudioError, DictationError

if TYPE_CHECKING:
    from dictation_app.speech.alphabet import Alphabet
    from dictation_app.transcript import Transcript

_OK = 0
_MOST = 500_000_000
"""Frames times letters that are searched at once; a byte of memory each."""

_MORE = f"""\
The text has either one line for each stretch of speech (as “transcribe” prints it), and
each is aligned in its stretch, or any lines, and all of it is aligned to all of the
sound; that suits recordings of up to some ten minutes. The words keep their spelling.

{output.RULE}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _MORE
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="written by “transcribe --keep-emissions”",
    )
    parser.add_argument(
        "text", type=Path, metavar="TEXT", help="a text file of what was really said"
    )
    output.add_output(parser)
    parser.set_defaults(format=("json",))
    parser.add_argument(
        "--model", metavar="M", help="another model than the one that listened"
    )


def run(arguments: argparse.Namespace) -> int:
    """Give a text its times; JSON on standard output unless told otherwise."""
    from dictation_app.document.emissions import load_emissions

    transcript = load_emissions(arguments.file)
    arguments.model = arguments.model or transcript.model or None
    info = options.find_model(arguments.model)
    check_alphabet(transcript, info.alphabet, arguments.file, info.name)
    aligned = align_text(transcript, _read(arguments.text), info.alphabet)
    destination = Destination(arguments.format, arguments.output_dir, 1)
    destination.prepare()
    destination.show(arguments.file, aligned)
    return _OK


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DictationError(
            f"{path.name} is not a text in UTF-8: save it as such."
        ) from error
    except OSError as error:
        raise DictationError(
            f"{path.name} cannot be read ({error.strerror}): check the name."
        ) from error
    if not text.strip():
        raise DictationError(f"{path.name} is empty: write what was said into it.")
    return text


def align_text(
    transcript: "Transcript", text: str, alphabet: "Alphabet"
) -> "Transcript":
    """Align line by line where there is a line for each utterance, else as a whole.

    Raises:
        AudioError: there are no emissions, or too many for a text without such lines.
        ModelError: the text does not fit the sound.
    """
    from dictation_app.speech import alignment

    kept = [u for u in transcript.utterances if u.emissions is not None]
    if not kept:
        raise AudioError("There is no speech in it that a text could be aligned to.")
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != len(kept):
        return _align_whole(transcript, text, alphabet)
    utterances = tuple(
        replace(u, words=alignment.align(u.emissions, line, alphabet))
        for u, line in zip(kept, lines, strict=True)
        if u.emissions is not None
    )
    return replace(transcript, utterances=utterances)


def _align_whole(
    transcript: "Transcript", text: str, alphabet: "Alphabet"
) -> "Transcript":
    """Align to all emissions one after another, then give every word its utterance."""
    import numpy as np

    from dictation_app.speech import alignment
    from dictation_app.transcript import Emissions, Word

    kept = [u for u in transcript.utterances if u.emissions is not None]
    parts = [u.emissions for u in kept if u.emissions is not None]
    log_probs = np.concatenate([part.log_probs for part in parts])
    if len(log_probs) * 2 * len(text) > _MOST:
        raise AudioError(
            "This recording is too long to align at once: give the text one line for "
            f"each of its {len(kept)} stretches of speech, as “transcribe” prints it."
        )
    # Frames count as seconds here, and become the recording's below.
    words = alignment.align(Emissions(log_probs, 0.0, 1.0), text, alphabet)
    firsts = np.cumsum([0, *(len(part.log_probs) for part in parts)])[:-1]
    found: list[list[Word]] = [[] for _ in kept]
    for word in words:
        first, last = round(word.start), max(round(word.end) - 1, round(word.start))
        a, b = (
            int(np.searchsorted(firsts, at, side="right")) - 1 for at in (first, last)
        )
        start = parts[a].start + (first - firsts[a]) / parts[a].frame_rate
        end = parts[b].start + (last + 1 - firsts[b]) / parts[b].frame_rate
        found[a].append(replace(word, start=float(start), end=float(end)))
    utterances = tuple(
        replace(u, words=tuple(words)) for u, words in zip(kept, found, strict=True)
    )
    return replace(transcript, utterances=utterances)
