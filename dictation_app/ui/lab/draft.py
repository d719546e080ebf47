"""A set of commands while it is being written: right or not, nothing typed is lost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from dictation_app.errors import CommandSetError, ModelError
from dictation_app.lab.actions import CommandAction, read_action
from dictation_app.lab.command_set import MOST_PHRASES, CommandSet, VoiceCommand
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.phrases import speakable


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)


@dataclass(frozen=True)
class CommandLine:
    """One command as it stands in the table.

    Attributes:
        said: its phrases, with commas between them.
        label: what it stands for; where it is empty, the first phrase.
        action: what follows.
        threshold: as of the command.
    """

    said: str = ""
    label: str = ""
    action: CommandAction | None = None
    threshold: float | None = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases one by one."""
        return split(self.said)

    @property
    def name(self) -> str:
        """The label, written or not."""
        return self.label.strip() or next(iter(self.phrases), "")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lose."""
        return not (self.said.strip() or self.label.strip() or self.action)


@dataclass(frozen=True)
class ListLine:
    """One list for slots.

    Attributes:
        name: as it stands in the slot.
        entries: what can be said there, with commas between.
    """

    name: str = ""
    entries: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lose."""
        return not (self.name.strip() or self.entries.strip())


@dataclass(frozen=True)
class Draft:
    """Everything that stands in the tables.

    Attributes:
        name: of the set.
        lines: the commands.
        lists: for slots.
    """

    name: str
    lines: tuple[CommandLine, ...] = ()
    lists: tuple[ListLine, ...] = ()

    def without_blanks(self) -> "Draft":
        """Empty lines left out."""
        return replace(
            self,
            lines=tuple(line for line in self.lines if not line.is_empty),
            lists=tuple(line for line in self.lists if not line.is_empty),
        )


@dataclass(frozen=True)
class Problems:
    """What keeps a draft from being used: a sentence beside each line, or none.

    Attributes:
        lines: of each command.
        lists: of each list.
        whole: of the set.
    """

    lines: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    whole: str = ""

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(map(bool, (*self.lines, *self.lists, self.whole)))


def split(text: str) -> tuple[str, ...]:
    """What stands between commas, white space put right."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


def draft_of(commands: CommandSet) -> Draft:
    """A set as it is to be edited."""
    return Draft(
        commands.name,
        tuple(
            CommandLine(
                _joined(c.phrases),
                "" if c.phrases and c.label == c.phrases[0] else c.label,
                c.action,
                c.threshold,
            )
            for c in commands.commands
        ),
        tuple(ListLine(k, _joined(v)) for k, v in commands.lists.items()),
    )


def finished(draft: Draft) -> CommandSet:
    """The set that a draft without problems is.

    Raises:
        CommandSetError: it has no command.
    """
    kept = draft.without_blanks()
    return CommandSet(
        kept.name.strip() or _tr("Commands"),
        tuple(
            VoiceCommand(line.name, line.phrases, line.action, line.threshold)
            for line in kept.lines
        ),
        _lists(kept),
    )


def find_problems(draft: Draft, alphabet: Alphabet) -> Problems:
    """Look at every line of a draft."""
    found = _Check(draft, alphabet)
    lists = tuple(map(found.list_problem, draft.lists))
    lines = tuple(map(found.line_problem, draft.lines))
    whole = ""
    if len(found.spoken) > MOST_PHRASES:
        words = _tr(
            "More than {n:,} phrases, slots filled in: narrow a slot or split the set."
        )
        whole = words.format(n=MOST_PHRASES)
    return Problems(lines, lists, whole)


@dataclass
class _Check:
    """Goes through the lines and remembers what it met."""

    draft: Draft
    alphabet: Alphabet
    spoken: dict[str, CommandLine] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    lists: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.lists = _lists(self.draft)

    def list_problem(self, line: ListLine) -> str:
        """What is wrong with a list."""
        if line.is_empty:
            return ""
        name, entries = line.name.strip(), split(line.entries)
        if not name:
            return _tr("Give the list the name that stands in the slot.")
        if name in self.names:
            return _tr("There is another list “{name}”: rename one.").format(name=name)
        self.names.add(name)
        if not entries:
            return _tr("Write what can be said there, with commas between.")
        for entry in entries:
            try:
                speakable(entry, self.alphabet)
            except ModelError as error:
                return str(error)
        return ""

    def line_problem(self, line: CommandLine) -> str:
        """What is wrong with a command."""
        if line.is_empty:
            return ""
        if not line.phrases:
            return _tr("Write what is said.")
        for phrase in line.phrases:
            if phrase.count("{") != phrase.count("}"):
                words = _tr("“{phrase}” has a slot with one brace: write {{…}}.")
                return words.format(phrase=phrase)
        try:
            problem = self._clash(line)
        except (CommandSetError, ModelError) as error:
            return str(error)
        if not problem and line.name in self.labels:
            words = _tr("Another command is called “{name}”: rename one.")
            problem = words.format(name=line.name)
        self.labels.add(line.name)
        return problem

    def _clash(self, line: CommandLine) -> str:
        """What of a line is said for another one already."""
        command = VoiceCommand(line.name, line.phrases)
        for saying in CommandSet(self.draft.name, (command,), self.lists).sayings:
            letters = speakable(saying.phrase, self.alphabet)
            other = self.spoken.setdefault(letters, line)
            if other is line:
                continue
            words = _tr("“{phrase}” is said for “{other}” too: change one.")
            if other.name == line.name:
                words = _tr("“{phrase}” stands there twice: remove one.")
            return words.format(phrase=saying.phrase, other=other.name)
        return ""


def to_json(draft: Draft) -> str:
    """Write a draft down, right or not."""
    lines = []
    for line in draft.lines:
        entry: dict[str, Any] = {"said": line.said, "label": line.label}
        if line.action is not None:
            action = line.action
            entry["action"] = {"kind": str(action.kind), "value": action.value}
        if line.threshold is not None:
            entry["threshold"] = line.threshold
        lines.append(entry)
    lists = [{"name": line.name, "entries": line.entries} for line in draft.lists]
    values = {"name": draft.name, "lines": lines, "lists": lists}
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str) -> Draft:
    """Read what `to_json` wrote; its actions must be confirmed again.

    Raises:
        CommandSetError: it is no draft.
    """
    try:
        read = json.loads(text)
        return Draft(
            str(read["name"]),
            tuple(_line(entry) for entry in read["lines"]),
            tuple(ListLine(str(e["name"]), str(e["entries"])) for e in read["lists"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandSetError("The unfinished set is damaged.") from error


def _line(entry: dict[str, Any]) -> CommandLine:
    action, threshold = entry.get("action"), entry.get("threshold")
    return CommandLine(
        str(entry["said"]),
        str(entry["label"]),
        None if action is None else read_action(action),
        None if threshold is None else float(threshold),
    )


def _joined(texts: Iterable[str]) -> str:
    """Texts with commas between; one within a text is not spoken anyway."""
    return ", ".join(" ".join(text.replace(",", " ").split()) for text in texts)


def _lists(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {
        line.name.strip(): split(line.entries)
        for line in draft.lists
        if line.name.strip()
    }
