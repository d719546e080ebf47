"""An utterance while it is spoken: which looks are made, and what each hears."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from dictation_app.speech.live import Live
from dictation_app.transcript import Hypothesis, Utterance, Word

RATE, CHUNK = 16_000, 512
LOUD, SILENT = np.full(CHUNK, 0.5, np.float32), np.zeros(CHUNK, np.float32)


@dataclass(frozen=True)
class Look:
    """One call of the recogniser: how much sound, and what was known of it."""

    seconds: float
    before: Utterance | None
    found: Utterance


class Listener:
    """Finds a word in every half second, and notes what it was asked."""

    class model:  # noqa: N801 - stands where a recogniser keeps its network
        sample_rate = RATE

    def __init__(self):
        self.looks = []

    def recognise(self, samples, start=0.0, *, before=None):
        seconds = len(samples) / RATE
        times = np.arange(0.0, seconds, 0.5)
        words = tuple(
            Word(f"w{i}", start + t, start + t, 1.0) for i, t in enumerate(times)
        )
        found = Utterance(words, start, start + seconds)
        self.looks.append(Look(seconds, before, found))
        return found

    def take_notice(self):
        return None


@pytest.fixture
def listener(monkeypatch):
    monkeypatch.setattr(
        "dictation_app.speech.endpointing.VoiceDetector",
        lambda: lambda chunks: [float(np.abs(c).max() > 0.1) for c in chunks],
    )
    return Listener()


def hear(live, chunk, n):
    """Everything that comes of so many chunks."""
    return [item for _ in range(n) for item in live.accept(chunk)]


def test_each_look_at_an_utterance_knows_what_the_last_one_heard(listener):
    live = Live(listener)
    hear(live, LOUD, 100)
    looks = listener.looks
    assert len(looks) == pytest.approx(100 * CHUNK / RATE / 0.3, abs=1)
    assert [look.before for look in looks] == [
        None,
        *(seen.found for seen in looks[:-1]),
    ]


def test_a_pause_has_the_utterance_heard_as_a_whole_and_only_once(listener):
    live = Live(listener)
    hear(live, LOUD, 40)
    n_before = len(listener.looks)
    found = hear(live, SILENT, 20)
    (whole,) = listener.looks[n_before:]
    assert whole.before is None
    assert whole.seconds == pytest.approx(40 * CHUNK / RATE + 0.16, abs=0.01)
    (final,) = (item for item in found if isinstance(item, Utterance))
    assert final.words == whole.found.words
    assert final.end == pytest.approx(40 * CHUNK / RATE + 0.25, abs=0.02)


def test_what_may_be_a_pause_is_not_looked_at_until_it_is_one(listener):
    live = Live(listener)
    hear(live, LOUD, 8)  # just short of a look
    assert not listener.looks
    hear(live, SILENT, 4)
    assert not listener.looks
    hear(live, SILENT, 1)
    assert [look.before for look in listener.looks] == [None]


def test_speech_that_goes_on_after_a_short_pause_is_the_same_utterance(listener):
    live = Live(listener)
    hear(live, LOUD, 40)
    hear(live, SILENT, 6)
    in_pause = listener.looks[-1].found
    hear(live, LOUD, 12)
    assert listener.looks[-1].before is in_pause
    found = hear(live, SILENT, 20)
    assert listener.looks[-1].before is None
    (final,) = (item for item in found if isinstance(item, Utterance))
    assert final.words == listener.looks[-1].found.words


def test_the_next_utterance_begins_with_nothing_known(listener):
    live = Live(listener)
    hear(live, LOUD, 40)
    hear(live, SILENT, 30)
    n_before = len(listener.looks)
    hear(live, LOUD, 12)
    assert listener.looks[n_before].before is None
    assert [u.start for u in live.found] == [0.0]


def test_words_are_firm_once_two_looks_agree_and_the_last_never_is(listener):
    live = Live(listener)
    shown = [i for i in hear(live, LOUD, 100) if isinstance(i, Hypothesis)]
    assert shown[0].firm == ""
    for earlier, later in pairwise(shown):
        assert later.firm.startswith(earlier.firm)
    words = f"{shown[-1].firm} {shown[-1].tail}".split()
    assert words == [f"w{i}" for i in range(len(words))]
    assert shown[-1].firm
    assert shown[-1].tail
