"""dictation-app redecode: other words from kept emissions, without the network."""

import argparse
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli import options, output
from dictation_app.cli.output import Destination
from dictation_app.errors import DictationError, ModelError

if TYPE_CHECKING:
    from dictation_app.speech.alphabet import Alphabet
    from dictation_app.transcript import Transcript

_OK, _FAILED, _USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = output.RULE
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="written by “transcribe --keep-emissions”",
    )
    output.add_output(parser)
    parser.add_argument(
        "--model", metavar="M", help="another model than the one that listened"
    )
    options.add_search(parser)
    parser.add_argument(
        "--alpha", type=_weight, metavar="A", help="weight of the language model"
    )
    parser.add_argument("--beta", type=_weight, metavar="B", help="bonus for a word")


def run(arguments: argparse.Namespace) -> int:
    """Decode every file again; one that fails does not stop the rest."""
    problem = options.misuse(arguments)
    if problem:
        options.tell_usage("redecode", problem)
        return _USAGE
    destination = Destination(
        arguments.format, arguments.output_dir, len(arguments.files)
    )
    destination.prepare()
    n_failed = 0
    for path in arguments.files:
        try:
            destination.show(path, redecoded(arguments, path))
        except DictationError as error:
            n_failed += 1
            options.tell(str(error))
    return _FAILED if n_failed else _OK


def redecoded(arguments: argparse.Namespace, path: Path) -> "Transcript":
    """The words that the arguments' model and search find in kept emissions.

    Raises:
        DictationError: the file or the model cannot be used.
    """
    from dictation_app.document.emissions import load_emissions

    transcript = load_emissions(path)
    chosen = argparse.Namespace(**vars(arguments))
    chosen.model = arguments.model or transcript.model or None
    info, decoder = options.open_decoder(chosen)
    weights = {
        name: value
        for name, value in (("alpha", arguments.alpha), ("beta", arguments.beta))
        if value is not None
    }
    if weights:
        decoder = decoder.with_options(replace(decoder.options, **weights))
    check_alphabet(transcript, info.alphabet, path, info.name)
    utterances = tuple(
        replace(u, words=decoder.decode(u.emissions)) if u.emissions else u
        for u in transcript.utterances
    )
    return replace(transcript, utterances=utterances, model=info.name)


def check_alphabet(
    transcript: "Transcript", alphabet: "Alphabet", path: Path, model: str
) -> None:
    """See that emissions and alphabet belong together.

    Raises:
        ModelError: they do not.
    """
    for utterance in transcript.utterances:
        kept = utterance.emissions
        if kept is not None and kept.log_probs.shape[1] != len(alphabet):
            raise ModelError(
                f"{path.name} comes from a model with {kept.log_probs.shape[1]} labels, "
                f"and {model} has {len(alphabet)}: name the right one with --model."
            )


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"“{text}” is no number")
    return value
