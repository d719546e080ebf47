"""A keyword model beside the phrases: which one is asked, what it says, how it compares."""

from pathlib import Path

import numpy as np
import pytest

from dictation_app.lab import comparison, report
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.results import Negatives, summarise
from dictation_app.lab.session import Trial
from dictation_app.lab.spotting import WordJudge, most_fitting
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.keyword_store import KeywordModelInfo

SET = CommandSet(
    "S",
    (
        VoiceCommand("stop it", ("Stop", "halt")),
        VoiceCommand("go on", ("go",)),
        VoiceCommand("left", ("left",)),
    ),
)
SOUND = np.zeros(8_000, np.float32)


class Spotter:
    """Finds each word as likely as a test says; "other" comes last."""

    sample_rate = 16_000

    def __init__(self, words, likely):
        self.words, self._likely = words, likely

    def probabilities(self, batch):
        return np.array([self._likely for _ in batch])


def judged(words, likely, asked="stop it", sound=SOUND):
    return WordJudge(Spotter(words, likely), SET.sayings).judge(sound, asked)


def test_a_word_stands_for_its_command():
    assert judged(("stop", "go"), [0.8, 0.1, 0.1]) == "stop it"
    assert judged(("stop", "go"), [0.3, 0.4, 0.3]) == "go on"
    assert judged(("stop", "go"), [0.2, 0.2, 0.6]) == ""


def test_words_of_other_sets_are_together_none_of_these():
    assert judged(("cat", "dog", "stop"), [0.3, 0.2, 0.4, 0.1]) == ""
    assert judged(("cat", "dog", "stop"), [0.2, 0.1, 0.6, 0.1]) == "stop it"


def test_words_of_one_command_count_together():
    assert judged(("stop", "halt", "go"), [0.3, 0.25, 0.4, 0.05]) == "stop it"


def test_it_is_not_asked_for_what_it_has_no_word_for():
    assert judged(("stop", "go"), [0.8, 0.1, 0.1], asked="left") is None


def test_too_little_sound_is_none_of_these():
    assert judged(("stop", "go"), [0.8, 0.1, 0.1], sound=SOUND[:100]) == ""


def info(*words):
    return KeywordModelInfo(Path(words[0]), "", words, {}, FeatureConfig(n_mels=40), "")


def test_the_model_that_knows_most_commands_is_asked():
    few, most = info("stop", "cat", "dog"), info("go", "stop", "halt", "dog")
    assert most_fitting([few, most], SET) is most
    assert most_fitting([few, info("stop", "halt")], SET) is None
    assert most_fitting([], SET) is None


def trial(label, heard, by_words, *, passed=True):
    return Trial(label, label, heard, heard, 0.1, passed, 0.1, by_words=by_words)


TRIALS = [
    trial("stop it", "stop it", "stop it"),
    trial("stop it", "stop it", ""),
    trial("go on", "go on", "stop it", passed=False),
    trial("left", "left", None),
]


def test_both_are_compared_on_what_the_keyword_model_knows():
    found = comparison.of_trials(TRIALS)
    assert found.accuracies == pytest.approx((2 / 3, 1 / 3))
    assert found.by_words("stop it") == 0.5
    assert found.by_words("left") is None
    assert found.unknown == ("left",)
    assert [v.name for v in found.different] == ["2"]
    named = comparison.of_trials(TRIALS, ["a.wav", "b.wav", "c.wav", "d.wav"])
    assert [v.name for v in named.different] == ["b.wav"]
    assert comparison.of_trials(TRIALS[3:]) is None


@pytest.mark.parametrize("suffix", [".csv", ".json", ".html"])
def test_reports_tell_of_both_only_where_both_were_asked(tmp_path, suffix):
    texts = []
    for trials in (TRIALS, TRIALS[3:]):
        found = summarise(["stop it", "go on", "left"], trials, Negatives(0.0, ()))
        path = tmp_path / f"r{suffix}"
        report.write(path, "S", found, trials)
        texts.append(path.read_text(encoding="utf-8"))
    words = {
        ".csv": "right by the keyword model",
        ".json": "accuracy_keyword_model",
        ".html": "Beside the keyword model",
    }[suffix]
    assert words in texts[0]
    assert words not in texts[1]
    if suffix == ".csv":
        assert [row.split(",")[-1] for row in texts[0].splitlines()[1:]] == [
            "0.5",
            "0.0",
            "",
        ]
