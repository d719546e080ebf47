import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import wave as standard_wave
from pathlib import Path

import numpy as np
import pytest

import dictation_app
from dictation_app.document import journal as journals
from dictation_app.document import wave
from dictation_app.document.document import Document
from dictation_app.document.journal import Journal, recover, unfinished
from dictation_app.document.library import Library, Retention
from dictation_app.document.operations import Piece
from dictation_app.errors import DictationError
from dictation_app.transcript import Emissions, Utterance, Word
from dictation_app.ui import keeping

BLOCK = np.linspace(-1.0, 1.0, 1_600, dtype=np.float32)


def emissions(seed=0):
    values = np.random.default_rng(seed).normal(size=(7, 4)).astype(np.float16)
    return Emissions(values, seed * 1.0, 25.0)


def heard(document, text, seed=0):
    word = Word(text, seed * 1.0, seed + 0.5, 0.5)
    utterance = Utterance((word,), word.start, word.end, emissions(seed))
    number = document.hear(utterance)
    end = len(document.text)
    document.replace(end, end, [Piece(text, number, word)])
    return number


def same(first, second):
    assert first.pieces == second.pieces
    assert first.utterances == second.utterances
    for number, utterance in first.utterances.items():
        kept = second.utterances[number].emissions
        np.testing.assert_array_equal(kept.log_probs, utterance.emissions.log_probs)
        assert kept.start == utterance.emissions.start
        assert kept.frame_rate == utterance.emissions.frame_rate


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "note ж 1"


def test_what_was_said_and_done_comes_back(folder):
    document = Document()
    journal = Journal(folder, document)
    heard(document, "one", 0)
    journal.hear(BLOCK)
    heard(document, " two", 1)
    document.replace(0, 3, "ein\n")
    document.undo()
    document.redo()
    assert not unfinished(folder)
    journal.close()
    journal.close()
    assert unfinished(folder)
    found = recover(folder)
    same(document, found.document)
    assert found.document.text == "ein\n two"
    assert found.duration == pytest.approx(0.1)
    found.document.undo()
    document.undo()
    same(document, found.document)


def test_a_journal_goes_on_where_the_last_one_ended(folder):
    document = Document()
    first = Journal(folder, document)
    heard(document, "one", 0)
    first.hear(BLOCK)
    first.close()
    again = recover(folder).document
    second = Journal(folder, again)
    assert second.duration == pytest.approx(0.1)
    heard(again, " two", 1)
    second.hear(BLOCK)
    second.close()
    found = recover(folder)
    same(again, found.document)
    assert found.duration == pytest.approx(0.2)


def test_sound_that_was_not_recognised_yet_is_told(folder):
    document = Document()
    journal = Journal(folder, document)
    for _ in range(30):
        journal.hear(BLOCK)
    heard(document, "one", 1)
    journal.close()
    found = recover(folder)
    assert found.recognised == 1.5
    assert found.duration == pytest.approx(3.0)


def test_the_sound_is_a_wave_file(folder):
    journal = Journal(folder, Document(), sample_rate=8_000)
    journal.hear(np.array([0.0, 1.0, -1.0, 2.0, np.nan], np.float32))
    journal.close()
    with standard_wave.open(str(folder / "audio.wav")) as file:
        assert file.getparams()[:4] == (1, 2, 8_000, 5)
        values = np.frombuffer(file.readframes(5), "<i2")
    assert values.tolist() == [0, 32_767, -32_767, 32_767, 0]


@pytest.mark.parametrize("n_bytes", [0, 10, 44, 45, 144, 145])
def test_a_torn_wave_file_is_repaired(tmp_path, n_bytes):
    path = tmp_path / "audio.wav"
    path.write_bytes(b"\xff" * n_bytes)
    wave.repair(path, 16_000)
    expected = max(n_bytes - 44, 0) // 2
    with standard_wave.open(str(path)) as file:
        assert file.getnframes() == expected == wave.n_samples(path)
    assert wave.duration(path) == expected / 16_000


def test_a_torn_line_costs_only_itself(folder):
    document = Document()
    journal = Journal(folder, document)
    heard(document, "kept", 0)
    kept = document.pieces
    size = (folder / "operations.jsonl").stat().st_size
    document.replace(0, 0, "lost ")
    journal.close()
    whole = (folder / "operations.jsonl").read_bytes()
    for cut in range(size, len(whole) - 1, 7):
        (folder / "operations.jsonl").write_bytes(whole[:cut])
        assert recover(folder).document.pieces == kept
    (folder / "emissions.bin").write_bytes(b"\0\0\0")
    found = recover(folder).document
    assert found.text == "kept"
    assert found.utterances[0].emissions is None


class FullDisk:
    """A file on a disk with some bytes left."""

    def __init__(self, file, left):
        self.file, self.left = file, left

    def write(self, data):
        if not self.left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        n_bytes = min(self.left, len(data))
        self.left -= n_bytes
        return self.file.write(bytes(data[:n_bytes]))

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.mark.parametrize("n_bytes", [0, 20])
def test_a_journal_that_never_began_leaves_the_note_as_it_was_saved(tmp_path, n_bytes):
    library = Library(tmp_path)
    folder = library.create()
    library.save(folder, Document([Piece("kept")]), duration=0.0)
    journal = Journal(folder, library.open(folder.name))
    journal.close()
    os.truncate(
        folder / journals.OPERATIONS, n_bytes
    )  # the power went before it arrived
    assert unfinished(folder)
    assert recover(folder).document.text == "kept"
    (found,) = keeping.tidy(library, Retention())
    assert found.folder == folder
    assert library.open(folder.name).text == "kept"


def test_nobody_waits_for_the_disk_to_begin(folder, monkeypatch):
    waiters = []
    sync = os.fsync

    def wait(descriptor):
        waiters.append(threading.current_thread().name)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", wait)
    journal = Journal(folder, Document())
    journal.hear(np.zeros(1_000, np.float32))
    monkeypatch.undo()
    journal.close()
    assert set(waiters) <= {"disk"}


def test_a_full_disk_is_told_once_and_caught_up_with(folder):
    sentences = []
    document = Document()
    journal = Journal(folder, document, report=sentences.append)
    full = FullDisk(journal._operations._file, 10)
    journal._operations._file = full
    for letter in "ab cd ef":
        document.replace(len(document.text), len(document.text), letter)
    assert document.text == "ab cd ef"
    assert len(sentences) == 1
    assert "disk is full" in sentences[0]
    assert "safe" in sentences[0]
    full.left = 10**6
    document.replace(0, 0, "x")
    journal.close()
    assert recover(folder).document.text == "xab cd ef"


def test_a_folder_is_used_by_one_at_a_time(folder):
    journal = Journal(folder, Document())
    with pytest.raises(DictationError, match="another window"):
        Journal(folder, Document())
    journal.close()
    Journal(folder, Document()).close()


def test_a_disk_that_is_full_from_the_start_is_explained(folder, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journals._Appender, "write", fail)
    with pytest.raises(DictationError, match="disk is full"):
        Journal(folder, Document())
    monkeypatch.undo()
    Journal(folder, Document()).close()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DictationError, match=r"not a folder|is a folder"):
        Journal(tmp_path / "file" / "note", Document())
    with pytest.raises(DictationError, match="can still be transcribed"):
        recover(tmp_path)
    assert not unfinished(tmp_path)


CHILD = """
import sys, time
from pathlib import Path
import numpy as np
from dictation_app.document.document import Document
from dictation_app.document.journal import Journal

document = Document()
journal = Journal(Path(sys.argv[1]), document)
block = np.full(1_600, 0.5, np.float32)
n_blocks = 0
while True:
    for _ in range(5):
        journal.hear(block)
        n_blocks += 1
        time.sleep(0.05)
    end = len(document.text)
    document.replace(end, end, f"word{n_blocks} ")
    print(n_blocks, flush=True)
"""


def test_a_kill_loses_at_most_a_second_of_sound_and_no_word(tmp_path):
    """Ten rounds side by side; the children are fed twice as fast as anyone speaks."""
    chance = random.Random(5)
    environment = os.environ | {
        "PYTHONPATH": str(Path(dictation_app.__file__).parents[1])
    }
    rounds = [
        (
            tmp_path / str(number),
            subprocess.Popen(
                [sys.executable, "-c", CHILD, str(tmp_path / str(number))],
                stdout=subprocess.PIPE,
                text=True,
                env=environment,
            ),
        )
        for number in range(10)
    ]
    lasts = []
    for _, child in rounds:
        with child:
            for _ in range(chance.randint(1, 16)):
                last = child.stdout.readline()
            child.send_signal(signal.SIGKILL)
            lasts.append((child.stdout.read().split() or [last])[-1])
    for (folder, _), last in zip(rounds, lasts, strict=True):
        n_blocks = int(last)
        found = recover(folder)
        words = found.document.text.split()
        assert words[: n_blocks // 5] == [f"word{n}" for n in range(5, n_blocks + 1, 5)]
        assert found.duration >= n_blocks * 0.1 - 1.0
        with standard_wave.open(str(folder / "audio.wav")) as file:
            sound = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        assert len(sound) == round(found.duration * 16_000)
        assert (sound == 16_384).all()


def test_lines_are_plain_data(folder):
    document = Document()
    journal = Journal(folder, document)
    heard(document, "“ü”")
    journal.close()
    lines = (folder / journals.OPERATIONS).read_text("ascii").splitlines()
    assert [json.loads(line)["do"] for line in lines] == ["begin", "heard", "edit"]
