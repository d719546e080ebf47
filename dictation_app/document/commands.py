"""What a user can say to the program rather than to the page.

The rule is Dragon's: a phrase is a command only when nothing else is said between two
pauses. "told him to scratch that" stays text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto


class Action(Enum):
    """What a command does; `dictation_app.document.scribe` does most of it."""

    WRITE = auto()
    SCRATCH = auto()
    UNDO = auto()
    REDO = auto()
    CAPITAL = auto()
    ALL_CAPITALS_ON = auto()
    ALL_CAPITALS_OFF = auto()
    NO_SPACE = auto()
    SELECT = auto()
    CORRECT = auto()
    CHOOSE = auto()
    GO_TO_END = auto()
    STOP = auto()
    SAVE = auto()


@dataclass(frozen=True)
class SpokenCommand:
    """One command a user can say.

    Attributes:
        name: what settings call it.
        phrases: what can be said for it; where it takes words they follow the phrase.
        help: what it does, for the list.
        action: what it does, for the program.
        writes: the text it writes, if any.
        takes_words: whether it acts on the words said after the phrase.
        enabled: whether it is listened for.
    """

    name: str
    phrases: tuple[str, ...]
    help: str
    action: Action = Action.WRITE
    writes: str = ""
    takes_words: bool = False
    enabled: bool = True


@dataclass(frozen=True)
class Command:
    """A command that was said, and the words it is to act on."""

    spoken: SpokenCommand
    argument: str = ""


def _mark(name: str, writes: str, *phrases: str) -> SpokenCommand:
    return SpokenCommand(name, phrases, f"Writes {writes}", writes=writes)


COMMANDS: tuple[SpokenCommand, ...] = (
    SpokenCommand("new_line", ("new line",), "Starts a new line", writes="\n"),
    SpokenCommand(
        "new_paragraph", ("new paragraph",), "Starts a new paragraph", writes="\n\n"
    ),
    _mark("full_stop", ".", "full stop", "period"),
    _mark("comma", ",", "comma"),
    _mark("question_mark", "?", "question mark"),
    _mark("exclamation_mark", "!", "exclamation mark", "exclamation point"),
    _mark("colon", ":", "colon"),
    _mark("semicolon", ";", "semicolon"),
    _mark("dash", "–", "dash"),
    _mark("hyphen", "-", "hyphen"),
    _mark("quote", "“", "quote", "open quote"),
    _mark("unquote", "”", "unquote", "close quote", "end quote"),
    _mark("open_bracket", "(", "open bracket", "open parenthesis"),
    _mark("close_bracket", ")", "close bracket", "close parenthesis"),
    SpokenCommand(
        "scratch_that", ("scratch that",), "Removes what you said last", Action.SCRATCH
    ),
    SpokenCommand("undo", ("undo", "undo that"), "Takes back one step", Action.UNDO),
    SpokenCommand("redo", ("redo", "redo that"), "Does it again", Action.REDO),
    SpokenCommand(
        "cap",
        ("cap",),
        "Writes the next words with capitals",
        Action.CAPITAL,
        takes_words=True,
    ),
    SpokenCommand(
        "all_caps_on",
        ("all caps on", "all caps"),
        "Writes everything in capitals from now on",
        Action.ALL_CAPITALS_ON,
    ),
    SpokenCommand(
        "all_caps_off",
        ("all caps off",),
        "Goes back to normal letters",
        Action.ALL_CAPITALS_OFF,
    ),
    SpokenCommand(
        "no_space",
        ("no space",),
        "Joins what you say next to what is there",
        Action.NO_SPACE,
    ),
    SpokenCommand(
        "select", ("select",), "Selects these words", Action.SELECT, takes_words=True
    ),
    SpokenCommand(
        "correct",
        ("correct",),
        "Shows other ways to hear these words",
        Action.CORRECT,
        takes_words=True,
    ),
    SpokenCommand(
        "choose",
        ("choose",),
        "Takes the alternative with this number",
        Action.CHOOSE,
        takes_words=True,
    ),
    SpokenCommand(
        "go_to_end", ("go to end", "go to the end"), "Goes to the end", Action.GO_TO_END
    ),
    SpokenCommand(
        "stop_listening", ("stop listening",), "Stops listening", Action.STOP
    ),
    SpokenCommand("save_note", ("save note",), "Saves this note", Action.SAVE),
)
"""All commands, in the order of the list."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class CommandTable:
    """The commands as one user has set them."""

    commands: tuple[SpokenCommand, ...] = COMMANDS

    def customised(
        self,
        *,
        disabled: Iterable[str] = (),
        phrases: Mapping[str, Sequence[str]] | None = None,
    ) -> "CommandTable":
        """Switch some off and say others differently; both by their names.

        Unknown names and empty phrases are passed over, so that old settings still
        load.
        """
        off = frozenset(disabled)
        renamed = {
            name: said
            for name, texts in (phrases or {}).items()
            if (said := tuple(filter(None, (" ".join(_words(t)) for t in texts))))
        }
        return CommandTable(
            tuple(
                replace(
                    command,
                    enabled=command.enabled and command.name not in off,
                    phrases=renamed.get(command.name, command.phrases),
                )
                for command in self.commands
            )
        )

    def clashes(self) -> list[tuple[str, str, str]]:
        """Phrases that stand for two commands: the phrase and both their names."""
        owners: dict[str, str] = {}
        found = []
        for command in self._enabled():
            for phrase in command.phrases:
                first = owners.setdefault(_key(phrase), command.name)
                if first != command.name:
                    found.append((phrase, first, command.name))
        return found

    @property
    def whole_phrases(self) -> tuple[str, ...]:
        """What can be said with nothing after it, for everything that is listened for."""
        return tuple(
            dict.fromkeys(
                phrase
                for command in self._enabled()
                for phrase in command.phrases
                if not command.takes_words
            )
        )

    def parse(self, text: str) -> Command | None:
        """The command that a whole utterance is, if it is one."""
        words = _words(text)
        for command in self._enabled():
            for phrase in command.phrases:
                if command.takes_words:
                    n_words = len(phrase.split())
                    if len(words) > n_words and words[:n_words] == _words(phrase):
                        return Command(command, " ".join(words[n_words:]))
                elif "".join(words) == _key(phrase):
                    return Command(command)
        return None

    def inline(self, words: Sequence[str]) -> tuple[SpokenCommand, int] | None:
        """The punctuation or line break that the first words of a sentence name.

        Returns:
            The command that writes it and how many words name it.
        """
        for n_words in range(min(len(words), 3), 0, -1):
            key = _key(" ".join(words[:n_words]))
            for command in self._enabled():
                if command.writes and key in map(_key, command.phrases):
                    return command, n_words
        return None

    def _enabled(self) -> Iterable[SpokenCommand]:
        return (command for command in self.commands if command.enabled)


def chosen_number(argument: str) -> int | None:
    """The number, from 1 to 9, that "choose three" or "choose number 3" means."""
    last = argument.split()[-1:] or [""]
    if last[0] in _NUMBERS:
        return _NUMBERS.index(last[0]) + 1
    return int(last[0]) if re.fullmatch("[1-9]", last[0]) else None


def _words(text: str) -> list[str]:
    """Small letters without punctuation, which some models write by themselves."""
    return re.sub(r"[^\w\s'-]", "", text.lower()).split()


def _key(phrase: str) -> str:
    """What phrases are compared by: "newline" is "new line" too."""
    return "".join(_words(phrase))
