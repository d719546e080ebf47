import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.errors import TrainingError
from dictation_app.speech.architecture import ModelConfig
from dictation_app.training.configuration import (
    AugmentationConfig,
    DataConfig,
    OptimizerConfig,
    RunConfig,
    TrainingConfig,
    merge,
    read_config,
    with_setting,
    write_toml,
)
from dictation_app.training.presets import PRESETS


def again(config):
    return merge(TrainingConfig(), tomllib.loads(write_toml(config)))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_written_is_the_preset_read(name):
    assert again(PRESETS[name]) == PRESETS[name]


@given(
    title=st.text(max_size=20),
    alphabet=st.lists(
        st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5, unique=True
    ).map("".join),
    paths=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9)),
    weights=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        st.floats(0, 10),
        max_size=3,
    ),
    rate=st.floats(1e-9, 1, exclude_min=True),
    low=st.floats(0.5, 1),
    minutes=st.floats(0, 1e6),
)
def test_any_configuration_survives_toml(
    title, alphabet, paths, weights, rate, low, minutes
):
    config = TrainingConfig(
        title=title.encode("utf-8", "replace").decode(),
        alphabet=alphabet,
        data=DataConfig(train=tuple(paths), corpus_weights=weights),
        augmentation=AugmentationConfig(tempo_range=(low, 1.1)),
        model=ModelConfig(stem=(2, 1, 2)),
        optimizer=OptimizerConfig(learning_rate=rate),
        run=RunConfig(minutes=minutes, tensorboard=False),
    )
    assert again(config) == config


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("titel = 'x'", 'no key "titel": did you mean "title"'),
        (
            "[optimizer]\nlearnin_rate = 1",
            'no key "optimizer.learnin_rate": did you mean "optimizer.learning_rate"',
        ),
        ("[run]\nxyzzy = 1", r'"run.xyzzy": The section run has epochs, hours_seen'),
        ("[run]\nepochs = 1.5", "run.epochs must be a whole number, and it is 1.5"),
        ("[run]\nepochs = true", "run.epochs must be a whole number"),
        ("[run]\ntensorboard = 1", "run.tensorboard must be true or false"),
        ("title = 3", "title must be a text in quotes"),
        ("[run]\nminutes = 'all'", "run.minutes must be a number"),
        ("[data]\ntrain = [1]", "data.train must be a list of texts"),
        ("[augmentation]\ntempo_range = [1]", "tempo_range must be a list of two"),
        ("[model]\nstem = ['a']", "model.stem must be a list of whole numbers"),
        ("[data]\ncorpus_weights = {a = 'b'}", "corpus_weights must be a table of num"),
        ("run = 5", r"run is a section: write \[run\] above it"),
        ("[optimizer]\nname = 'sgd'", 'must be one of muon, adamw, not "sgd"'),
        ("[optimizer]\nschedule = 'x'", "optimizer.schedule must be one of cosine"),
        ("[optimizer]\nlearning_rate = 0", "learning_rate must be above 0"),
        ("[optimizer]\nema_decay = 1.0", "ema_decay must be at least 0 and below 1"),
        ("[run]\ndevice = 'tpu'", "run.device must be one of auto, cpu, cuda"),
        ("[run]\nbatch_seconds = -3", "run.batch_seconds must be above 0"),
        ("[augmentation]\nnoise = 2", "augmentation.noise must lie between 0 and 1"),
        ("[augmentation]\nlongest_pause = 9", "longest_pause must lie between 0 and 5"),
        ("[augmentation]\ntempo_range = [0.1, 1]", "must lie between 0.5 and 2"),
        ("[model]\nhidden = 0", "sizes must be positive"),
        ("title = ", "is not TOML"),
        ("a = " + "[" * 5_000, "is not TOML"),
        ("[run]\nminutes = -1", "run.minutes must be 0 or more"),
        ("[run]\nhours_seen = nan", "run.hours_seen must be 0 or more"),
        ("[run]\nepochs = -2", "run.epochs must be 0 or more"),
        ("[run]\nseed = -1", "run.seed must be 0 or more"),
        (f"[run]\nseed = {10**30}", "run.seed must be 0 or more"),
        ("alphabet = 'aba'", "each of them once"),
        ("alphabet = ''", "alphabet must name some characters"),
    ],
)
def test_what_cannot_be_is_named(tmp_path, text, sentence):
    path = tmp_path / "recipe.toml"
    path.write_text(text)
    with pytest.raises(TrainingError, match=sentence) as caught:
        read_config(path)
    assert str(caught.value).startswith("recipe.toml")


def test_a_missing_or_strange_file_is_a_sentence(tmp_path):
    with pytest.raises(TrainingError, match=r"none\.toml cannot be read"):
        read_config(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe4'")
    with pytest.raises(TrainingError, match=r"latin\.toml is not TOML"):
        read_config(tmp_path / "latin.toml")


def test_paths_are_relative_to_the_file(tmp_path):
    path = tmp_path / "sub" / "recipe.toml"
    path.parent.mkdir()
    path.write_text("parent = '../model'\n[data]\ntrain = ['a.jsonl', '/b']\ndev = 'c'")
    config = read_config(path)
    folder = path.parent
    assert config.data.train == (str(folder / "a.jsonl"), "/b")
    assert config.data.dev == (str(folder / "c"),)
    assert config.parent == str(folder / "../model")


def test_what_a_file_does_not_name_is_as_in_the_base(tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_text("[run]\nepochs = 3")
    base = PRESETS["jiwidi"]
    assert read_config(path, base) == replace(base, run=replace(base.run, epochs=3))


def test_one_value_is_changed_as_on_the_command_line():
    config = TrainingConfig()
    assert with_setting(config, "optimizer.learning_rate=3e-4").optimizer == replace(
        config.optimizer, learning_rate=3e-4
    )
    assert with_setting(config, "title=My voice").title == "My voice"
    assert with_setting(
        config, 'data.corpus_weights={"a b"=2}'
    ).data.corpus_weights == {"a b": 2}
    with pytest.raises(TrainingError, match=r"written as section.key=value"):
        with_setting(config, "optimizer.learning_rate")
    with pytest.raises(TrainingError, match=r'did you mean "run\.epochs"'):
        with_setting(config, "run.epoch=3")
