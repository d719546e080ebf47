"""dictation-app transcribe: recordings become text."""

import argparse
import re
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.cli import options, output
from dictation_app.cli.meter import Meter
from dictation_app.cli.output import Destination
from dictation_app.errors import AudioError, DictationError, ExportError

if TYPE_CHECKING:
    from dictation_app.speech.media import MediaInfo
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.transcript import Progress, Transcript, Utterance

_OK, _FAILED, _USAGE = 0, 1, 2

_OF_FILES = (AudioError, ExportError)
"""Errors that concern one file and not the others."""

_CUT_OFF = 2.0
"""Seconds that may be missing of what a container promises: more is worth telling."""

_MORE = f"""\
{output.RULE}

Exit status: 0 all well, 1 a file failed (the others are done), 2 wrong arguments.

Examples:
  dictation-app transcribe interview.mp3 > interview.txt
  dictation-app transcribe --format srt,vtt --output-dir subtitles *.mp4
  dictation-app transcribe talk.ogg --start 1:30 --end 12:00 --hotword Ada Lovelace
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _MORE
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="audio or video files"
    )
    output.add_output(parser)
    options.add_model(parser)
    options.add_device(parser)
    for name, what in (("--start", "begin"), ("--end", "end")):
        parser.add_argument(
            name,
            type=_time,
            metavar="T",
            help=f"{what} there: seconds, or [hours:]minutes:seconds",
        )
    options.add_hearings(parser)
    options.add_search(parser)
    parser.add_argument(
        "--keep-emissions",
        action="store_true",
        help="write what the network put out as well, for “redecode” and “align”",
    )


def run(arguments: argparse.Namespace) -> int:
    """Transcribe every file; one that fails does not stop the rest."""
    from dictation_app.speech import media

    problem = _misuse(arguments)
    if problem:
        options.tell_usage("transcribe", problem)
        return _USAGE
    destination = Destination(
        arguments.format,
        arguments.output_dir,
        len(arguments.files),
        arguments.keep_emissions,
    )
    destination.prepare()
    recognizer: Recognizer | None = None
    n_failed = 0
    for path in arguments.files:
        try:
            info = media.probe(path)  # before time is spent on the model
            recognizer = recognizer or options.open_recognizer(arguments)
            _transcribe(arguments, recognizer, info, destination)
        except DictationError as error:
            if recognizer is None and not isinstance(error, _OF_FILES):
                raise  # without a model no file can be transcribed
            n_failed += 1
            options.tell(str(error))
    return _FAILED if n_failed else _OK


def _misuse(arguments: argparse.Namespace) -> str | None:
    """Say what is wrong with the arguments before any work is done."""
    start, end = arguments.start or 0.0, arguments.end
    if end is not None and end <= start:
        return "--end must lie after --start."
    return options.misuse(arguments)


def _transcribe(
    arguments: argparse.Namespace,
    recognizer: "Recognizer",
    info: "MediaInfo",
    destination: Destination,
) -> None:
    path = info.path
    steps = recognizer.transcribe(path, start=arguments.start or 0.0, end=arguments.end)
    with Meter() as meter:
        header = f"==> {path.name} <==" if destination.n_files > 1 else ""
        transcript = _follow(steps, meter, path.name, destination, header)
    notice = recognizer.take_notice()
    if notice is not None:
        options.tell(notice.message)
    told = min(info.duration or 0.0, arguments.end or float("inf"))
    if transcript.duration < told - _CUT_OFF:
        options.tell(
            f"{path.name} breaks off after {transcript.duration:.0f} of {told:.0f} "
            "seconds: it may be incomplete or damaged."
        )
    if not transcript.text:
        options.tell(f"{path.name}: no speech found.")
    destination.deliver(transcript, path, path.stem)


def _follow(
    steps: "Generator[Progress | Utterance, None, Transcript]",
    meter: Meter,
    name: str,
    destination: Destination,
    header: str,
) -> "Transcript":
    """Print the text as it is found and draw how far the work has come."""
    from dictation_app.transcript import Progress

    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            transcript: Transcript = end.value
            return transcript
        if isinstance(step, Progress):
            meter.show(name, step.done / (step.total or float("inf")), step.left)
        elif destination.streams_text:
            meter.clear()
            if header:
                print(header)
                header = ""
            print(step.text, flush=True)


def _time(text: str) -> float:
    """Seconds, or hours, minutes and seconds with colons between them."""
    match = re.fullmatch(
        r"(?:(?:(\d+):)?([0-5]?\d|\d+):(?=[0-5]?\d(?:\.|$)))?(\d+(?:\.\d*)?)", text
    )
    if match is None:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no time: write seconds or [hours:]minutes:seconds"
        )
    hours, minutes, seconds = match.groups(default="0")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
