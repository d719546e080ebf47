"""A tiny network that knows one voice of tones learns another."""

import json
import shutil
import time
from dataclasses import replace

import pytest
import torch

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.lineage import find_parent
from dictation_app.speech.store import RESCORER, load_network, read_model
from dictation_app.training import adaptation as module
from dictation_app.training import verdict as rule
from dictation_app.training.adaptation import (
    AdaptationPlanned,
    AdaptationRequest,
    Listening,
    adapt,
    blend,
    divide,
)
from dictation_app.training.adapting_recipe import RECIPE
from dictation_app.training.assessment import learned_until
from dictation_app.training.configuration import AugmentationConfig
from dictation_app.training.evaluation import Evaluation
from dictation_app.training.events import RunStarted, StepDone
from dictation_app.training.importance import (
    IMPORTANCE,
    Importance,
    distance,
    read_importance,
    save_importance,
)
from dictation_app.training.manifest import Clip, read_manifest
from dictation_app.training.metrics import Errors
from dictation_app.training.presets import spec_augment_only
from dictation_app.training.processes import Crew
from dictation_app.training.trainer import TrainingRequest, train
from dictation_app.training.verdict import Measured, judge
from dictation_app.training.voice_clips import MISFIT, check_clips, find_misfits
from dictation_app.training.weighing import weigh

TEXTS = [
    a + b + c for a in "abcd" for b in "abcd" for c in "abcd" if len({a, b, c}) == 3
]
PLAIN = replace(spec_augment_only(1, 1), frequency_masks=0, time_masks=0)


@pytest.fixture(scope="session")
def parent_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("parent")


@pytest.fixture
def parent(parent_folder, tiny_config, spoken, run_through):
    """A model that hears one voice; made once for all tests."""
    if not (parent_folder / "run" / "model").exists():
        data = spoken("first", *TEXTS)
        config = replace(
            tiny_config,
            data=replace(tiny_config.data, train=(str(data),), dev=()),
            model=replace(tiny_config.model, dropout=0.0, hidden=24),
            optimizer=replace(
                tiny_config.optimizer, learning_rate=8e-3, schedule="constant"
            ),
            augmentation=PLAIN,
            run=replace(tiny_config.run, epochs=60, batch_seconds=3.0),
        )
        run_through(
            train(TrainingRequest(config, parent_folder / "run", parent_folder / "f"))
        )
    return parent_folder / "run" / "model"


@pytest.fixture
def voice(spoken):
    """Another voice, whose tones are higher."""
    return spoken("voice", *TEXTS[::2], factor=1.12)


@pytest.fixture
def request_for(tmp_path, parent, spoken, voice):
    optimizer = replace(RECIPE.optimizer, learning_rate=6e-3, warm_up=1)
    recipe = replace(
        RECIPE,
        passes=40.0,
        augmentation=PLAIN,
        optimizer=optimizer,
        run=replace(RECIPE.run, batch_seconds=1.5, device="cpu", precision="float32"),
    )
    speech = {name: spoken(name, *TEXTS[1::3]) for name in ("replay", "test")}

    def make(data=voice, *, recipe_changes=None, rate=None, **changes):
        chosen = replace(recipe, **(recipe_changes or {}))
        if rate is not None:
            chosen = replace(chosen, optimizer=replace(optimizer, learning_rate=rate))
        request = AdaptationRequest(
            data=data,
            parent=parent,
            output=tmp_path / "new",
            work=tmp_path / "work",
            title="Mine",
            recipe=chosen,
            **speech,
        )
        return replace(request, **changes)

    return make


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_a_voice_is_learned_and_the_model_says_from_whom(
    request_for, parent, run_through, tmp_path, monkeypatch
):
    monkeypatch.setattr(module, "_SHARES", (1.0, 0.5))  # tones are far apart
    began = time.time()
    events, result = run_through(adapt(request_for()))
    assert result.before.wer > 0.5
    assert result.after.wer < 0.5 * result.before.wer
    assert result.after.test_wer <= result.before.test_wer + 0.01
    assert result.kept, result.reason
    assert "heard better" in result.reason
    info = read_model(tmp_path / "new")
    load_network(info)
    old = read_model(parent)
    assert result.model == info.folder
    assert info.title == "Mine"
    assert info.provenance["parent"] == {"name": old.name, "sha256": old.sha256}
    assert info.provenance["held_out_wer"][1] == pytest.approx(
        result.after.wer, abs=1e-4
    )
    assert find_parent(info, [info, old]) == old
    assert began - 1 <= learned_until(info) <= time.time()
    card = (tmp_path / "new" / "README.md").read_text()
    assert "adapted to one voice" in card
    assert "![Learning curve](learning-curve.svg)" in card
    curve = (tmp_path / "new" / "learning-curve.svg").read_text(encoding="utf-8")
    assert curve.startswith("<svg")
    assert old.sha256 in card
    (planned,) = of(AdaptationPlanned, events)
    assert (planned.n_train, planned.n_held_out) == (
        result.n_train,
        len(result.held_out),
    )
    learned = {clip.text for clip in read_manifest(tmp_path / "work" / "learned.jsonl")}
    assert learned.isdisjoint(clip.text for clip in result.held_out)
    n_used = len(learned) + len(result.held_out)
    assert n_used + sum(planned.left_out.values()) == len(TEXTS[::2])
    stages = [event.stage for event in of(Listening, events)]
    assert sorted(set(stages), key=stages.index) == ["checking", "before", "after"]


def test_what_is_not_better_is_not_kept(request_for, parent, run_through, tmp_path):
    _, result = run_through(
        adapt(request_for(rate=1e-12, recipe_changes={"passes": 1.0}))
    )
    assert not result.kept
    assert result.model == parent
    assert "not heard better" in result.reason
    assert not (tmp_path / "new").exists()


def test_the_weights_go_back_as_far_as_the_test_clips_demand(
    request_for, run_through, monkeypatch
):
    verdicts = iter([True, True, False])
    monkeypatch.setattr(module, "is_narrower", lambda before, after: next(verdicts))
    _, result = run_through(adapt(request_for(recipe_changes={"passes": 1.0})))
    assert result.share == module._SHARES[2] < module._SHARES[0]


@pytest.fixture
def careful(parent, tmp_path, spoken, run_through):
    """The parent, with what the voice that it knows needs of its weights."""
    info = read_model(shutil.copytree(parent, tmp_path / "careful"))
    clips = read_manifest(spoken("known", *TEXTS[:6]))
    _, (importance, _) = run_through(weigh(info, clips))
    save_importance(info, importance, {})
    return info


def test_the_new_model_goes_back_where_others_need_it_and_says_what_they_need(
    request_for, careful, run_through, monkeypatch, rescorer
):
    shutil.copyfile(rescorer, careful.folder / RESCORER)
    monkeypatch.setattr(module, "_STRENGTHS", (1e-4, 1e-3))  # tones are far apart
    monkeypatch.setattr(module, "is_narrower", lambda before, after: False)
    monkeypatch.setattr(rule, "is_narrower", lambda before, after: False)
    _, result = run_through(adapt(request_for(parent=careful.folder)))
    assert result.kept, result.reason
    assert 0 < result.share < 1
    child = read_model(result.model)
    assert child.rescorer.read_bytes() == rescorer.read_bytes()
    importance = read_importance(child)
    old, new = load_network(careful), load_network(child)
    learned = load_network(read_model(request_for().work / "model"))
    assert importance.cost(old, new) < importance.cost(old, learned)
    assert distance(old, new) / distance(old, learned) == pytest.approx(
        result.share, rel=0.01
    )


def test_others_are_spared_as_much_as_the_test_clips_demand(
    request_for, careful, run_through, monkeypatch
):
    tried = []
    soften = Importance.soften

    def count(self, old, new, strength):
        tried.append(strength)
        soften(self, old, new, strength)

    verdicts = iter([True, False])
    monkeypatch.setattr(Importance, "soften", count)
    monkeypatch.setattr(module, "is_narrower", lambda before, after: next(verdicts))
    run_through(
        adapt(request_for(parent=careful.folder, recipe_changes={"passes": 1.0}))
    )
    assert tuple(tried) == module._STRENGTHS[:2]


def test_a_damaged_importance_is_told_before_anything_is_learned(request_for, careful):
    (careful.folder / IMPORTANCE).write_bytes(b"torn")
    with pytest.raises(ModelError, match="cannot be used"):
        next(adapt(request_for(parent=careful.folder)))


def test_paused_it_goes_on_where_it_was_and_another_plan_begins_anew(
    request_for, run_through
):
    steps = adapt(request_for())
    n_steps = next(e.step for e in steps if isinstance(e, StepDone) and e.step == 3)
    steps.close()
    events, _ = run_through(adapt(request_for()))
    assert of(RunStarted, events)[0].step == n_steps
    steps = adapt(request_for(rate=1e-3))
    assert next(event for event in steps if isinstance(event, RunStarted)).step == 0
    steps.close()


def test_stopping_measures_what_there_is(request_for, run_through):
    events, result = run_through(adapt(request_for(), stop=lambda: True))
    assert len(of(StepDone, events)) == 1
    assert result.after.held_out.clips


def test_it_learns_in_processes_of_its_own(request_for, run_through):
    request = request_for(recipe_changes={"passes": 2.0})
    events, result = run_through(adapt(request, crew=Crew()))
    assert of(StepDone, events)
    assert result.seconds > 0


def test_without_replay_and_test_clips_the_voice_alone_counts(request_for, run_through):
    request = request_for(replay=None, test=None, recipe_changes={"passes": 2.0})
    _, result = run_through(adapt(request))
    assert result.after.test is None
    assert result.after.test_wer == 0.0


def measured(wer, test_wer, loss=100.0):
    def evaluation(rate, loss=0.0):
        wrong = round(rate * 1_000)
        return FakeEvaluation(Errors(hits=1_000 - wrong, substitutions=wrong), loss)

    return Measured(evaluation(wer, loss), evaluation(test_wer))


class FakeEvaluation(Evaluation):
    """An evaluation of which only the words and the loss are known."""

    def __init__(self, words, loss):
        super().__init__("", DecodingOptions(), (), (), 0.0, 0.0, 0.0)
        object.__setattr__(self, "_words", words)
        object.__setattr__(self, "_loss", loss)

    @property
    def words(self):
        return self._words

    @property
    def loss(self):
        return self._loss


@pytest.mark.parametrize(
    ("after", "kept", "reason"),
    [
        ((0.20, 0.10, 90), True, "25.0 % of the words wrong before, 20.0 % now"),
        ((0.20, 0.11, 90), True, "sentences are heard better"),
        ((0.20, 0.112, 90), False, "test clips worse (10.0 % before, 11.2 % now)"),
        ((0.25, 0.10, 99), True, "words about as well (25.0 %"),
        ((0.26, 0.12, 90), False, "The letters of your own sentences are heard better"),
        ((0.28, 0.10, 99), True, "words about as well"),
        ((0.29, 0.05, 90), False, "sentences are not heard better"),
        ((0.20, 0.05, 100), False, "letters of your own sentences are not heard"),
        ((0.30, 0.10, 110), False, "not heard better"),
    ],
)
def test_the_rule(after, kept, reason):
    verdict = judge(measured(0.25, 0.10), measured(*after))
    assert verdict.kept == kept
    assert reason in verdict.reason


def test_a_blend_lies_on_the_line_between_two_networks(parent):
    info = read_model(parent)
    old, new = load_network(info), load_network(info)
    with torch.no_grad():
        for parameter in new.parameters():
            parameter.add_(1.0)
    wanted = [parameter + 0.25 for parameter in load_network(info).parameters()]
    for a, b in zip(blend(old, new, 0.25).parameters(), wanted, strict=True):
        assert torch.allclose(a, b, atol=1e-6)


def clips(n, tmp_path, text="text {}"):
    return [Clip(str(i), tmp_path / f"{i}.wav", 3.0, text.format(i)) for i in range(n)]


def test_clips_are_divided_by_sentence_and_not_by_speaker(tmp_path):
    data = [replace(c, speaker=str(i % 3)) for i, c in enumerate(clips(40, tmp_path))]
    learned, held_out = divide(
        [*data, *[replace(c, id=f"again{c.id}") for c in data]], 1
    )
    assert {c.text for c in learned}.isdisjoint(c.text for c in held_out)
    assert len(held_out) == pytest.approx(16, abs=2)
    assert divide(data, 1) == divide(data, 1)
    assert divide(data, 1) != divide(data, 2)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_too_few_clips_are_a_sentence(tmp_path, n):
    with pytest.raises(TrainingError, match=f"is {n}, too few to learn"):
        divide(clips(n, tmp_path), 1)


def checked(data, model, run_through):
    shares, found = run_through(check_clips(data, model))
    assert shares[-1] == 1.0
    return found


@pytest.fixture
def said(tmp_path, write_audio):
    """A manifest of clips, each of a length of its own, and a model that hears them."""

    def make(parrot, *pairs):
        rows, texts = [], {}
        for i, (heard, text) in enumerate(pairs):
            seconds = 2 + i / 10
            write_audio(tmp_path / f"{i}.wav", seconds)
            texts[round(seconds * 16_000)] = heard
            rows.append(json.dumps({"id": str(i), "audio": f"{i}.wav", "text": text}))
        (tmp_path / "said.jsonl").write_text("\n".join(rows))
        return tmp_path / "said.jsonl", parrot(texts)

    return make


def test_wrong_transcripts_and_foreign_letters_are_left_out(said, parrot, run_through):
    right = [(f"this is number {w}", f"This is number {w}.") for w in "abcdefgh"]
    data, model = said(
        parrot,
        *right,
        ("something else", "The weather was fine."),
        ("zwei", "Zwei Straßen"),
        ("nothing", ""),
        ("seven", "7"),
    )
    found = checked(data, model, run_through)
    assert [clip.id for clip in found.clips] == [str(i) for i in range(8)]
    assert dict(found.left_out) == {
        MISFIT: 1,
        "characters outside the alphabet": 2,
        "without text": 1,
    }


def test_a_voice_that_is_hardly_understood_is_not_left_out(tmp_path):
    data = clips(9, tmp_path)
    rates = [0.55, 0.6, 0.65, 0.62, 0.7, 0.5, 0.58, 0.66, 1.3]
    assert find_misfits(dict(zip(data, rates, strict=True))) == {data[8]}
    assert find_misfits({}) == set()


def test_nothing_usable_is_one_sentence_with_the_reasons(said, parrot, run_through):
    data, model = said(parrot, ("a", "7"), ("b", ""))
    with pytest.raises(
        TrainingError,
        match=r"No clip can be learned from: 1 without text, 1 characters.*\. Look",
    ):
        checked(data, model, run_through)


def test_every_hearing_may_be_augmented():
    assert isinstance(RECIPE.augmentation, AugmentationConfig)
    assert 0 < RECIPE.replay < 1
