"""dictation-app dictate: speech becomes text while it is spoken, in a terminal."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli import options
from dictation_app.cli.terminal import LiveLine
from dictation_app.errors import AudioError, ExportError

if TYPE_CHECKING:
    from dictation_app.cli.note import SavedNote
    from dictation_app.speech.microphone import Block, FileMicrophone
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.speech.steady import SteadyMicrophone
    from dictation_app.transcript import Hypothesis, Level, Notice, Utterance

_OK, _USAGE = 0, 2

_NETWORK = ("auto", "cpu", "cuda")
"""What --device may say of the network; anything else is a microphone."""

_AHEAD = 9_375
"""Blocks, ten minutes of them, that may wait for the model."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Speak at once: the microphone is open before the model is loaded. Ctrl+C ends\n"
        "the dictation after half a second more, so that the last word is whole.\n"
        "Final lines go to standard output, everything else to standard error."
    )
    parser.add_argument(
        "--device",
        "--microphone",
        default="auto",
        metavar="NAME",
        help="a microphone that “dictation-app devices” lists, the system's default "
        "unless given; or cpu, cuda, auto: where the network runs",
    )
    parser.add_argument(
        "--channel",
        type=_channel,
        metavar="N",
        help="listen to this channel of the microphone alone, 1 being the first; all "
        "of them, mixed, unless given",
    )
    parser.add_argument(
        "--save",
        type=Path,
        metavar="FILE",
        help="write the text there in the end (.txt, .srt, .vtt, .json, .csv, .docx)",
    )
    parser.add_argument(
        "--keep-audio",
        action="store_true",
        help="keep the sound beside it, as WAV",
    )
    options.add_model(parser)
    options.add_hearings(parser)
    options.add_search(parser)
    parser.add_argument("--input", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--realtime", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Dictate until Ctrl+C."""
    problem = _misuse(arguments)
    if problem:
        options.tell_usage("dictate", problem)
        return _USAGE
    options.find_model(arguments.model)  # or nobody would hear what is said
    line = LiveLine()
    with ExitStack() as stack:
        microphone = _microphone(arguments)
        stack.enter_context(microphone)
        stack.enter_context(ended_by_signals(microphone.stop))
        note = _note(arguments)
        blocks = microphone if note is None else note.watch(microphone)
        # Sound is taken, and kept on the disk, while the model loads.
        ahead = _taken(stack, blocks)
        whole = False
        try:
            options.tell("listening; Ctrl+C ends the dictation.")
            recognizer = _open(arguments)
            _listen(recognizer, ahead, line, note)
            whole = True
        except AudioError:  # it failed after all that it had heard became text
            whole = True
            raise
        finally:
            if note is not None:
                stack.pop_all().close()  # no more sound comes
                note.close(whole=whole)
            line.clear()
    return _OK


def _misuse(arguments: argparse.Namespace) -> str | None:
    """Say what is wrong with the arguments before anybody speaks."""
    if arguments.keep_audio and arguments.save is None:
        return "--keep-audio needs --save: the sound is kept beside that file."
    if arguments.save is not None:
        from dictation_app.cli.note import format_of

        try:
            format_of(arguments.save)
        except ExportError as error:
            return str(error)
    return options.misuse(arguments)


def _microphone(arguments: argparse.Namespace) -> "SteadyMicrophone | FileMicrophone":
    from dictation_app.speech.microphone import FileMicrophone
    from dictation_app.speech.steady import SteadyMicrophone

    if arguments.input is not None:
        return FileMicrophone(arguments.input, realtime=arguments.realtime)
    name = None if arguments.device in _NETWORK else arguments.device
    return SteadyMicrophone(name, channel=arguments.channel)


def _note(arguments: argparse.Namespace) -> "SavedNote | None":
    if arguments.save is None:
        return None
    from dictation_app.cli.note import SavedNote

    return SavedNote(arguments.save, keep_audio=arguments.keep_audio)


def _taken(
    stack: ExitStack,
    blocks: "Iterator[Block | Notice] | SteadyMicrophone | FileMicrophone",
) -> "Iterator[Block | Notice]":
    """Take blocks in a thread from now on; `stack` ends it."""
    from dictation_app.speech.readahead import ReadAhead

    ahead = stack.enter_context(closing(ReadAhead(blocks, n_ahead=_AHEAD)))
    return (block for block in ahead if block is not None)


def _open(arguments: argparse.Namespace) -> "Recognizer":
    """The model, on the device that was named, if one was."""
    if arguments.device not in _NETWORK:
        arguments.device = "auto"
    return options.open_recognizer(arguments)


def _listen(
    recognizer: "Recognizer",
    blocks: "Iterator[Block | Notice]",
    line: LiveLine,
    note: "SavedNote | None",
) -> None:
    """Show and keep what is heard; each utterance once it is final."""
    if note is not None:
        note.model = recognizer.name
    for item in recognizer.listen(blocks):
        _show(item, line, note)


def _show(
    item: "Level | Hypothesis | Utterance | Notice",
    line: LiveLine,
    note: "SavedNote | None",
) -> None:
    from dictation_app.transcript import Hypothesis, Notice, Utterance

    if isinstance(item, Hypothesis):
        line.show(item.firm, item.tail)
    elif isinstance(item, Utterance):
        if note is not None:
            note.write(item)
        line.print(item.text)
    elif isinstance(item, Notice):
        line.clear()
        options.tell(item.message)


@contextmanager
def ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C, or the end of the terminal, calls `stop`; a second Ctrl+C is as usual."""
    names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    numbers = [getattr(signal, name) for name in names]

    def handle(number: int, _: object) -> None:
        signal.signal(number, before[number])
        stop()

    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _channel(text: str) -> int:
    """A channel as people count them, turned into its index."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no channel: they begin with 1")
    return int(text) - 1
