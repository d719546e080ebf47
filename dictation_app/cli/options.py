"""Arguments that several commands share: the model, the device and the search."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.decoder import Decoder
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.speech.store import ModelInfo


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add --model."""
    parser.add_argument(
        "--model",
        metavar="M",
        help="a model's name (see “dictation-app models”) or folder; the first of all "
        "unless given",
    )


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add --device."""
    parser.add_argument(
        "--device",
        default="auto",
        choices=("auto", "cpu", "cuda"),
        help="where the network runs (default: auto, a GPU where one works)",
    )


def add_hearings(parser: argparse.ArgumentParser) -> None:
    """Add --hearings."""
    parser.add_argument(
        "--hearings",
        type=_hearings,
        metavar="N",
        help="how often the network hears the sound, 1 (quick) to 4, for the mean; what "
        "suits the model unless given, and 1 with --beam 1",
    )


def add_search(parser: argparse.ArgumentParser) -> None:
    """Add --beam and --hotword."""
    parser.add_argument(
        "--beam",
        type=_beam_width,
        metavar="N",
        help="hypotheses kept in the search, 1 (greedy) to 1024; what suits the model "
        "unless given",
    )
    parser.add_argument(
        "--hotword",
        nargs="+",
        action="extend",
        default=[],
        metavar="WORD",
        help="words or quoted phrases that are expected, such as names; write them "
        "after the files",
    )


def misuse(arguments: argparse.Namespace) -> str | None:
    """Say what is wrong with the arguments of `add_search`, if anything is."""
    from dictation_app.speech.architecture import MAX_HOTWORDS

    if len(arguments.hotword) > MAX_HOTWORDS:
        return f"give at most {MAX_HOTWORDS} hotwords, the most important ones."
    return None


def find_model(name: str | None) -> "ModelInfo":
    """The model of a name, a title or a folder, or the one that is there first.

    Raises:
        ModelError: there is none.
    """
    from dictation_app.paths import model_folders
    from dictation_app.speech.store import choose_model, find_models

    return choose_model(find_models(model_folders()), name)


def decoding(arguments: argparse.Namespace, info: "ModelInfo") -> "DecodingOptions":
    """The model's own way of searching, with what the arguments change."""
    options = info.decoding
    if arguments.beam is not None:
        options = options.with_beam(arguments.beam)
    if arguments.hotword:
        for word in arguments.hotword:
            if info.alphabet.foreign(info.alphabet.normalise(word)):
                tell(f"the model cannot write “{word}”: this hotword is not used.")
        options = replace(options, hotwords=tuple(arguments.hotword))
    return options


def open_decoder(arguments: argparse.Namespace) -> "tuple[ModelInfo, Decoder]":
    """The chosen model's decoder alone, for what needs no network.

    Raises:
        ModelError: the model's folder is damaged.
    """
    from dictation_app.speech import decoder

    info = find_model(arguments.model)
    return info, decoder.open_decoder(info, decoding(arguments, info))


def open_recognizer(arguments: argparse.Namespace) -> "Recognizer":
    """The chosen model, ready to listen.

    Raises:
        ModelError: the model's folder is damaged.
    """
    info = find_model(arguments.model)
    options = decoding(arguments, info)
    if arguments.hearings is not None:
        options = replace(options, hearings=arguments.hearings)
    from dictation_app.speech.recognizer import load_recognizer

    recognizer, notice = load_recognizer(info, device=arguments.device, options=options)
    if notice is not None:
        tell(notice.message)
    return recognizer


def tell(message: str) -> None:
    """Say something beside the output."""
    print(f"dictation-app: {message}", file=sys.stderr, flush=True)


def tell_usage(command: str, message: str) -> None:
    """Say what was wrong with the command, as argparse does."""
    print(f"dictation-app {command}: error: {message}", file=sys.stderr)


def _beam_width(text: str) -> int:
    from dictation_app.speech.architecture import MAX_BEAM_WIDTH

    return _number_to(MAX_BEAM_WIDTH, text)


def _hearings(text: str) -> int:
    from dictation_app.speech.architecture import MAX_HEARINGS

    return _number_to(MAX_HEARINGS, text)


def _number_to(most: int, text: str) -> int:
    """A whole number from 1 on."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to {most}")
    return number
