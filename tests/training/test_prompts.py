"""Sentences to read: in an order that covers sounds early; takes that are never lost."""

import json

import numpy as np
import pytest

from dictation_app import paths
from dictation_app.errors import ManifestError
from dictation_app.training.manifest import read_manifest
from dictation_app.training.prompts import (
    Prompt,
    Recordings,
    by_coverage,
    coverage,
    judge,
    read_prompts,
    trimmed,
)

RATE = 16_000
PROMPTS = (
    Prompt("one two", ("W", "AH", "N", "T", "UW")),
    Prompt("three four", ("TH", "R", "IY", "F", "AO", "R")),
    Prompt("five", ("F", "AY", "V")),
)


def take(babble, seconds=2.0, before=1.0, after=1.0, gain=1.0):
    quiet = np.random.default_rng(3).normal(0, 1e-4, round((before + after) * RATE))
    n = round(before * RATE)
    parts = [quiet[:n], gain * babble(seconds), quiet[n:]]
    return np.concatenate(parts).astype(np.float32)


def test_the_bundled_sentences_are_many_different_and_cover_every_english_sound():
    prompts = read_prompts(paths.bundled("resources") / "prompts.txt")
    assert len(prompts) == len({prompt.text for prompt in prompts}) >= 150
    assert len({sound for prompt in prompts for sound in prompt.sounds}) == 40
    assert by_coverage(prompts) == prompts
    assert coverage(prompts[:10], prompts).sounds == 1.0
    assert all(4 <= len(prompt.text.split()) <= 16 for prompt in prompts)


def test_the_order_takes_the_sentence_with_most_new_pairs_first():
    assert [p.text for p in by_coverage(PROMPTS)] == ["three four", "one two", "five"]


def test_coverage_goes_from_nothing_to_all():
    assert coverage([], PROMPTS).pairs == 0.0
    assert coverage(PROMPTS, PROMPTS).pairs == coverage(PROMPTS, PROMPTS).sounds == 1.0


def test_a_list_of_ones_own_needs_no_phonemes(tmp_path):
    path = tmp_path / "my prompts.txt"
    path.write_text("\ufeff# mine\n\nEin Satz\n  Noch  einer \n", encoding="utf-8")
    first, second = read_prompts(path)
    assert (first.text, second.text) == ("Ein Satz", "Noch einer")
    assert first.sounds == tuple("einsatz")


@pytest.mark.parametrize("content", [b"", b"# only a remark\n", b"\xff\xfe\x00b"])
def test_a_list_without_sentences_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "prompts.txt"
    path.write_bytes(content)
    with pytest.raises(ManifestError, match="prompts"):
        read_prompts(path)


def test_silence_around_a_take_is_cut_off(babble):
    samples = take(babble)
    kept = trimmed(samples)
    assert 2.0 <= len(kept) / RATE <= 2.8
    assert len(trimmed(np.zeros(RATE, np.float32))) == RATE


def test_a_good_take_has_no_problem(babble):
    verdict = judge(take(babble), "hello there")
    assert verdict.problem == ""
    assert -30 < verdict.level < -5


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda s: np.zeros_like(s), "Nothing"),
        (lambda s: np.clip(40 * s, -1, 1), "loud"),
        (lambda s: s * 0.03, "quiet"),
        (lambda s: s[: round(1.2 * RATE)], "short"),
        (lambda s: s[:0], "Nothing"),
    ],
)
def test_a_bad_take_is_told_what_is_wrong(babble, change, word):
    verdict = judge(change(take(babble)), "a sentence of forty letters or even more")
    assert word in verdict.problem


def test_takes_survive_and_the_next_sentence_follows(tmp_path, babble):
    folder = tmp_path / "Zoë's voice"
    recordings = Recordings(folder, PROMPTS, "me")
    assert recordings.next_open() == 0
    recordings.keep(PROMPTS[0], take(babble))
    recordings.skip(PROMPTS[1])

    again = Recordings(folder, PROMPTS, "me")
    assert again.n_kept == 1
    assert again.next_open() == 2
    assert again.next_open(2) is None or again.next_open(2) == 2
    (clip,) = read_manifest(again.manifest)
    assert (clip.text, clip.speaker) == ("one two", "me")
    assert clip.duration == pytest.approx(again.duration)
    assert 0 < again.coverage.sounds < 1


def test_a_new_take_replaces_the_old_one(tmp_path, babble):
    recordings = Recordings(tmp_path / "voice", PROMPTS, "me")
    recordings.keep(PROMPTS[0], take(babble, 2.0))
    recordings.keep(PROMPTS[0], take(babble, 3.0))
    assert recordings.n_kept == 1
    assert recordings.duration > 2.9
    assert len(list(recordings.folder.glob("*.flac"))) == 1


def test_a_skipped_sentence_counts_again_once_it_is_read(tmp_path, babble):
    recordings = Recordings(tmp_path / "voice", PROMPTS, "me")
    for prompt in PROMPTS:
        recordings.skip(prompt)
    assert recordings.next_open() is None
    recordings.keep(PROMPTS[1], take(babble))
    assert recordings.clip(PROMPTS[1]) is not None


def test_a_damaged_line_or_state_costs_no_other_take(tmp_path, babble):
    recordings = Recordings(tmp_path / "voice", PROMPTS, "me")
    recordings.keep(PROMPTS[0], take(babble))
    recordings.keep(PROMPTS[2], take(babble))
    with recordings.manifest.open("a", encoding="utf-8") as file:
        file.write('{"audio": 3\n')
    (recordings.folder / "state.json").write_text("[]", encoding="utf-8")
    again = Recordings(recordings.folder, PROMPTS, "me")
    assert again.n_kept == 2


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_forgotten(
    tmp_path, babble
):
    recordings = Recordings(tmp_path / "voice", PROMPTS, "me")
    recordings.keep(PROMPTS[0], take(babble))
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    recordings.folder = blocked
    with pytest.raises(ManifestError, match="cannot be written"):
        recordings.keep(PROMPTS[1], take(babble))
    assert recordings.n_kept == 1


def test_skipping_is_written_as_plain_json(tmp_path):
    recordings = Recordings(tmp_path / "voice", PROMPTS, "me")
    recordings.skip(PROMPTS[2])
    state = json.loads((tmp_path / "voice" / "state.json").read_text(encoding="utf-8"))
    assert state == {"skipped": ["five"]}
