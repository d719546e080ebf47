"""What the microphone and its listener are doing, for pills, trays and small windows."""

from enum import Enum, auto


class ListeningState(Enum):
    """The three states that a user sees, and two short ones between them."""

    READY = auto()
    OPENING = auto()
    """The microphone is asked for; nothing is heard yet."""
    LISTENING = auto()
    LOST = auto()
    """The microphone went away; listening goes on when it is back."""
    TRANSCRIBING = auto()
    """The microphone is closed, and the last words are being written."""
