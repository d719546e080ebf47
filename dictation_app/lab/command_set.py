"""Sets of voice commands: what can be said, and what each of it stands for."""

import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dictation_app.errors import CommandSetError
from dictation_app.lab.actions import CommandAction
from dictation_app.lab.numbers import LARGEST
from dictation_app.lab.numbers import spoken as spoken_number

MOST_PHRASES = 5_000
"""Phrases that can be compared with one utterance while nobody notices the wait."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(?:(\w+)\s*:\s*)?(\d{1,6})\s*-\s*(\d{1,6})")


@dataclass(frozen=True)
class VoiceCommand:
    """One command.

    Attributes:
        label: what it stands for; no two commands of a set share one.
        phrases: what can be said for it, the usual wording first. A slot such as
            `{number:0-999}` is a number of that range, `{room}` one of the set's list
            of that name.
        action: what follows, if anything does.
        threshold: nats a letter by which it may fit worse than free text; None for the
            set's or the model's own.
    """

    label: str
    phrases: tuple[str, ...]
    action: CommandAction | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Saying:
    """One thing that can be said, with no slot left open.

    Attributes:
        phrase: its words.
        label: the command it is.
        values: what stands in each slot: a number in figures, or the list's entry.
    """

    phrase: str
    label: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CommandSet:
    """Commands that are told apart from one another.

    Attributes:
        name: what people call it.
        commands: in the order of the user's list.
        lists: entries of the slots that name a list.
    """

    name: str
    commands: tuple[VoiceCommand, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.commands:
            raise CommandSetError(f"The set “{self.name}” has no command: add one.")
        labels: set[str] = set()
        for command in self.commands:
            if not command.label.strip():
                raise CommandSetError("A command has no label: give it one.")
            if command.label in labels:
                raise CommandSetError(
                    f"Two commands have the label “{command.label}”: rename one."
                )
            labels.add(command.label)
            if not any(phrase.strip() for phrase in command.phrases):
                raise CommandSetError(
                    f"The command “{command.label}” has no phrase: write what is said."
                )

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Everything that can be said, slots filled in.

        Raises:
            CommandSetError: a slot cannot be filled, a phrase stands for two commands,
                or there is more than can be compared.
        """
        found: dict[str, Saying] = {}
        for saying in itertools.chain.from_iterable(map(self._filled, self.commands)):
            other = found.setdefault(saying.phrase.casefold(), saying)
            if other is saying:
                if len(found) > MOST_PHRASES:
                    raise CommandSetError(
                        f"The set “{self.name}” has more than {MOST_PHRASES:,} phrases, "
                        "slots filled in: narrow a slot or split the set."
                    )
            elif other.label == saying.label:
                raise CommandSetError(
                    f"The command “{saying.label}” has the phrase “{saying.phrase}” "
                    "twice: remove one."
                )
            else:
                raise CommandSetError(
                    f"The phrase “{saying.phrase}” stands for both “{other.label}” and "
                    f"“{saying.label}”: change one."
                )
        return tuple(found.values())

    @property
    def fingerprint(self) -> str:
        """The same for sets in which the same can be said, whatever follows from it."""
        heard = [[c.label, list(c.phrases)] for c in self.commands]
        lists = {name: list(entries) for name, entries in sorted(self.lists.items())}
        text = json.dumps([heard, lists], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def command(self, label: str) -> VoiceCommand:
        """The command of a label."""
        return next(c for c in self.commands if c.label == label)

    def _filled(self, command: VoiceCommand) -> Iterator[Saying]:
        for phrase in filter(str.strip, command.phrases):
            parts = _SLOT.split(phrase)  # text, slot, text, slot, … text
            slots = [self._entries(slot, phrase) for slot in parts[1::2]]
            for entries in itertools.product(*slots):
                fixed = (*parts[::2],)
                words = [fixed[0]]
                for entry, text in zip(entries, fixed[1:], strict=True):
                    words += (entry[1], text)
                text = " ".join(" ".join(words).split())
                yield Saying(text, command.label, {e[0]: e[2] for e in entries})

    def _entries(self, slot: str, phrase: str) -> list[tuple[str, str, str]]:
        """What can be said in a slot: its name, the words, and what they mean."""
        numbers = _RANGE.fullmatch(slot.strip())
        if numbers is None:
            name = slot.strip()
            if not self.lists.get(name):
                raise CommandSetError(
                    f"“{phrase}” has a slot “{name}”, but the set has no list of that "
                    "name: add one, or write a range such as {number:0-99}."
                )
            return [(name, entry, entry) for entry in self.lists[name]]
        name = numbers[1] or "number"
        first, last = int(numbers[2]), int(numbers[3])
        if not first <= last <= LARGEST:
            raise CommandSetError(
                f"“{phrase}” has a range that is none: it must rise, up to {LARGEST}."
            )
        return [(name, spoken_number(n), str(n)) for n in range(first, last + 1)]
