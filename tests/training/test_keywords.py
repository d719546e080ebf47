"""A keyword model: learnt from words, resumed, kept in a folder of its own kind."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.keyword_store import (
    find_keyword_models,
    load_spotter,
    read_keyword_model,
)
from dictation_app.speech.keywords import (
    MOST_PARAMETERS,
    KeywordConfig,
    KeywordNet,
)
from dictation_app.speech.model import count_parameters
from dictation_app.speech.store import find_models, read_model
from dictation_app.training.keyword_recipe import (
    KeywordData,
    KeywordRecipe,
    KeywordRun,
    KeywordSettings,
    read_recipe,
)
from dictation_app.training.keywords import KeywordsTried, train_keywords

RATE = 16_000


def tone(hertz: float, seed: int) -> np.ndarray:
    """Half a second of a tone in noise, as loud as a word."""
    time = np.arange(RATE // 2) / RATE
    noise = np.random.default_rng(seed).normal(0, 0.02, len(time))
    return (0.3 * np.sin(2 * np.pi * hertz * time) + noise).astype(np.float32)


@pytest.fixture
def words(tmp_path, write_audio):
    """Eight recordings each of two words, and one of other speech."""
    rows = []
    for word, hertz in (("low", 300.0), ("high", 2500.0)):
        for number in range(8):
            name = f"{word}{number}.wav"
            write_audio(tmp_path / name, samples=tone(hertz, number))
            rows.append({"audio": name, "text": word.upper() if number else word})
    write_audio(tmp_path / "other.wav", seconds=2.0)
    rows.append({"audio": "other.wav", "text": "what a day"})
    path = tmp_path / "words.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def recipe(words):
    return KeywordRecipe(
        title="Tones",
        data=KeywordData(train=(str(words),), dev=(str(words),)),
        keywords=KeywordSettings(channels=16, blocks=1, dropout=0.0),
        run=KeywordRun(epochs=8, batch=8, learning_rate=1e-2),
    )


def finish(steps):
    """Run a generator to its end: its events and its result."""
    events = []
    while True:
        try:
            events.append(next(steps))
        except StopIteration as end:
            return events, end.value


def test_words_of_the_data_are_learnt_and_kept(recipe, tmp_path):
    steps = train_keywords(recipe, tmp_path / "run", tmp_path / "cache")
    events, result = finish(steps)
    assert result.words == ("high", "low")
    assert result.is_complete
    assert result.accuracy > 0.9
    assert any(isinstance(event, KeywordsTried) for event in events)
    spotter = load_spotter(read_keyword_model(result.model))
    heard = spotter.probabilities([tone(300.0, 99), tone(2500.0, 99)])
    assert heard.shape == (2, 3)
    np.testing.assert_allclose(heard.sum(axis=1), 1.0)
    assert [spotter.words[i] for i in heard.argmax(axis=1)] == ["low", "high"]


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not(recipe, tmp_path):
    _, whole = finish(train_keywords(recipe, tmp_path / "a", tmp_path / "cache"))
    n_asked = 0

    def stop():
        nonlocal n_asked
        n_asked += 1
        return n_asked > 11  # within the fourth epoch of three steps

    steps = train_keywords(recipe, tmp_path / "b", tmp_path / "cache", stop=stop)
    _, half = finish(steps)
    assert (half.is_complete, half.epochs) == (False, 3)
    with pytest.raises(TrainingError, match="already a run"):
        finish(train_keywords(recipe, tmp_path / "b", tmp_path / "cache"))
    again = read_recipe(tmp_path / "b" / "keywords.toml")
    assert again == recipe
    steps = train_keywords(again, tmp_path / "b", tmp_path / "cache", resume=True)
    _, rest = finish(steps)
    assert (rest.is_complete, rest.epochs) == (True, 8)
    one, other = (read_keyword_model(r.model).sha256 for r in (whole, rest))
    assert one == other


def test_the_network_is_small_and_padding_changes_nothing():
    config = KeywordConfig(tuple(map(str, range(35))))
    network = KeywordNet(config).eval()
    assert count_parameters(network) <= MOST_PARAMETERS
    short, long = torch.randn(61, 40), torch.randn(110, 40)
    both = torch.nn.utils.rnn.pad_sequence([short, long], batch_first=True)
    with torch.inference_mode():
        alone = network(short[None], torch.tensor([61]))
        padded = network(both, torch.tensor([61, 110]))
    torch.testing.assert_close(alone[0], padded[0], rtol=1e-4, atol=1e-4)


def test_other_models_are_not_taken_for_it_nor_it_for_others(
    recipe, tmp_path, tiny_model
):
    _, result = finish(train_keywords(recipe, tmp_path / "run", tmp_path / "cache"))
    assert [m.words for m in find_keyword_models([tmp_path / "run"])] == [result.words]
    assert find_models([tmp_path / "run"]) == []
    with pytest.raises(ModelError, match="cannot transcribe"):
        read_model(result.model)
    with pytest.raises(ModelError, match="no keyword model"):
        read_keyword_model(tiny_model)


def test_damaged_weights_are_told(recipe, tmp_path):
    _, result = finish(train_keywords(recipe, tmp_path / "run", tmp_path / "cache"))
    (result.model / "model.safetensors").write_bytes(b"no")
    with pytest.raises(ModelError, match="damaged"):
        load_spotter(read_keyword_model(result.model))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (KeywordSettings(least=9), "fewer than two words"),
        (KeywordSettings(words=("low", "nowhere")), "no recording of the word"),
        (KeywordSettings(channels=400), "parameters"),
    ],
)
def test_what_cannot_be_is_told(recipe, tmp_path, settings, sentence):
    bad = replace(recipe, keywords=settings)
    with pytest.raises(TrainingError, match=sentence):
        finish(train_keywords(bad, tmp_path / "run", tmp_path / "cache"))
