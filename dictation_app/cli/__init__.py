"""The command line: one module a command, loaded when it is asked for."""

import argparse
import contextlib
import difflib
import errno
import importlib
import importlib.util
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dictation_app import __version__, system
from dictation_app.errors import DictationError

logger = logging.getLogger(__name__)

SAFE_MODE = "--safe-mode"
"""Opens the window with the default settings; a word of `dictation_app.app`."""
OK, FAILED, USAGE = 0, 1, 2
"""What a command answers to the shell."""


@dataclass(frozen=True)
class CommandInfo:
    """One command of the command line.

    Attributes:
        name: as it is typed.
        help: one line for the list of commands.
        module: the module of this package that has `add_arguments(parser)` and
            `run(arguments)`, which returns the exit code.
    """

    name: str
    help: str
    module: str


_ALL = (
    CommandInfo("transcribe", "turn recordings into text", "transcribe"),
    CommandInfo("dictate", "turn speech into text, live from a microphone", "dictate"),
    CommandInfo("redecode", "decode again from kept emissions", "redecode"),
    CommandInfo("align", "give a text its exact times in a recording", "align"),
    CommandInfo("devices", "list the microphones", "devices"),
    CommandInfo("models", "list, import and remove models", "models"),
    CommandInfo("bench", "measure speed, latency and memory on this machine", "bench"),
    CommandInfo("dataset", "check, cut and convert recordings for training", "dataset"),
    CommandInfo("train", "train a network, or adapt one to a voice", "train"),
    CommandInfo("teach", "learn from your corrections", "teach"),
    CommandInfo("evaluate", "measure a model's word error rate", "evaluate"),
    CommandInfo("language-model", "build a language model from text", "language_model"),
    CommandInfo("rescorer", "train a network that scores whole sentences", "rescorer"),
    CommandInfo("commands", "recognise and test voice commands", "commands"),
    CommandInfo("doctor", "check that everything the program needs works", "doctor"),
)
COMMANDS = tuple(
    c for c in _ALL if importlib.util.find_spec(f"dictation_app.cli.{c.module}")
)
_NAMES = tuple(command.name for command in COMMANDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; without arguments open the window.

    Returns:
        0 all well, 1 something failed, 2 the command was not understood.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    if _is_for_the_window(words):
        return open_window(words)
    if not words[0].startswith("-") and words[0] not in _NAMES:
        _say(_not_understood(words[0]))
        return USAGE
    parser = _parser(words)
    arguments = parser.parse_args(words)
    logging.basicConfig(
        level=logging.DEBUG if arguments.verbose else logging.ERROR,
        format="%(levelname)s %(name)s: %(message)s",
    )
    try:
        code: int = arguments.run(arguments)
    except DictationError as error:
        _say(str(error))
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of a pipe has had enough
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # a sentence instead of a traceback
        logger.debug("the command failed", exc_info=error)
        _say(_apology(error))
        return FAILED
    return code


def _is_for_the_window(words: Sequence[str]) -> bool:
    """Whether there is no command: only files, or nothing, or `--safe-mode`."""
    if not words or words[0] == SAFE_MODE:
        return True
    return Path(words[0]).exists() and words[0] not in _NAMES


def open_window(words: Sequence[str] | None = None) -> int:
    """Open the window, or say why there is none."""
    problem = system.window_problem()
    if problem is not None:
        _say(problem)
        return FAILED
    from dictation_app.app import main as open_in_app

    code: int = open_in_app(words)
    return code


def _say(message: str) -> None:
    print(f"dictation-app: {message}", file=sys.stderr)


def _apology(error: Exception) -> str:
    """One sentence for what no part of the program knew how to explain."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO):
        return f"The output cannot be written ({error.strerror}): free some space."
    if isinstance(error, OSError) and error.filename is not None:
        return (
            f"{error.filename} cannot be used ({error.strerror}): check its name and "
            "whether you may use it."
        )
    if isinstance(error, ImportError):
        return missing_part(error)
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"This should not have happened ({reason[:300]}): please report it with what "
        "“dictation-app --verbose” and the same command say."
    )


def missing_part(error: BaseException) -> str:
    """One sentence for a library that the system lacks, or a file that has gone."""
    while error.__cause__ is not None:  # numpy tells the reason only there
        error = error.__cause__
    reason = " ".join(str(error).split())
    return (
        f"A part of the program cannot be loaded ({reason[:300]}): install what is "
        "missing; “dictation-app doctor” says what else is."
    )


def _not_understood(word: str) -> str:
    near = difflib.get_close_matches(word, _NAMES, 1)
    hint = f"did you mean {near[0]}?" if near else "see dictation-app --help."
    return f"“{word}” is neither a command nor a file: {hint}"


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only the module of the wanted command is loaded."""
    parser = argparse.ArgumentParser(
        prog="dictation-app",
        description="Offline dictation and transcription. Without a command the window "
        "opens; a file instead of a command is opened in it.",
    )
    parser.add_argument(
        "--version", action="version", version=f"dictation-app {__version__}"
    )
    parser.add_argument(
        SAFE_MODE,
        action="store_true",
        help="open the window with the default settings, on the CPU",
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.help, description=command.help.capitalize() + "."
        )
        if command.name in words:
            module = importlib.import_module(f"dictation_app.cli.{command.module}")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return parser


def _prepare_streams() -> None:
    """Text is UTF-8 whatever the locale; a stream that was closed takes it in silence."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):  # a strange character is no reason to fail
            stream.reconfigure(encoding="utf-8", errors="replace")
