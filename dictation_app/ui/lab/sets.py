"""The sets of commands: those that come with the program, and the user's own."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dictation_app.errors import CommandSetError
from dictation_app.lab import files
from dictation_app.lab.actions import CommandAction
from dictation_app.lab.command_set import CommandSet
from dictation_app.ui.lab.draft import Draft, draft_of, finished, from_json, to_json

_UNFINISHED = "unfinished"
"""Folder, beside the user's sets, of what cannot be used yet."""


class Sets:
    """Sets by the name of their file; a user's own comes before a bundled one."""

    def __init__(self, bundled: Path, own: Path) -> None:
        """Name the folders; they need not be there yet."""
        self._bundled = bundled
        self._own = own
        self._allowed = Allowed(own / "allowed-actions.txt")

    def titles(self) -> dict[str, str]:
        """Every set: its title by its name."""
        found = {}
        drafts = (path.stem for path in (self._own / _UNFINISHED).glob("*.json"))
        for name in sorted({*files.names(self._folders), *drafts}):
            try:
                found[name] = self.draft(name).name or name
            except CommandSetError:
                found[name] = name  # choosing it tells what is wrong
        return found

    def load(self, name: str) -> CommandSet:
        """Read a set that can be compared with sound.

        Raises:
            CommandSetError: it is no set, or not consistent.
        """
        commands = files.find(name, self._folders)
        _ = commands.sayings  # tells what is not consistent
        return replace(
            commands,
            commands=tuple(
                replace(c, action=self._allowed.look(name, c.action))
                for c in commands.commands
            ),
        )

    def draft(self, name: str) -> Draft:
        """A set as it was left in the editor, right or not.

        Raises:
            CommandSetError: there is none, or it is damaged.
        """
        path = self._draft_path(name)
        if not path.is_file():
            return draft_of(self.load(name))
        try:
            read = from_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandSetError(f"{path.name} cannot be read: {error}.") from error
        look = self._allowed.look
        lines = (replace(x, action=look(name, x.action)) for x in read.lines)
        return replace(read, lines=tuple(lines))

    def is_own(self, name: str) -> bool:
        """Whether it is the user's, and no bundled set."""
        return self._draft_path(name).is_file() or name in files.names((self._own,))

    def free_name(self, title: str) -> str:
        """A file's name for a new set."""
        stem = "".join(c if c.isalnum() else "-" for c in title.casefold())
        stem = stem.strip("-") or "set"
        taken, name, number = self.titles(), stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        return name

    def keep(self, name: str, draft: Draft, *, is_right: bool) -> None:
        """Put a set on the disk; one that is not right waits beside those in use.

        Raises:
            CommandSetError: the disk does not take it.
        """
        path = self._draft_path(name)
        self._allowed.keep(name, (line.action for line in draft.lines))
        if not is_right:
            files.write_text(path, to_json(draft))
            return
        files.save(finished(draft), self._own / f"{name}.json")
        (self._own / f"{name}.csv").unlink(missing_ok=True)
        path.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take a set of the user's away.

        Raises:
            CommandSetError: the disk does not let it go.
        """
        try:
            self._draft_path(name).unlink(missing_ok=True)
            for suffix in files.SUFFIXES:
                (self._own / f"{name}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            raise CommandSetError(f"{name} cannot be deleted: {error}.") from error

    def take(self, path: Path) -> str:
        """Copy a file of the user's to the sets; returns the copy's name.

        Raises:
            CommandSetError: it is no set, or cannot be copied.
        """
        commands = files.load(path)
        _ = commands.sayings
        taken = files.names(self._folders)
        name, number = path.stem, 2
        while name in taken:
            if files.find(name, self._folders) == commands:
                return name
            name, number = f"{path.stem}-{number}", number + 1
        files.save(commands, self._own / f"{name}.json")
        return name

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self._own, self._bundled

    def _draft_path(self, name: str) -> Path:
        return self._own / _UNFINISHED / f"{name}.json"


class Allowed:
    """What the user confirmed on this computer; no file of a set can bring it along."""

    def __init__(self, path: Path) -> None:
        """Keep it in a file."""
        self._path = path

    def look(self, name: str, action: CommandAction | None) -> CommandAction | None:
        """The action, allowed if the user confirmed it for this set."""
        if action is None or _mark(action) not in self._read().get(name, ()):
            return action
        return action.confirmed()

    def keep(self, name: str, actions: Iterable[CommandAction | None]) -> None:
        """Remember which actions of a set are allowed, and no others.

        Raises:
            CommandSetError: the disk does not take it.
        """
        marks = sorted({_mark(a) for a in actions if a is not None and a.allowed})
        before = self._read()
        if list(before.get(name, ())) != marks:
            files.write_text(self._path, json.dumps({**before, name: marks}))

    def _read(self) -> Mapping[str, list[str]]:
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # nothing is allowed then
        return read if isinstance(read, dict) else {}


def _mark(action: CommandAction) -> str:
    text = f"{action.kind}\n{action.value}"
    return hashlib.sha256(text.encode()).hexdigest()
