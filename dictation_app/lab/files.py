"""Command sets as files: JSON with everything, CSV with labels and phrases."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dictation_app.atomic import write_atomically
from dictation_app.errors import CommandSetError
from dictation_app.lab.actions import read_action
from dictation_app.lab.command_set import CommandSet, VoiceCommand

VERSION = 1
SUFFIXES = (".json", ".csv")
_COLUMNS = ("label", "phrase")


def load(path: Path) -> CommandSet:
    """Read a set.

    Actions that come with a file are not allowed until the user confirms them here.

    Raises:
        CommandSetError: it is no set; says why.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CommandSetError(
            f"There is no command set {path.name}: check the name and the folder."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandSetError(
            f"{path.name} cannot be read as text: {error}."
        ) from error
    if path.suffix.lower() == ".csv":
        return _from_csv(text, path)
    return _from_json(text, path)


def save(commands: CommandSet, path: Path) -> None:
    """Write a set as JSON or CSV, as the name says; CSV has no lists and no actions.

    Raises:
        CommandSetError: the file cannot be written.
    """
    text = _to_csv(commands) if path.suffix.lower() == ".csv" else _to_json(commands)
    write_text(path, text)


def write_text(path: Path, text: str) -> None:
    """Write a file in one step.

    Raises:
        CommandSetError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise CommandSetError(
            f"{path.name} cannot be written: {error.strerror or error}."
        ) from error


def find(name: str, folders: tuple[Path, ...]) -> CommandSet:
    """A set by its file, or by its name in one of the folders.

    Raises:
        CommandSetError: there is none.
    """
    path = Path(name)
    if path.suffix.lower() in SUFFIXES:
        return load(path)
    for folder in folders:
        for suffix in SUFFIXES:
            if (folder / f"{name}{suffix}").is_file():
                return load(folder / f"{name}{suffix}")
    known = ", ".join(names(folders)) or "none"
    raise CommandSetError(f"There is no command set “{name}”; there are: {known}.")


def names(folders: tuple[Path, ...]) -> list[str]:
    """Sets that can be named, of all folders."""
    found = {
        path.stem
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES
    }
    return sorted(found)


def from_lines(name: str, text: str) -> CommandSet:
    """A set from a phrase a line, each its own label; what people paste.

    Raises:
        CommandSetError: there is no phrase, or one stands there twice.
    """
    phrases = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return CommandSet(name, tuple(VoiceCommand(p, (p,)) for p in phrases))


def _from_json(text: str, path: Path) -> CommandSet:
    try:
        read = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CommandSetError(f"{path.name} is not JSON: {error}.") from error
    if not isinstance(read, dict) or not isinstance(read.get("commands"), list):
        raise CommandSetError(f"{path.name} is JSON, but has no list of “commands”.")
    if read.get("version", VERSION) != VERSION:
        raise CommandSetError(f"{path.name} was made by a newer version of Dictation.")
    lists = read.get("lists", {})
    if not isinstance(lists, dict) or not all(map(_is_texts, lists.values())):
        raise CommandSetError(f"{path.name}: “lists” must hold lists of texts.")
    return CommandSet(
        str(read.get("name") or path.stem),
        tuple(_command(c, path) for c in read["commands"]),
        {str(name): tuple(entries) for name, entries in lists.items()},
    )


def _command(read: Any, path: Path) -> VoiceCommand:
    if isinstance(read, str):
        return VoiceCommand(read, (read,))
    phrases = read.get("phrases") if isinstance(read, Mapping) else None
    if phrases is None or not _is_texts(phrases):
        raise CommandSetError(
            f"{path.name}: every command is a text, or has a list of “phrases”."
        )
    action, threshold = read.get("action"), read.get("threshold")
    if not isinstance(threshold, int | float | None):
        raise CommandSetError(f"{path.name}: a “threshold” must be a number.")
    if not isinstance(action, Mapping | None):
        raise CommandSetError(f"{path.name}: an “action” must have a kind and a value.")
    return VoiceCommand(
        str(read.get("label") or (phrases[0] if phrases else "")),
        tuple(phrases),
        None if action is None else read_action(action),
        threshold,
    )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _to_json(commands: CommandSet) -> str:
    read: dict[str, Any] = {"version": VERSION, "name": commands.name, "commands": []}
    for command in commands.commands:
        entry: dict[str, Any] = {
            "label": command.label,
            "phrases": list(command.phrases),
        }
        if command.threshold is not None:
            entry["threshold"] = command.threshold
        if command.action is not None:
            action = command.action
            entry["action"] = {"kind": str(action.kind), "value": action.value}
        read["commands"].append(entry)
    if commands.lists:
        read["lists"] = {name: list(some) for name, some in commands.lists.items()}
    return json.dumps(read, indent=2, ensure_ascii=False) + "\n"


def _from_csv(text: str, path: Path) -> CommandSet:
    """A row is a label and a phrase; a label may come again with another phrase."""
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text)) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise CommandSetError(f"{path.name} is not CSV: {error}.") from error
    if rows and tuple(part.strip().lower() for part in rows[0][:2]) == _COLUMNS:
        rows = rows[1:]
    phrases: dict[str, list[str]] = {}
    for row in rows:
        label = row[0].strip()
        phrases.setdefault(label, []).append(
            (row[1] if len(row) > 1 else label).strip()
        )
    return CommandSet(
        path.stem, tuple(VoiceCommand(k, tuple(v)) for k, v in phrases.items())
    )


def _to_csv(commands: CommandSet) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for command in commands.commands:
        table.writerows((command.label, phrase) for phrase in command.phrases)
    return text.getvalue()
