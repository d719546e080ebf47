"""What the lab needs of the program: folders, who listens, and a microphone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.keyword_store import KeywordModelInfo
from dictation_app.speech.network import AcousticModel
from dictation_app.transcript import Transcript
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.lab.sets import Sets


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
        find_unsounded: finds what was dictated and of which the sound was not kept.
        open_microphone: makes the chosen microphone.
        find_listener: the network in use; None while it is being loaded.
        find_keyword_models: finds the models that tell words apart.
    """

    bundled_sets: Path
    user_sets: Path
    sessions: Path
    find_negatives: Callable[[], list[Path]]
    open_microphone: MakeMicrophone
    find_listener: Callable[[], Listener | None]
    find_unsounded: Callable[[], list[Transcript]] = list
    find_keyword_models: Callable[[], list[KeywordModelInfo]] = list

    @property
    def sets(self) -> Sets:
        """The sets of both folders."""
        return Sets(self.bundled_sets, self.user_sets)

    @property
    def alphabet(self) -> Alphabet:
        """Letters that phrases are written in, a network being loaded or not."""
        listener = self.find_listener()
        return ENGLISH if listener is None else listener.alphabet
