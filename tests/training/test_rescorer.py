import math

import pytest

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.rescoring import RescorerConfig, open_rescorer
from dictation_app.speech.store import read_model
from dictation_app.training import rescorer
from dictation_app.training.rescorer import (
    RescorerProgress,
    RescorerRecipe,
    install,
    train_rescorer,
)

SUBJECTS, VERBS = ("the cat", "a dog", "the old man", "my sister"), ("sat", "ran")
PLACES = ("on the mat", "in the house", "down the road")
LINES = [f"{s} {v} {p}" for s in SUBJECTS for v in VERBS for p in PLACES]
TINY = RescorerRecipe(
    minutes=20.0,
    config=RescorerConfig(n_pieces=60, embedding=16, hidden=32),
    learning_rate=0.02,
    batch_pieces=200,
    save_minutes=6.0,
)


class Clock:
    """Every look at it takes a second."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        self.now += 1.0
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(rescorer, "time", Clock())


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(LINES * 3) + "\n", encoding="utf-8")
    return path


def finish(steps):
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return yielded, end.value


def trained(texts, tmp_path, recipe=TINY, **options):
    path = tmp_path / "out" / "rescorer.safetensors"
    return finish(
        train_rescorer(texts, path, alphabet=ENGLISH, recipe=recipe, **options)
    )


def test_it_learns_what_follows_what(text, tmp_path):
    told, result = trained([text], tmp_path)
    assert result.is_complete
    assert result.n_lines == 72
    assert result.n_words == 3 * sum(len(line.split()) for line in LINES)
    assert result.n_bytes == result.path.stat().st_size
    assert result.epochs > 1
    assert result.perplexity is None
    assert told[-1].loss < told[-1 - len(told) // 2].loss
    known = open_rescorer(result.path)
    right, wrong = known.score(["the cat sat on the mat", "mat the on sat cat the"])
    assert right > wrong + 5


def test_it_tells_how_far_it_is(text, tmp_path):
    told, _ = trained([text], tmp_path)
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["reading", "cutting", "learning"]
    assert told[0] == RescorerProgress("reading")
    shares = [step.share for step in told if step.stage == "learning"]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert 0.9 < shares[-1] < 1
    left = [step.left for step in told if step.stage == "learning"]
    assert left[-1] < left[0] <= 1200


def test_what_it_is_measured_on_is_not_learnt_and_becomes_likelier(text, tmp_path):
    held_out = tmp_path / "held-out.txt"
    held_out.write_text("The cat sat on the mat!\nmy sister ran\n", encoding="utf-8")
    told, result = trained([text], tmp_path, held_out=[held_out])
    assert result.n_held_out == 3
    measured = [step.perplexity for step in told if step.perplexity is not None]
    assert len(measured) >= 1
    assert result.perplexity < 20
    score = open_rescorer(result.path).score(
        ["the cat sat on the mat", "my sister ran"]
    )
    assert result.perplexity == pytest.approx(math.exp(-score.sum() / 11))


def test_the_same_seed_gives_the_same_network(text, tmp_path):
    recipe = RescorerRecipe(**{**vars(TINY), "minutes": 1.0})
    first = trained([text], tmp_path, recipe)[1].path.read_bytes()
    assert trained([text], tmp_path, recipe)[1].path.read_bytes() == first


def test_it_is_saved_now_and_then_and_when_it_is_stopped(text, tmp_path):
    path = tmp_path / "out" / "rescorer.safetensors"
    steps = train_rescorer([text], path, alphabet=ENGLISH, recipe=TINY)
    n_steps = 0
    for step in steps:
        n_steps += step.stage == "learning"
        if path.exists():
            break
    assert 5 < n_steps < 400
    steps.close()
    early = open_rescorer(path).score(LINES)
    asked = iter([False] * 3)
    told, result = trained([text], tmp_path, stop=lambda: next(asked, True))
    assert not result.is_complete
    assert sum(step.stage == "learning" for step in told) == 3
    assert open_rescorer(path).score(LINES).sum() != early.sum()


def test_what_has_learned_nothing_is_not_written(text, tmp_path):
    with pytest.raises(TrainingError, match="stopped before"):
        trained([text], tmp_path, stop=lambda: True)
    assert not (tmp_path / "out").exists()


def test_it_goes_on_from_another(text, tmp_path):
    _, first = trained([text], tmp_path)
    kept = tmp_path / "kept.safetensors"
    first.path.rename(kept)
    asked = iter([False])  # one step at a hundredth of the rate
    _, result = trained([text], tmp_path, parent=kept, stop=lambda: next(asked, True))
    before, after = open_rescorer(kept), open_rescorer(result.path)
    assert after.pieces == before.pieces
    assert after.score(LINES) == pytest.approx(before.score(LINES), abs=1.0)
    assert (after.score(LINES) != before.score(LINES)).any()


def test_bad_input_gets_a_sentence(text, tmp_path):
    with pytest.raises(TrainingError, match="There is no text"):
        trained([tmp_path / "absent.txt"], tmp_path)
    empty = tmp_path / "empty.txt"
    empty.write_text("\n12\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="hold no sentence"):
        trained([empty], tmp_path)
    with pytest.raises(ModelError, match="is damaged"):
        trained([text], tmp_path, parent=text)
    (tmp_path / "out").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(TrainingError, match="cannot be written"):
        trained([text], tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0.0},
        {"minutes": math.nan},
        {"learning_rate": -1.0},
        {"batch_pieces": 0},
    ],
)
def test_impossible_recipes_are_refused(wrong):
    with pytest.raises(TrainingError):
        RescorerRecipe(**wrong)


def test_a_network_is_installed_and_replaced(text, tmp_path, tiny_model):
    _, result = trained([text], tmp_path)
    before = {path.name for path in tiny_model.iterdir()}
    for _ in range(2):
        info = install(result.path, tiny_model)
        assert info.rescorer is not None
        assert info.rescorer.read_bytes() == result.path.read_bytes()
        names = {path.name for path in tiny_model.iterdir()}
        assert names == before | {"rescorer.safetensors"}
    with pytest.raises(ModelError, match="is damaged"):
        install(text, tiny_model)
    assert read_model(tiny_model).rescorer is not None
