"""How one user wants the program to be: plain values, saved as JSON.

Nothing here is an object of another room; `dictation_app.document.choices` makes those.
An old, newer or hand-edited file still loads: unknown keys are passed over and a value
that cannot be used falls back to its default, one by one.
"""

import json
import logging
import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from dictation_app.atomic import write_atomically
from dictation_app.errors import DictationError
from dictation_app.transcript import Notice

logger = logging.getLogger(__name__)

Mode = Literal["toggle", "push_to_talk", "always_on"]
Theme = Literal["system", "light", "dark"]


def _number(default: Any, low: float, high: float) -> Any:
    """A number that must lie within bounds, both allowed."""
    return field(default=default, metadata={"low": low, "high": high})


@dataclass(frozen=True)
class Recognition:
    """Who listens, and how hard it tries.

    Attributes:
        model: name of the model's folder; the first model where it is empty or gone.
        device: where the network runs; auto takes a GPU that works.
        search: beam weighs many ways to hear a sentence, greedy takes the nearest.
        beam_width: ways that are weighed; the model's own number where it is None.
    """

    model: str = ""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    search: Literal["beam", "greedy"] = "beam"
    beam_width: int | None = _number(None, 2, 1024)


@dataclass(frozen=True)
class Audio:
    """Sound in and out.

    Attributes:
        microphone: name of the device; the system's default where it is empty.
        host_api: the sound system it is reached through.
        channel: which of its channels is listened to, from 0; None mixes them all.
        follow_default: change along when the system's default changes; only without
            a microphone of one's own choice.
        start_sound: a short sound once the microphone is open.
        stop_sound: another when it is closed.
        keep_audio: keep the sound of a note beside its text.
        keep_ready: in push to talk, keep the microphone open between two presses, so
            that the first word is whole; what it hears then is forgotten at once.
        keep_ready_toggle: the same where one press begins and another ends.
    """

    microphone: str = ""
    host_api: str = ""
    channel: int | None = _number(None, 0, 63)
    follow_default: bool = True
    start_sound: bool = False
    stop_sound: bool = False
    keep_audio: bool = True
    keep_ready: bool = True
    keep_ready_toggle: bool = False


@dataclass(frozen=True)
class Dictation:
    """Listening, and what is done with the words.

    Attributes:
        mode: one key to begin and end, a key that is held, or whenever somebody speaks.
        push_to_talk_key: the key that is held, as Qt writes it.
        show_guess: show words in grey before they are final.
        copy_on_finish: put the text on the clipboard when listening ends.
        insert_on_finish: type it into the window that was active before.
        commands_by_sound: a command counts also where other words were understood but
            it fits the sound.
        commands_off: names of spoken commands that are not listened for.
        phrases: what is said for a command instead, by its name.
    """

    mode: Mode = "toggle"
    push_to_talk_key: str = "F9"
    show_guess: bool = True
    copy_on_finish: bool = False
    insert_on_finish: bool = False
    commands_by_sound: bool = True
    commands_off: tuple[str, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class WritingRule:
    """What is to be written another way; the fields of document.formatting.Rule."""

    pattern: str = ""
    replacement: str = ""
    is_regex: bool = False
    match_case: bool = False
    enabled: bool = True


@dataclass(frozen=True)
class Writing:
    """How text is written.

    Attributes:
        capitals: begin sentences with a capital, and write "I".
        inline_punctuation: "comma" is a comma also in the middle of a sentence.
        paragraph_pause: seconds of silence that begin a paragraph; None for never.
        numbers, dates, times, money: which spoken numbers become figures.
        rules: the user's own, in the order in which they are used.
    """

    capitals: bool = True
    inline_punctuation: bool = False
    paragraph_pause: float | None = _number(None, 0.5, 30.0)
    numbers: bool = False
    dates: bool = False
    times: bool = False
    money: bool = False
    rules: tuple[WritingRule, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Names and terms that are expected.

    Attributes:
        terms: in the user's spelling, the most important ones first.
        boost: how strongly they are expected.
    """

    terms: tuple[str, ...] = ()
    boost: float = _number(5.0, 0.0, 10.0)


@dataclass(frozen=True)
class Appearance:
    """How the window looks.

    Attributes:
        theme: light, dark, or as the desktop is.
        text_scale: size of all type; 1.0 is 13 pixels for controls.
        transcript_size: pixels of the transcript's type.
        reduced_motion: nothing moves, even where the desktop would allow it.
        language: of the window, "de"; the system's where it is empty.
    """

    theme: Theme = "system"
    text_scale: float = _number(1.0, 0.8, 2.0)
    transcript_size: int = _number(16, 10, 48)
    reduced_motion: bool = False
    language: str = ""


@dataclass(frozen=True)
class Desktop:
    """The program among others.

    Attributes:
        tray_icon: a place in the tray, to begin and end from there.
        close_to_tray: the cross hides the window and the program stays.
        notifications: tell when long work is done and the window is not seen.
        mini_on_top: the small window stays above all others.
        resume_last: begin with the note of last time rather than a new one.
    """

    tray_icon: bool = True
    close_to_tray: bool = False
    notifications: bool = True
    mini_on_top: bool = True
    resume_last: bool = False


@dataclass(frozen=True)
class Storage:
    """How long things are kept, in days; None for ever.

    Attributes:
        notes: a note that is not touched for so long goes to the bin.
        audio: the sound of such a note is removed for good.
        bin: what is in the bin for so long is removed for good.
    """

    notes: float | None = _number(None, 1.0, 36_500.0)
    audio: float | None = _number(None, 1.0, 36_500.0)
    bin: float | None = _number(30.0, 1.0, 36_500.0)


@dataclass(frozen=True)
class PageChoices:
    """The transcript pane and the last export, remembered from last time.

    Attributes:
        doubt: words less sure than this are dotted and reviewed.
        doubtful_first: whether the review begins with the most doubtful word.
        back_step: seconds the sound goes back whenever it is played again.
        speed: how fast it is played.
        second_speed: the speed that one key changes to and back.
        export_format: the kind of file exported last.
        export_folder: where it went; the user's documents where it is empty.
        subtitles: name of the preset for subtitles.
    """

    doubt: float = _number(0.5, 0.0, 1.0)
    doubtful_first: bool = False
    back_step: float = _number(1.5, 0.0, 10.0)
    speed: float = _number(1.0, 0.25, 4.0)
    second_speed: float = _number(0.7, 0.25, 4.0)
    export_format: str = "txt"
    export_folder: str = ""
    subtitles: str = "default"


@dataclass(frozen=True)
class Settings:
    """Everything the user can choose.

    Attributes:
        shortcuts: keys that are not the default, by the action's name; "" for no key.
        hints_dismissed: names of hints that need not be shown again.
        detailed_log: write down more of what happens; never what was said.
    """

    recognition: Recognition = field(default_factory=Recognition)
    audio: Audio = field(default_factory=Audio)
    dictation: Dictation = field(default_factory=Dictation)
    writing: Writing = field(default_factory=Writing)
    vocabulary: Terms = field(default_factory=Terms)
    appearance: Appearance = field(default_factory=Appearance)
    desktop: Desktop = field(default_factory=Desktop)
    storage: Storage = field(default_factory=Storage)
    page: PageChoices = field(default_factory=PageChoices)
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    hints_dismissed: tuple[str, ...] = ()
    detailed_log: bool = False


def load(path: Path) -> tuple[Settings, Notice | None]:
    """Read the settings; the defaults where there are none yet.

    Returns:
        The settings, and a sentence for the user where the file could not be used. A
        damaged one is then set aside beside it, with .bak at its end.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), Notice(
            f"The settings in {path} cannot be read ({error.strerror}): the program "
            "begins with its defaults."
        )
    try:
        content = json.loads(data.decode("utf-8-sig"))
        if not isinstance(content, dict):
            raise ValueError("it holds no settings")
    except (ValueError, RecursionError) as error:
        logger.warning("the settings are damaged: %s", type(error).__name__)
        kept = _set_aside(path, data, Settings())
        return Settings(), Notice(
            "The settings were damaged, so the program begins with its defaults"
            + (f"; the old file is kept as {kept.name}." if kept else ".")
        )
    problems: list[str] = []
    settings = _decoded(Settings, content, "", problems)
    if not problems:
        return settings, None
    for problem in problems:
        logger.warning("a setting was passed over: %s", problem)
    kept = _set_aside(path, data, settings)
    return settings, Notice(
        f"{_counted(problems)} could not be used and went back to the default"
        + (f"; the old file is kept as {kept.name}." if kept else ".")
    )


def save(path: Path, settings: Settings) -> None:
    """Write the settings, all of them or nothing.

    Raises:
        DictationError: the file cannot be written; the old one stays as it was.
    """
    text = json.dumps(asdict(settings), indent=1, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise DictationError(
            f"The settings cannot be saved in {path.parent} ({error.strerror}): free "
            "some space there, or allow the program to write."
        ) from error


def _set_aside(path: Path, data: bytes, settings: Settings) -> Path | None:
    """Keep what could not be used and write what can, so that this is told once.

    Returns:
        Where it is kept; None where the disk allows neither.
    """
    kept = path.with_name(path.name + ".bak")
    try:
        write_atomically(kept, data)
        save(path, settings)
    except (OSError, DictationError) as error:
        logger.warning("the old settings cannot be kept: %s", error)
        return None
    return kept


def _counted(problems: list[str]) -> str:
    if len(problems) == 1:
        return f"The setting “{problems[0]}”"
    return f"{len(problems)} settings, “{problems[0]}” among them,"


def _decoded(
    kind: Any, content: Mapping[str, Any], at: str, problems: list[str]
) -> Any:
    """Make a dataclass of a JSON object; what does not fit is named in `problems`."""
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for item in fields(kind):
        if item.name not in content:
            continue
        place = f"{at}{item.name}"
        try:
            values[item.name] = _value(
                hints[item.name], content[item.name], item.metadata, place, problems
            )
        except (ValueError, OverflowError):
            problems.append(place)
    return kind(**values)


def _value(
    hint: Any, value: Any, bounds: Mapping[str, Any], at: str, problems: list[str]
) -> Any:
    """One JSON value as the type of its field.

    Raises:
        ValueError: it does not fit.
        OverflowError: it is a number beyond all numbers.
    """
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # always of one type with None
        return (
            None if value is None else _value(arguments[0], value, bounds, at, problems)
        )
    if origin is Literal and isinstance(value, str) and value in arguments:
        return value
    if origin is tuple and isinstance(value, list):
        numbered = {str(index): item for index, item in enumerate(value, 1)}
        return tuple(_items(arguments[0], numbered, at, problems).values())
    if origin is Mapping and isinstance(value, dict):
        return _items(arguments[1], value, at, problems)
    if is_dataclass(hint) and isinstance(value, dict):
        return _decoded(hint, value, f"{at}.", problems)
    if hint in (bool, str) and type(value) is hint:
        return value
    if hint in (int, float) and type(value) in (int, hint):
        number = hint(value)
        if bounds.get("low", number) <= number <= bounds.get("high", number):
            return number
    raise ValueError


def _items(
    hint: Any, content: Mapping[str, Any], at: str, problems: list[str]
) -> dict[str, Any]:
    """The items of a list or an object that can be used; the others are named."""
    found: dict[str, Any] = {}
    for key, item in content.items():
        wrong: list[str] = []
        try:
            value = _value(hint, item, {}, f"{at}.{key}", wrong)
        except (ValueError, OverflowError):
            wrong.append(f"{at}.{key}")
        problems += wrong
        if not wrong:
            found[key] = value
    return found
