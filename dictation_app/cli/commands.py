"""dictation-app commands: closed sets of voice commands, live, tested and scored."""

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app import paths
from dictation_app.cli import keywords, options
from dictation_app.errors import AudioError, CommandSetError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from dictation_app.lab.command_set import CommandSet
    from dictation_app.lab.recogniser import CommandRecogniser, Heard
    from dictation_app.lab.results import Negatives
    from dictation_app.lab.session import Trial
    from dictation_app.lab.spotting import WordJudge
    from dictation_app.speech.network import AcousticModel
    from dictation_app.speech.phrases import PhraseScore
    from dictation_app.speech.store import ModelInfo

_OK, _USAGE = 0, 2
_LONGEST = 30.0
"""Seconds that one utterance to score may last."""
NONE = "none"
"""What "none of these" is called in the output."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "SET is a JSON or CSV file of commands, or the name of a bundled set:\n"
        "digits, speech-commands."
    )
    ways = parser.add_subparsers(required=True, metavar="WHAT", dest="what")
    listen = ways.add_parser("listen", help="recognise commands from a microphone")
    listen.add_argument("set", metavar="SET")
    listen.add_argument(
        "--microphone", metavar="NAME", help="as “dictation-app devices” lists it"
    )
    listen.add_argument("--json", action="store_true", help="one JSON object a line")
    listen.add_argument("--input", type=Path, help=argparse.SUPPRESS)
    listen.add_argument("--realtime", action="store_true", help=argparse.SUPPRESS)
    test = ways.add_parser(
        "test",
        help="test a set on recordings",
        description="DIR has a folder for each label or phrase with recordings of it; "
        "recordings in other folders, such as _negatives, hold no command.",
    )
    test.add_argument("set", metavar="SET")
    test.add_argument("directory", metavar="DIR", type=Path)
    test.add_argument("--report", type=Path, metavar="FILE", help=".csv, .json, .html")
    test.add_argument("--json", action="store_true", help="write the results as JSON")
    test.add_argument(
        "--bundled-negatives",
        action="store_true",
        help="count false accepts on the recordings that come with the program too",
    )
    score = ways.add_parser("score", help="how well phrases fit one recording")
    score.add_argument("file", metavar="FILE", type=Path)
    which = score.add_mutually_exclusive_group(required=True)
    which.add_argument("--phrases", nargs="+", metavar="P", help="what may be said")
    which.add_argument(
        "--phrases-file", type=Path, metavar="F", help="a phrase a line, or a set"
    )
    score.add_argument("--json", action="store_true", help="write a JSON list")
    _add_shared(listen, test, score)


def _add_shared(
    listen: argparse.ArgumentParser,
    test: argparse.ArgumentParser,
    score: argparse.ArgumentParser,
) -> None:
    """What several ways understand."""
    for part in (listen, test, score):
        options.add_model(part)
        options.add_device(part)
        part.add_argument(
            "--tolerance",
            type=_tolerance,
            metavar="T",
            help="how much worse than free text a command may fit, in nats a letter",
        )
    for part in (test, score):
        part.add_argument(
            "--keyword-model",
            type=Path,
            metavar="DIR",
            help="a model of “train --task keywords” to compare with",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    ways = {"listen": _listen, "test": _test, "score": _score}
    return ways[arguments.what](arguments)


def _score(arguments: argparse.Namespace) -> int:
    from dictation_app.lab.recogniser import emissions_of, without_silence
    from dictation_app.speech.phrases import PhraseScorer

    phrases = _phrases(arguments)
    info = options.find_model(arguments.model)
    scorer = PhraseScorer(phrases, info.alphabet)  # bad phrases are told at once
    samples = without_silence(_samples(arguments.file, info), info.features.sample_rate)
    spotter = keywords.open_spotter(arguments.keyword_model)
    (emissions,) = emissions_of(_network(arguments, info), [samples])
    found = scorer.score(emissions, _tolerance_of(arguments))
    rows: list[dict[str, float | str | None]] = [
        {"phrase": _name(s), "score": round(s.score, 4)} for s in found
    ]
    if spotter is not None:
        keywords.add_probabilities(rows, spotter, samples, none=NONE)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print(keywords.line(row))
    return _OK


def _phrases(arguments: argparse.Namespace) -> list[str]:
    """What may be said; each once."""
    from dictation_app.lab import files

    if arguments.phrases_file is None:
        text, name = "\n".join(arguments.phrases), "phrases"
        if not all(p.strip() for p in arguments.phrases):
            raise CommandSetError("One of the phrases is empty: write what is said.")
    elif arguments.phrases_file.suffix.lower() in files.SUFFIXES:
        return [s.phrase for s in files.load(arguments.phrases_file).sayings]
    else:
        text, name = _read(arguments.phrases_file), arguments.phrases_file.stem
    return [s.phrase for s in files.from_lines(name, text).sayings]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CommandSetError(
            f"There is no file {path.name}: check the name."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandSetError(
            f"{path.name} cannot be read as text: {error}."
        ) from error


def _test(arguments: argparse.Namespace) -> int:
    from dictation_app.lab import comparison, files, negatives, report, results
    from dictation_app.lab.spotting import WordJudge

    target = arguments.report
    if target is not None and target.suffix.lower() not in report.SUFFIXES:
        options.tell_usage(
            "commands test", "--report must end in .csv, .json or .html."
        )
        return _USAGE
    commands = files.find(arguments.set, _set_folders())
    clips, others = _sorted_clips(arguments.directory, commands)
    recogniser, model = _recogniser(arguments, commands)
    spotter = keywords.open_spotter(arguments.keyword_model)
    judge = None if spotter is None else WordJudge(spotter, recogniser.sayings)
    trials, names = _trials(clips, model, recogniser, judge)
    compared = comparison.of_trials(trials, names)
    if arguments.bundled_negatives:
        others += negatives.bundled(paths.bundled("resources"))
    heard = _exhaust(negatives.hear(others, model, recogniser))
    labels = [command.label for command in commands.commands]
    found = results.summarise(labels, trials, heard)
    if target is not None:
        report.write(target, commands.name, found, trials)
    if arguments.json:
        values = report.as_values(commands.name, found)
        if compared is not None:
            values["comparison"] = comparison.as_values(compared)
        print(json.dumps(values, ensure_ascii=False))
    else:
        print(report.plain(commands.name, found))
        if compared is not None:
            print(f"\n{comparison.plain(compared)}")
    return _OK


def _sorted_clips(
    directory: Path, commands: "CommandSet"
) -> tuple[list[tuple[Path, str]], list[Path]]:
    """Recordings with the phrase that their folder names, and those without a command."""
    from dictation_app.training.importers.sources import is_audio

    if not directory.is_dir():
        raise CommandSetError(f"There is no folder {directory.name}: check the name.")
    phrases = {s.phrase.casefold(): s.phrase for s in commands.sayings}
    for saying in reversed(commands.sayings):
        phrases[saying.label.casefold()] = saying.phrase
    clips, others = [], []
    for path in sorted(filter(is_audio, directory.rglob("*"))):
        name = path.relative_to(directory).parts[0].replace("_", " ").casefold()
        raw = path.relative_to(directory).parts[0].casefold()
        phrase = phrases.get(name.strip()) or phrases.get(raw)
        if phrase is None:
            others.append(path)
        else:
            clips.append((path, phrase))
    if not clips:
        raise CommandSetError(
            f"{directory.name} has no folder that is named as a command of the set "
            f"“{commands.name}” and holds recordings."
        )
    return clips, others


def _trials(
    clips: list[tuple[Path, str]],
    model: "AcousticModel",
    recogniser: "CommandRecogniser",
    judge: "WordJudge | None",
) -> "tuple[list[Trial], list[str]]":
    """What was made of each recording that can be read, and their names."""
    from dictation_app.lab.recogniser import emissions_of, without_silence
    from dictation_app.lab.session import trial_of

    sayings = {saying.phrase: saying for saying in recogniser.sayings}
    trials, names = [], []
    for path, phrase in clips:
        try:
            samples = without_silence(
                _decoded(path, model.sample_rate), model.sample_rate
            )
        except AudioError as error:
            options.tell(f"{error} It is left out.")
            continue
        began = time.perf_counter()
        (emissions,) = emissions_of(model, [samples])
        latency = time.perf_counter() - began
        said = sayings[phrase]
        by_words = None if judge is None else judge.judge(samples, said.label)
        trial, _ = trial_of(
            said, emissions, recogniser, latency=latency, by_words=by_words
        )
        trials.append(trial)
        names.append(path.name)
    if not trials:
        raise CommandSetError("None of the recordings can be read.")
    return trials, names


def _exhaust(steps: "Iterator[object]") -> "Negatives":
    """Run to the end; what a user should know is told."""
    from dictation_app.transcript import Notice

    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            heard: Negatives = end.value
            return heard
        if isinstance(step, Notice):
            options.tell(f"{step.message} It is left out.")


def _listen(arguments: argparse.Namespace) -> int:
    from dictation_app.cli.dictate import ended_by_signals
    from dictation_app.lab import files
    from dictation_app.lab.recogniser import Heard, listen
    from dictation_app.speech.microphone import SHORT_BLOCK, FileMicrophone
    from dictation_app.speech.steady import SteadyMicrophone
    from dictation_app.transcript import Notice

    commands = files.find(arguments.set, _set_folders())
    recogniser, model = _recogniser(arguments, commands)
    microphone: FileMicrophone | SteadyMicrophone
    if arguments.input is not None:
        microphone = FileMicrophone(arguments.input, realtime=arguments.realtime)
    else:
        microphone = SteadyMicrophone(arguments.microphone, block=SHORT_BLOCK)
    with ExitStack() as stack:
        stack.enter_context(microphone)
        stack.enter_context(ended_by_signals(microphone.stop))
        options.tell("listening for commands; Ctrl+C ends.")
        steps = stack.enter_context(closing(listen(microphone, model, recogniser)))
        for step in steps:
            if isinstance(step, Heard):
                print(_line(step, as_json=arguments.json), flush=True)
            elif isinstance(step, Notice):
                options.tell(step.message)
    return _OK


def _line(heard: "Heard", *, as_json: bool) -> str:
    """One decision for the terminal."""
    decision = heard.decision
    best = decision.candidates[0]
    said = decision.saying
    if as_json:
        values = {
            "label": decision.label or NONE,
            "phrase": said.phrase if said else NONE,
            "values": dict(said.values) if said else {},
            "gap": round(best.gap, 3),
            "start": round(heard.start, 2),
            "end": round(heard.end, 2),
            "latency": round(heard.latency, 3),
        }
        return json.dumps(values, ensure_ascii=False)
    name = decision.label or f"{NONE} (nearest: {best.saying.label})"
    return f"{heard.end:8.2f} s  {name}  {1000 * heard.latency:.0f} ms"


def _recogniser(
    arguments: argparse.Namespace, commands: "CommandSet"
) -> "tuple[CommandRecogniser, AcousticModel]":
    """The set and the network; the set is checked first, it is faster."""
    from dictation_app.lab.recogniser import CommandRecogniser

    info = options.find_model(arguments.model)
    recogniser = CommandRecogniser(
        commands, info.alphabet, tolerance=_tolerance_of(arguments)
    )
    return recogniser, _network(arguments, info)


def _network(arguments: argparse.Namespace, info: "ModelInfo") -> "AcousticModel":
    """The network alone: commands need no search and no language model."""
    from dictation_app.lab.recogniser import HEARINGS
    from dictation_app.speech.device import choose_device
    from dictation_app.speech.hearings import repeated
    from dictation_app.speech.network import DeepSpeech2Model
    from dictation_app.speech.store import load_network

    device, notice = choose_device(arguments.device)
    if notice is not None:
        options.tell(notice.message)
    network = DeepSpeech2Model(
        load_network(info),
        info.features,
        info.alphabet,
        device=device,
        precision="int8" if device == "cpu" else "float32",
    )
    return repeated(network, HEARINGS)


def _samples(path: Path, info: "ModelInfo") -> "npt.NDArray[np.float32]":
    samples = _decoded(path, info.features.sample_rate)
    if len(samples) > _LONGEST * info.features.sample_rate:
        raise AudioError(
            f"{path.name} lasts longer than {_LONGEST:.0f} s: cut out the command."
        )
    return samples


def _decoded(path: Path, sample_rate: int) -> "npt.NDArray[np.float32]":
    import numpy as np

    from dictation_app.speech import media

    blocks = list(media.decode(path, end=_LONGEST + 1, sample_rate=sample_rate))
    if not blocks or sum(map(len, blocks)) < sample_rate // 50:
        raise AudioError(f"{path.name} holds no sound.")
    samples: npt.NDArray[np.float32] = np.concatenate(blocks)
    return samples


def _set_folders() -> tuple[Path, Path]:
    """Where sets are looked for by name: the user's, then those that come along."""
    return paths.user_data() / "command_sets", (
        paths.bundled("resources") / "command_sets"
    )


def _name(score: "PhraseScore") -> str:
    return NONE if score.phrase is None else score.phrase


def _tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 100.0:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 0 to 100")
    return value


def _tolerance_of(arguments: argparse.Namespace) -> float:
    from dictation_app.speech.phrases import DEFAULT_TOLERANCE

    chosen: float | None = arguments.tolerance
    return DEFAULT_TOLERANCE if chosen is None else chosen
