import json
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.errors import ManifestError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training import audit_report
from dictation_app.training.audit import audit
from dictation_app.training.findings import REMEDIES, AuditProgress, Target


def run(steps):
    """All that a check yields, and what it returns."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


@pytest.fixture
def data_set(tmp_path, write_audio):
    """Write clips of babble with a manifest; every clip sounds different."""

    def write(name, *rows):
        lines = []
        for i, row in enumerate(rows):
            audio = f"{name}-{i}.wav"
            row = {"id": f"{name}-{i}", "audio": audio, "duration": 1.0} | row
            samples = row.pop("samples", None)
            seed = row.pop("seed", zlib.crc32(f"{name}{i}".encode()))
            if row["audio"] == audio:
                seconds = row["duration"]
                write_audio(tmp_path / audio, seconds, samples=samples, seed=seed)
            lines.append(json.dumps(row))
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def problems(path, *others, **options):
    _, found = run(audit(path, *others, **options))
    return {(p.clip, p.kind): p for p in found.problems}


def test_a_sound_data_set_has_no_problems_and_is_counted(data_set):
    path = data_set(
        "good",
        {"text": "Hello there", "speaker": "ann", "corpus": "A", "licence": "CC0"},
        {"text": "Bye", "speaker": "ben", "corpus": "A", "duration": 2.5},
        {"text": "bye", "corpus": "B"},
    )
    yielded, found = run(audit(path))
    assert found.problems == ()
    assert (found.n_clips, found.n_speakers, found.n_anonymous) == (3, 2, 1)
    assert found.duration == pytest.approx(4.5)
    assert (found.n_words, found.n_different_words, found.n_texts) == (4, 3, 2)
    assert [(c.name, c.n_clips, c.n_speakers) for c in found.collections] == [
        ("A", 2, 2),
        ("B", 1, 0),
    ]
    assert found.collections[0].licences == ("CC0",)
    assert sum(found.lengths.counts) == sum(found.levels.counts) == 3
    assert dict(zip(found.lengths.edges, found.lengths.counts, strict=True))[1.0] == 2
    assert isinstance(yielded[-1], AuditProgress)
    assert yielded[-1].n_clips == yielded[-1].n_total == 3


SILENCE = np.zeros(16_000, np.float32)
CLIPPED = np.sign(np.sin(np.arange(16_000) / 20)).astype(np.float32)


@pytest.mark.parametrize(
    ("kind", "row", "words"),
    [
        ("unreadable", {"audio": "nowhere.wav"}, "There is no file nowhere.wav"),
        ("silent", {"samples": SILENCE}, "is silence (-96 dB)"),
        ("clipped", {"samples": CLIPPED}, "is cut off at full scale"),
        ("long", {"duration": 31.0}, "is 31 s long"),
        ("empty", {"text": "— ?!"}, "has no text"),
        ("foreign", {"text": "in 1984 пять"}, "holds 1 4 8 9 п т ь я"),
        ("short", {"text": "aa" * 9}, "gives 26 frames, and its text needs 35"),
    ],
)
def test_each_problem_of_a_clip_is_a_row_with_its_remedy(data_set, kind, row, words):
    path = data_set("bad", {"text": "fine"}, {"text": "fine"} | row)
    found = problems(path)
    assert list(found) == [("bad-1", kind)]
    assert words in found["bad-1", kind].sentence
    assert found["bad-1", kind].remedy == REMEDIES[kind]


def test_a_wrong_duration_is_told(data_set, write_audio, tmp_path):
    write_audio(tmp_path / "other.wav", 2.0)
    path = data_set("bad", {"text": "fine", "audio": "other.wav", "duration": 3.0})
    assert "is 2.00 s long, and should be 3.00 s" in (
        problems(path)["bad-0", "duration"].sentence
    )


def test_a_line_that_cannot_be_understood_is_a_row(data_set):
    path = data_set("bad", {"text": "fine"})
    path.write_text(path.read_text(encoding="utf-8") + "\n{", encoding="utf-8")
    assert list(problems(path)) == [("", "line")]


def test_sounds_and_sentences_that_are_there_twice(data_set):
    sentence = {"text": "so we said it again", "speaker": "ann"}
    path = data_set(
        "twice",
        sentence | {"seed": 1},
        {"text": "other", "seed": 1},
        sentence | {"seed": 2},
        sentence | {"seed": 3, "speaker": "ben"},
        {"text": "yes", "speaker": "ann", "seed": 4},
        {"text": "yes", "speaker": "ann", "seed": 5},
    )
    found = problems(path)
    assert list(found) == [("twice-1", "same-audio"), ("twice-2", "same-text")]
    assert "twice-0" in found["twice-1", "same-audio"].sentence
    assert "twice-0" in found["twice-2", "same-text"].sentence


def test_what_train_and_dev_share(data_set):
    train = data_set(
        "train",
        {"text": "ann speaks", "speaker": "ann", "corpus": "A"},
        {"text": "ann goes on", "speaker": "ann", "corpus": "A"},
        {"text": "another ann", "speaker": "ann", "corpus": "B"},
        {"text": "this one is in both", "speaker": "ben"},
        {"text": "sound", "seed": 77},
        {"text": "yes"},
    )
    dev = data_set(
        "dev",
        {"text": "hello", "speaker": "ann", "corpus": "A"},
        {"text": "This one is in both!", "speaker": "eve"},
        {"text": "sound", "seed": 77},
        {"text": "yes"},
        {"text": ""},
    )
    _, found = run(audit(train, dev))
    assert [(p.clip, p.kind) for p in found.problems] == [
        ("train-0", "shared-speaker"),
        ("train-3", "shared-sentence"),
        ("train-4", "shared-audio"),
    ]
    assert "ann speaks in 2 clips here and in 1 of dev.jsonl" in (
        found.problems[0].sentence
    )
    assert found.dev is not None
    assert [p.kind for p in found.dev.problems] == ["empty"]


def test_the_data_set_may_be_laid_out_in_any_known_way(tmp_path, write_audio):
    write_audio(tmp_path / "set" / "a.wav", 1.0)
    write_audio(tmp_path / "set" / "b.wav", 1.0)
    (tmp_path / "set" / "a.txt").write_text("yes", encoding="utf-8")
    _, found = run(audit(tmp_path / "set"))
    assert found.n_clips == 1
    assert [p.kind for p in found.problems] == ["line"]
    with pytest.raises(ManifestError, match="no data set"):
        run(audit(tmp_path / "nowhere"))


def test_a_check_can_be_stopped_in_the_middle(data_set):
    path = data_set("many", *({"text": "fine"} for _ in range(30)))
    steps = audit(path, jobs=1)
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)


@given(st.text("ab ", max_size=12))
def test_ctc_needs_a_frame_a_letter_and_one_more_between_equals(text):
    target = Target()
    needed = 0
    for i, letter in enumerate(text):
        needed += 2 if i and text[i - 1] == letter else 1
    assert target.n_needed(text) == needed
    # So many frames do for a text: the shortest sound that has them is not "short".
    assert target.n_needed("".join(dict.fromkeys(text))) == len(set(text))


def test_frames_are_counted_as_the_network_makes_them():
    # 16,000 samples: 101 frames of features, halved twice by the stem.
    assert Target().n_frames(16_000) == 26
    assert Target().alphabet is ENGLISH


def test_the_report_says_every_kind_in_words(data_set, tmp_path):
    path = data_set("bad", {"text": "<b>1</b>", "speaker": "a|b"}, {"text": ""})
    _, found = run(audit(path))
    text = audit_report.plain_text(found)
    assert "Texts with characters outside the alphabet: 1" in text
    assert "Clips without text: 1" in text
    assert "Characters outside the alphabet, by clips: 1 (1)" in text
    assert set(audit_report.TITLES) == set(REMEDIES)
    audit_report.write_report(tmp_path / "r.html", found)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    audit_report.write_report(tmp_path / "r.md", found)
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# Check of bad")


def test_few_examples_stand_for_many(data_set):
    path = data_set("bad", *({"text": ""} for _ in range(5)))
    _, found = run(audit(path))
    assert "… and 2 more." in audit_report.plain_text(found)
    everything = audit_report.plain_text(found, n_examples=None)
    assert everything.count("has no text") == 5
