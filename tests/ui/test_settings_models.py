"""The models page: cards, import with its checks, choice, measuring, copies, removal."""

import json
import shutil
import threading
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QLabel

from dictation_app.errors import ModelError
from dictation_app.settings import Recognition, Settings
from dictation_app.speech.store import read_model
from dictation_app.training.assessment import Assessing, Assessment, Score
from dictation_app.training.metrics import Interval
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog import model_facts
from dictation_app.ui.settings_dialog.models_page import ModelsPage


@pytest.fixture
def bundled(tiny_model):
    """The folder of bundled models, with one in it."""
    return tiny_model.parent


@pytest.fixture
def own(tmp_path):
    return tmp_path / "own"


@pytest.fixture
def preferences():
    return Preferences(Settings())


@pytest.fixture
def answers():
    """What the user answers when asked for a file or a folder."""
    return []


class FakeAssess:
    """Finds out at once what a model is worth, once it may go on."""

    def __init__(self):
        self.go_on = threading.Event()
        self.asked = []
        self.error = None

    def __call__(self, info, device, sample):
        self.asked.append((info.title, device))
        yield None
        yield Assessing(0.25, 95.0)
        while not self.go_on.wait(0.01):
            yield None
        if self.error is not None:
            raise self.error
        yield Assessing(1.0, 0.0)
        return FOUND


@pytest.fixture
def assess():
    return FakeAssess()


@pytest.fixture
def page(qtbot, preferences, bundled, own, answers, speech_wav, assess):
    def ask(_):
        return answers.pop() if answers else None

    page = ModelsPage(
        preferences,
        [bundled, own],
        speech_wav,
        ask_file=ask,
        ask_folder=ask,
        assess=assess,
    )
    qtbot.addWidget(page)
    page.resize(760, 600)
    page.show()
    page.opened()
    yield page
    page.end()


def child_of(parent, folder, title, **provenance):
    """A copy of a model that says it was trained further from another."""
    shutil.copytree(parent, folder)
    config = json.loads((folder / "config.json").read_text())
    said = read_model(parent)
    config["title"] = title
    config["provenance"] = {
        "parent": {"name": said.name, "sha256": said.sha256},
        "trained": "2026-11-20",
        **provenance,
    }
    # Other weights would have another hash; nothing here opens them.
    config["sha256"] = f"{title:>064}"
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def wait(qtbot, page):
    qtbot.waitUntil(lambda: page._job is None, timeout=60_000)


def bring(qtbot, page, answers, path):
    answers.append(path)
    page.import_file()
    wait(qtbot, page)


def test_a_card_says_what_a_model_is(page, tiny_model):
    (card,) = page.cards.values()
    assert card.info.title == "Tiny"
    assert card.state.in_use
    assert card.state.is_bundled
    assert card.use_button.isHidden()
    assert not card.remove_action.isEnabled()
    assert card.rate.text() == "not stated"
    assert card.speed.text() == "not measured"


def test_a_model_folder_is_imported_used_and_removed(
    page, qtbot, preferences, answers, tiny_model, own
):
    bring(qtbot, page, answers, tiny_model)
    assert page.message.text() == "Tiny was checked and imported."
    assert (own / "tiny-2" / "model.safetensors").is_file()
    mine = page.cards[own / "tiny-2"]
    assert mine.remove_action.isEnabled()
    mine.remove_action.trigger()
    assert not mine._question.isHidden()
    mine.keep_button.click()
    assert mine._question.isHidden()
    mine.remove_action.trigger()
    mine.remove_button.click()
    assert not (own / "tiny-2").exists()
    assert list(page.cards) == [tiny_model]


@pytest.mark.parametrize("name", ["notes.safetensors", "notes.pt"])
def test_a_file_that_is_no_model_is_told_in_one_sentence(
    page, qtbot, answers, tmp_path, own, name
):
    path = tmp_path / name
    path.write_bytes(b"this is a shopping list")
    bring(qtbot, page, answers, path)
    told = page.message.text()
    assert name in told
    assert "Traceback" not in told
    assert "\n" not in told
    assert not own.exists() or not list(own.iterdir())


def test_a_model_with_damaged_weights_is_refused(
    page, qtbot, answers, tiny_model, tmp_path
):
    broken = tmp_path / "broken"
    shutil.copytree(tiny_model, broken)
    weights = broken / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    bring(qtbot, page, answers, broken)
    assert "The weights of broken are damaged" in page.message.text()
    assert len(page.cards) == 1


def test_a_question_that_is_not_answered_changes_nothing(page):
    page.import_file()
    page.import_folder()
    assert page._job is None


def test_another_model_is_used_at_once(page, preferences, tiny_model, own):
    child_of(tiny_model, own / "mine", "Mine")
    page.refresh()
    page.cards[own / "mine"].use_button.click()
    assert preferences.settings.recognition.model == "mine"
    assert page.cards[own / "mine"].state.in_use
    assert not page.cards[tiny_model].state.in_use
    assert not page.cards[tiny_model].use_button.isHidden()


def test_one_goes_back_to_the_model_before(page, preferences, tiny_model, own):
    child_of(tiny_model, own / "mine", "Mine")
    preferences.change(Settings(recognition=Recognition(model="mine")))
    page.refresh()
    card = page.cards[own / "mine"]
    assert card.state.lineage == "Tiny → Mine"
    card.back_button.click()
    assert preferences.settings.recognition.model == "tiny"


def test_removing_the_model_in_use_goes_back_to_the_first(
    page, preferences, tiny_model, own
):
    child_of(tiny_model, own / "mine", "Mine")
    preferences.change(Settings(recognition=Recognition(model="mine")))
    page.refresh()
    card = page.cards[own / "mine"]
    card.remove_action.trigger()
    card.remove_button.click()
    assert preferences.settings.recognition.model == ""
    assert page.cards[tiny_model].state.in_use


FOUND = Assessment(
    speed=42.0,
    test=Score(0.3, Interval(0.25, 0.36), 60, 500),
    own=Score(0.2, Interval(0.1, 0.3), 12, 90),
    when="2026-11-25",
)


def captions(card):
    return [label.text() for label in card.findChildren(QLabel)]


def test_a_model_is_evaluated_in_the_background_and_it_is_remembered(
    page, qtbot, tiny_model, own, assess
):
    card = page.cards[tiny_model]
    assert card.progress.isHidden()
    card.evaluate_button.click()
    assert not page.cards[tiny_model].progress.isHidden()
    assert page.cards[tiny_model].evaluate_button.isHidden()
    assess.go_on.set()
    wait(qtbot, page)
    card = page.cards[tiny_model]
    assert card.state.assessment == FOUND
    assert card.speed.text() == "42×"
    shown = captions(card)
    assert "WER on 60 test clips, 25–36 %" in shown
    assert "WER on 12 sentences of yours, 10–30 %" in shown
    assert assess.asked == [("Tiny", "auto")]
    card.details_requested.emit()
    text = page.details.text.toPlainText()
    assert "WER on the 60 test clips of the program: 30.0 % (25–36 %)" in text
    page.details.accept()
    page.refresh()  # as after a restart
    assert page.cards[tiny_model].state.assessment == FOUND


def test_how_far_an_evaluation_has_come_is_shown(page, qtbot, tiny_model, assess):
    page.cards[tiny_model].evaluate_button.click()
    card = page.cards[tiny_model]
    qtbot.waitUntil(lambda: card.told.text() == "Listening, 1 min 35 s left")
    assert card.bar.value() == 250
    page.refresh()  # the cards are others now
    assess.go_on.set()
    wait(qtbot, page)


def test_an_evaluation_can_be_stopped(page, qtbot, tiny_model, assess):
    page.cards[tiny_model].evaluate_button.click()
    page.cards[tiny_model].stop_button.click()
    assess.go_on.set()
    wait(qtbot, page)
    card = page.cards[tiny_model]
    assert card.state.assessment is None
    assert not card.evaluate_button.isHidden()


def test_an_evaluation_that_fails_is_told_in_a_sentence(
    page, qtbot, tiny_model, assess
):
    assess.error = ModelError("The weights are damaged.")
    page.cards[tiny_model].evaluate_button.click()
    assess.go_on.set()
    wait(qtbot, page)
    assert page.message.text() == "The weights are damaged."


def test_what_was_found_but_cannot_be_kept_is_told(
    page, qtbot, tiny_model, own, assess
):
    own.write_text("a file in the place of the folder")
    page.cards[tiny_model].evaluate_button.click()
    assess.go_on.set()
    wait(qtbot, page)
    assert "cannot be kept" in page.message.text()


def test_a_copy_is_saved(page, qtbot, answers, tiny_model, tmp_path):
    target = tmp_path / "ä stick"
    target.mkdir()
    answers.append(target)
    page.cards[tiny_model].copy_requested.emit()
    wait(qtbot, page)
    assert read_model(target / "tiny") == replace(
        read_model(tiny_model), folder=target / "tiny"
    )
    answers.append(target)
    page.cards[tiny_model].copy_requested.emit()
    wait(qtbot, page)
    assert "exists already" in page.message.text()


def test_the_card_can_be_read(page, tiny_model):
    (tiny_model / "README.md").write_text("# Tiny\n\nKnows *nothing*.\n")
    page.cards[tiny_model].details_requested.emit()
    text = page.details.text.toPlainText()
    assert "Knows nothing." in text
    assert read_model(tiny_model).sha256 in text
    page.details.accept()


def test_the_folder_is_opened(page, tiny_model, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.cards[tiny_model].folder_requested.emit()
    assert [url.toLocalFile() for url in opened] == [str(tiny_model)]


def test_without_any_model_the_first_import_is_used(
    page, qtbot, preferences, answers, tiny_model, tmp_path
):
    elsewhere = tmp_path / "elsewhere"
    shutil.move(tiny_model, elsewhere)
    page.refresh()
    assert page.message.text() == "There is no model here: import one."
    bring(qtbot, page, answers, elsewhere)
    assert preferences.settings.recognition.model == "elsewhere"


def test_training_is_offered_where_it_is_possible(qtbot, preferences, own, speech_wav):
    begun = []
    train = QAction("Train a model…")
    train.triggered.connect(lambda: begun.append(True))
    page = ModelsPage(preferences, [own], speech_wav, train)
    qtbot.addWidget(page)
    page.train_button.click()
    assert begun == [True]


# What a model says of itself


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        ({}, []),
        ({"dev_wer_greedy": 0.5, "test_wer": 0.25}, [0.25, 0.5]),
        ({"wer": {"LibriSpeech": 0.21, "Common Voice": 0.38}}, [0.21, 0.38]),
        ({"test_wer": [0.2, 0.21], "held_out_wer": [0.4, 0.3]}, [0.3, 0.21]),
        ({"test_wer": "good", "wer": True, "answer": 0.4, "dev_wer": -1}, []),
    ],
)
def test_error_rates_are_found_where_they_are_stated(tiny_model, provenance, expected):
    info = replace(read_model(tiny_model), provenance=provenance)
    assert [rate.value for rate in model_facts.rates(info)] == expected


def test_where_a_model_comes_from(tiny_model):
    info = read_model(tiny_model)

    def about(is_bundled=False, **provenance):
        told = replace(info, provenance=provenance)
        return model_facts.about(told, is_bundled=is_bundled)

    assert about(is_bundled=True).startswith("Comes with the program. DeepSpeech 2")
    assert about(imported_from="x.pt").startswith("Imported from x.pt.")
    assert about(trained="2026-11-20").startswith("Trained on 20 November 2026.")
    assert about(trained="2026-11-20", parent={"name": "a"}).startswith(
        "Trained further on 20 November 2026."
    )


def test_what_it_learned_from_and_its_licence(tiny_model):
    info = read_model(tiny_model)
    said = {"hours_seen": 58, "corpora": ["LibriSpeech"], "licence": "MIT"}
    told = model_facts.taught(replace(info, provenance=said))
    assert told == "58 hours of speech heard; LibriSpeech; Licence: MIT."
    taught = model_facts.taught(replace(info, provenance={"data": "24 sentences"}))
    assert taught == "Learned from 24 sentences; no licence stated."
    assert model_facts.taught(info) == "No licence stated."


def test_a_line_of_models_ends_where_a_parent_is_gone_or_goes_round(tiny_model):
    info = read_model(tiny_model)
    orphan = replace(info, provenance={"parent": {"name": "lost", "sha256": "0"}})
    assert model_facts.lineage(orphan, [orphan]) == "lost (no longer here) → Tiny"
    own_parent = replace(
        info, provenance={"parent": {"name": "tiny", "sha256": info.sha256}}
    )
    assert "→" not in model_facts.lineage(own_parent, [own_parent])
