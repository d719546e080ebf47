import json

import numpy as np
import pytest

from dictation_app.document import notes
from dictation_app.document.document import Document
from dictation_app.document.journal import Journal, recover
from dictation_app.document.library import Library, Retention
from dictation_app.document.notes import Note
from dictation_app.document.operations import Piece
from dictation_app.errors import DictationError
from dictation_app.transcript import Emissions, Utterance, Word

DAY = 86_400.0


class Clock:
    """A time that tests can move."""

    def __init__(self):
        self.time = 1_800_000_000.0

    def __call__(self):
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def library(tmp_path, clock):
    return Library(tmp_path / "Notizen 日", clock)


def spoken(text):
    words = tuple(Word(t, i * 1.0, i + 0.5, 0.5) for i, t in enumerate(text.split()))
    values = np.arange(12, dtype=np.float16).reshape(4, 3)
    document = Document()
    heard = Utterance(words, 0.0, len(words), Emissions(values, 0.25, 25.0))
    number = document.hear(heard)
    document.replace(0, 0, [Piece(f"{word.text} ", number, word) for word in words])
    return document


def saved(library, text, **options):
    return library.save(library.create(), spoken(text), duration=9.5, **options)


def test_a_saved_note_opens_as_it_was(library):
    document = spoken("buy äpfel and “milk”")
    note = library.save(library.create(), document, duration=2.5, model="en-small")
    assert library.notes() == [note]
    again = library.open(note.id)
    assert again.pieces == document.pieces
    assert again.utterances == document.utterances
    kept = again.utterances[0].emissions
    np.testing.assert_array_equal(
        kept.log_probs, document.utterances[0].emissions.log_probs
    )
    assert kept.log_probs.dtype == np.float16
    assert (kept.start, kept.frame_rate) == (0.25, 25.0)
    assert note.duration == 2.5


def test_emissions_of_several_models_are_kept_apart(library):
    document = Document()
    made = {}
    for length, width in [(4, 29), (7, 30), (0, 29), (5, 29)]:
        values = np.random.default_rng(length).normal(size=(length, width))
        emissions = Emissions(values.astype(np.float16), float(length), 25.0)
        made[document.hear(Utterance((), 0.0, 1.0, emissions))] = emissions
    bare = document.hear(Utterance((), 2.0, 3.0))
    note = library.save(library.create(), document, duration=3.0)
    again = library.open(note.id).utterances
    assert again[bare].emissions is None
    for number, emissions in made.items():
        kept = again[number].emissions
        np.testing.assert_array_equal(kept.log_probs, emissions.log_probs)
        assert (kept.start, kept.frame_rate) == (emissions.start, 25.0)


def test_a_note_of_an_older_version_has_its_emissions(library):
    note = saved(library, "one two")
    path = library.folder(note.id) / "emissions.npz"
    values = np.full((5, 29), -3.5, np.float16)
    np.savez(path, **{"0": values, "0-time": np.array([0.5, 50.0])})
    kept = library.open(note.id).utterances[0].emissions
    np.testing.assert_array_equal(kept.log_probs, values)
    assert (kept.start, kept.frame_rate) == (0.5, 50.0)


def test_what_is_written_is_json_as_python_makes_it():
    data = {
        "a": [1, {"b": None}, "ä\n"],
        "": {},
        "c": {"1": [[], 0.5], "2": []},
        "d": 2,
    }
    assert notes._encoded(data) == json.dumps(data, separators=(",", ":")).encode()


def test_saving_again_keeps_when_it_was_made(library, clock):
    first = saved(library, "one")
    clock.time += 60
    second = library.save(
        library.folder(first.id), spoken("two"), duration=3.0, title="Shopping"
    )
    assert library.notes() == [second]
    assert second.created == first.created
    assert second.modified == first.modified + 60
    assert second.shown_title == "Shopping"


def test_notes_are_listed_latest_first_and_searched(library, clock):
    for text in ("Grüne Äpfel", "red apples", "a poem"):
        saved(library, text)
        clock.time += 1
    assert [note.shown_title for note in library.notes()] == [
        "a poem",
        "red apples",
        "Grüne Äpfel",
    ]
    assert [note.text for note in library.notes("APFEL grune")] == ["Grüne Äpfel "]
    assert [note.text for note in library.notes("app")] == ["red apples "]
    assert library.notes("apples poem") == []
    assert len(library.notes("a'%_\" ")) == 0


def test_a_title_is_short():
    note = Note("a", "", 0, 0, 0, "\n" + "word " * 40 + "\nmore")
    assert note.shown_title.endswith("…")
    assert len(note.shown_title) <= 60
    assert Note("a", "", 0, 0, 0, "").shown_title == ""
    assert Note("a", "", 0, 0, 0, "w" * 80).shown_title == "w" * 59 + "…"


@pytest.mark.parametrize(
    ("title", "text", "shown", "beginning"),
    [
        ("", "one line", "one line", ""),
        ("", "one line\n\nand  more\n", "one line", "and more"),
        ("Mine", "one line\nand more", "Mine", "one line and more"),
        ("", "word " * 14, "word " * 11 + "word…", "word word"),
    ],
)
def test_a_list_says_nothing_twice(title, text, shown, beginning):
    note = Note("a", title, 0, 0, 0, text)
    assert note.shown_title == shown
    assert note.beginning == beginning


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough" * 100])
def test_the_index_is_made_anew(library, damage):
    note = saved(library, "still here")
    assert library.notes() == [note]
    (library.root / "index.sqlite").write_bytes(damage)
    assert library.notes() == [note]
    (library.root / "index.sqlite").unlink()
    assert library.notes("still") == [note]


def test_notes_are_found_without_an_index(library):
    note = saved(library, "still here")
    (library.root / "index.sqlite").mkdir()
    assert library.notes("here") == [note]


def test_a_damaged_note_is_listed_and_explained(library):
    note = saved(library, "words")
    folder = library.folder(note.id)
    (folder / "note.json").write_text("{")
    assert [n.id for n in library.notes()] == [note.id]
    (folder / "emissions.npz").write_bytes(b"PK\x03\x04 broken")
    assert library.open(note.id).utterances[0].emissions is None
    (folder / "document.json").write_text("[]")
    with pytest.raises(DictationError, match="transcribed again"):
        library.open(note.id)


def test_the_bin_gives_back_for_thirty_days(library, clock):
    note, other = saved(library, "one"), saved(library, "two")
    library.delete(note.id)
    assert library.notes() == [other]
    with pytest.raises(DictationError, match="bin"):
        library.open(note.id)
    ((binned, when),) = library.binned()
    assert when == clock.time
    library.restore(binned.id)
    assert {n.id for n in library.notes()} == {note.id, other.id}
    library.delete(note.id)
    clock.time += 29 * DAY
    library.expire(Retention())
    assert len(library.binned()) == 1
    clock.time += 2 * DAY
    library.expire(Retention())
    assert library.binned() == []
    with pytest.raises(DictationError, match="no longer in the bin"):
        library.restore(binned.id)
    assert library.notes() == [other]


def test_retention(library, clock):
    old = saved(library, "old")
    sound = library.folder(old.id) / "audio.wav"
    sound.write_bytes(b"sound")
    assert library.audio(old.id) == sound
    clock.time += 10 * DAY
    new = saved(library, "new")
    library.expire(Retention(notes=20, audio=5))
    assert library.audio(old.id) is None
    assert library.notes() == [new, old]
    library.expire(Retention(notes=9))
    assert library.notes() == [new]
    assert len(library.binned()) == 1


def test_only_notes_of_the_library_are_opened(library):
    saved(library, "one")
    for name in ("..", "../notes", "", "gone"):
        with pytest.raises(DictationError):
            library.open(name)
        with pytest.raises(DictationError):
            library.restore(name)


def test_a_dictation_that_was_cut_off_is_found_and_kept(library):
    folder = library.create()
    document = Document()
    journal = Journal(folder, document)
    document.replace(0, 0, "never lose this")
    assert library.unfinished() == []
    library.save(folder, document, duration=0.0)
    with pytest.raises(DictationError, match="being dictated"):
        library.delete(folder.name)
    document.replace(0, 0, "please ")
    journal.close()  # as a kill would, it leaves the journal
    assert library.unfinished() == [folder]
    library.expire(Retention(notes=0, audio=0))
    assert len(library.notes()) == 1
    found = recover(folder)
    library.save(folder, found.document, duration=found.duration)
    assert library.unfinished() == []
    assert library.open(folder.name).text == "please never lose this"
    assert sorted(path.name for path in folder.iterdir()) == [
        "audio.wav",
        "document.json",
        "emissions.npz",
        "note.json",
    ]


def test_a_note_is_dictated_on(library):
    note = saved(library, "one")
    document = library.open(note.id)
    journal = Journal(library.folder(note.id), document)
    document.replace(0, 0, "two ")
    journal.close()
    found = recover(library.folder(note.id)).document
    assert found.text == "two one "
    assert found.utterances[0].emissions is not None


def test_a_failed_save_leaves_the_old_note(library, monkeypatch):
    note = saved(library, "old words")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(DictationError, match="disk is full"):
        library.save(library.folder(note.id), spoken("new words"), duration=1.0)
    monkeypatch.undo()
    assert library.notes() == [note]
    assert library.open(note.id).text == "old words "


def test_a_thousand_notes_are_read_once(library, monkeypatch):
    for number in range(200):
        saved = {
            "title": "",
            "created": 1,
            "modified": number,
            "duration": 1,
            "text": "",
        }
        library.create().joinpath("note.json").write_text(json.dumps(saved))
    assert len(library.notes()) == 200
    read = []
    monkeypatch.setattr("dictation_app.document.notes.read", read.append)
    assert len(library.notes()) == 200
    assert read == []


def test_a_note_made_from_a_recording_plays_that_recording(tmp_path):
    recording = tmp_path / "talk ä.mp3"
    recording.write_bytes(b"sound")
    library = Library(tmp_path / "library")
    folder = library.create()
    library.save(folder, Document(), duration=3.0, source=recording)
    assert library.audio(folder.name) == recording
    recording.unlink()
    assert library.audio(folder.name) is None
