"""What the lab needs of the program: folders, who listens, and a microphone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import CommandSetError
from dictation_app.lab import files
from dictation_app.lab.command_set import CommandSet
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.network import AcousticModel
from dictation_app.ui.capture import MakeMicrophone


@dataclass(frozen=True)
class Listener:
    """A network that is loaded.

    Attributes:
        model: hears sound.
        alphabet: of its letters.
        name: of its folder.
    """

    model: AcousticModel
    alphabet: Alphabet
    name: str


@dataclass(frozen=True)
class LabPlace:
    """Where the lab works.

    Attributes:
        bundled_sets: folder of the sets that come with the program.
        user_sets: folder of the user's own sets.
        sessions: folder of the sessions.
        find_negatives: finds recordings in which no command is said.
        open_microphone: makes the chosen microphone.
        find_listener: the network in use; None while it is being loaded.
    """

    bundled_sets: Path
    user_sets: Path
    sessions: Path
    find_negatives: Callable[[], list[Path]]
    open_microphone: MakeMicrophone
    find_listener: Callable[[], Listener | None]

    def find_sets(self) -> dict[str, str]:
        """Every set: its title by the name of its file."""
        found = {}
        for name in files.names(self._folders):
            try:
                found[name] = self.load(name).name
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
        return commands

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
        files.save(commands, self.user_sets / f"{name}.json")
        return name

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self.user_sets, self.bundled_sets
