"""How well the user is heard: rates from lessons, by parts, with intervals."""

import time
from dataclasses import replace

import pytest

from dictation_app.training.accuracy import Observation, measure, observe, report
from dictation_app.training.mishearing import Change
from dictation_app.training.teaching import Lesson, Teaching

DAY = 86_400.0
NOON = time.mktime((2026, 11, 2, 12, 0, 0, 0, 0, -1))  # a Monday


def seen(number=0, heard="one two", said="one two", **more):
    return Observation(f"o{number}", NOON + number * DAY, heard, said, **more)


def lesson(number=0, heard="one too", said="One two.", changes=(), **more):
    return Lesson(
        f"/r{number}", 0.0, 2.0, heard, said, tuple(changes), when=NOON, **more
    )


MISHEARD = Change("too", "two.", 1, 1, 1.0, 2.0, "mishearing", -0.5)
REWRITE = Change("too", "seven", 1, 1, 1.0, 2.0, "rewrite", -9.0)


class TestObserving:
    def test_a_mishearing_counts_and_a_rewrite_does_not(self, tmp_path):
        teaching = Teaching(tmp_path)
        teaching.keep(lesson(0, changes=[MISHEARD]))
        teaching.keep(lesson(1, said="One seven.", changes=[REWRITE]))
        first, second = observe(teaching)
        assert (first.heard, first.said) == ("one too", "one two")
        assert (second.heard, second.said) == ("one too", "one too")

    def test_what_was_right_counts_too_and_what_was_refused_does_not(self, tmp_path):
        teaching = Teaching(tmp_path)
        right = lesson(0, heard="one two")
        teaching.keep(right)
        refused = lesson(1, changes=[MISHEARD])
        teaching.keep(refused)
        teaching.decide([refused], "refused")
        (only,) = observe(teaching)
        assert only.heard == only.said == "one two"

    def test_sound_confidence_and_origin_come_along(self, tmp_path, babble):
        teaching = Teaching(tmp_path)
        kept = lesson(
            0,
            changes=[MISHEARD],
            model="en",
            microphone="USB",
            source="file",
            confidences=(0.9, 0.4),
            speed=30.0,
        )
        teaching.keep(kept, babble(2.0))
        (item,) = observe(teaching)
        assert item.recording == str(teaching.clip(kept))
        assert (item.model, item.microphone, item.kind) == ("en", "USB", "file")
        assert (item.confidences, item.speed) == ((0.9, 0.4), 30.0)


class TestReport:
    def test_nothing_gives_an_empty_report(self):
        empty = report([])
        assert empty.overall is None
        assert empty.parts["time"] == ()
        assert empty.calibration is None
        assert empty.speed is None

    def test_rates_are_those_of_all_words_together(self):
        items = [seen(0, "a b c d", "a b c d"), seen(1, "x", "y")]
        found = measure("", items)
        assert found.wer == pytest.approx(0.2)
        assert found.wer_interval.low <= 0.2 <= found.wer_interval.high
        assert [item.id for item in found.observations] == ["o1", "o0"]

    def test_the_same_sentences_give_the_same_interval(self):
        items = [seen(n, "a b", "a c" if n % 3 else "a b") for n in range(12)]
        assert measure("", items).wer_interval == measure("", items).wer_interval

    @pytest.mark.parametrize(
        ("n_days", "unit"), [(3, "day"), (100, "week"), (400, "month")]
    )
    def test_bars_are_days_weeks_or_months_as_fits(self, n_days, unit):
        found = report([seen(n) for n in range(0, n_days, 2)])
        assert found.unit == unit
        bars = found.parts["time"]
        assert 1 < len(bars) <= 24
        assert [bar.name for bar in bars] == sorted(bar.name for bar in bars)

    def test_each_part_has_all_sentences(self):
        items = [
            seen(0, model="en", microphone="USB", kind="dictation"),
            seen(1, model="en", microphone="", kind="file"),
            seen(2, model="old", microphone="USB", kind="file"),
        ]
        found = report(items)
        for bars in found.parts.values():
            assert sum(len(bar.observations) for bar in bars) == 3
        assert [bar.name for bar in found.parts["model"]] == ["en", "old"]

    def test_confused_words_the_most_frequent_first(self):
        items = [seen(n, "won two", "one two") for n in range(3)]
        items.append(seen(4, "one to", "one two"))
        first, second = report(items).confused
        assert (first.reference, first.hypothesis, first.n) == ("one", "won", 3)
        assert (second.reference, second.hypothesis, second.n) == ("two", "to", 1)

    def test_calibration_uses_only_sentences_whose_words_have_confidences(self):
        sure = seen(0, "one too", "one two", confidences=(0.9, 0.9))
        unknown = seen(1, "one two", "one two")
        broken = replace(unknown, id="x", confidences=(0.5,))
        found = report([sure, unknown, broken]).calibration
        assert found is not None
        assert found.ece == pytest.approx(0.4)

    def test_the_speed_is_the_median_of_those_that_are_known(self):
        speeds = (0.0, 10.0, 30.0, 90.0)
        items = [seen(n, speed=speed) for n, speed in enumerate(speeds)]
        assert report(items).speed == 30.0
