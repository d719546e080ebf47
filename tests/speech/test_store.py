import errno
import json
import math
import os
import shutil

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from dictation_app.errors import ModelError
from dictation_app.speech import store
from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import (
    DecodingOptions,
    FeatureConfig,
    ModelConfig,
)
from dictation_app.speech.importing import import_model
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import (
    choose_model,
    find_models,
    load_network,
    read_model,
    save_decoding,
    save_model,
)


def edit(folder, change):
    path = folder / "config.json"
    config = json.loads(path.read_text())
    change(config)
    path.write_text(json.dumps(config))


def test_what_is_saved_is_what_is_read(tmp_path):
    config = ModelConfig(
        n_mels=16, n_labels=6, stem=(2,), channels=2, residual_blocks=1, hidden=8,
        recurrent_layers=2, rnn_type="lstm", bidirectional=False,
    )  # fmt: skip
    network = DeepSpeech2(config)
    extra = tmp_path / "some file"
    extra.write_text("é")
    saved = save_model(
        tmp_path / "größer 1",
        network,
        title="Größer",
        features=FeatureConfig(n_mels=16, f_max=7_000.0),
        alphabet=Alphabet.from_symbols("é abc", blank=0),
        decoding=DecodingOptions(hearings=2, beam_width=3, hotwords=("é",)),
        provenance={"hours": 1.5},
        card="# A card\n",
        language_model=extra,
        words=extra,
        rescorer=extra,
    )
    read = read_model(saved.folder)
    assert read == saved
    for part in (read.language_model, read.words, read.rescorer):
        assert part.read_text() == "é"
    for name, values in load_network(read).state_dict().items():
        torch.testing.assert_close(values, network.state_dict()[name].half().float())


def test_a_folder_that_exists_is_replaced_and_nothing_is_left_beside_it(tiny_model):
    info = read_model(tiny_model)
    save_model(
        tiny_model, load_network(info), title="Anew", features=info.features,
        alphabet=info.alphabet,
    )  # fmt: skip
    assert read_model(tiny_model).title == "Anew"
    assert [p.name for p in tiny_model.parent.iterdir()] == ["tiny"]


def _set(section, name, value):
    return lambda config: config[section].__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_set("architecture", "hidden", 16), "hidden is 12"),
        (_set("architecture", "channels", 5), "channels is 4"),
        (_set("architecture", "residual_blocks", 2), "residual_blocks is 1"),
        (_set("architecture", "recurrent_layers", 3), "recurrent_layers is 1"),
        (_set("architecture", "rnn_type", "lstm"), "rnn_type is gru"),
        (_set("architecture", "bidirectional", False), "bidirectional is True"),
        (_set("architecture", "stem", [2]), "stem|n_mels"),
        (_set("architecture", "hidden", "12"), "architecture.hidden must be of type int"),
        (_set("architecture", "depth", 1), "architecture.depth is not known"),
        (_set("architecture", "n_labels", 30), "n_labels is 30"),
        (_set("decoding", "label_priors", [0.1]), "label_priors has 1 numbers"),
        (_set("features", "n_mels", 80), "features.n_mels is 80"),
        (_set("features", "hop", True), "features.hop must be"),
        (_set("features", "hop", 0), "hop"),
        (_set("features", "sample_rate", 0), "sample_rate"),
        (_set("features", "f_max", 9_000.0), "f_max"),
        (_set("features", "log_floor", math.nan), "log_floor"),
        (_set("decoding", "alpha", math.nan), "alpha"),
        (_set("decoding", "beta", math.inf), "beta"),
        (lambda c: c.__setitem__("provenance", 3), "provenance is no table"),
        (_set("alphabet", "labels", "abc"), "alphabet.labels"),
        (_set("decoding", "beam_width", 10_000), "beam width"),
        (_set("decoding", "hearings", 0), "hearings"),
        (_set("decoding", "hearings", 5), "hearings"),
        (lambda c: c.pop("features"), "features is missing"),
        (lambda c: c.__setitem__("format", 99), "format"),
        (lambda c: c.__setitem__("sha256", "0"), "damaged"),
    ],
)  # fmt: skip
def test_every_mismatch_names_its_field(tiny_model, change, field):
    edit(tiny_model, change)
    with pytest.raises(ModelError, match=field):
        load_network(read_model(tiny_model))


@pytest.mark.parametrize("section", ["decoding", "provenance"])
@pytest.mark.parametrize("value", ["text", 3, None])
def test_a_section_of_another_kind_is_told(tiny_model, section, value):
    edit(tiny_model, lambda config: config.__setitem__(section, value))
    with pytest.raises(ModelError, match=section):
        read_model(tiny_model)


def test_a_damaged_folder_is_told_and_left_out_of_the_list(tiny_model):
    for name in ("a", "b", "c"):
        shutil.copytree(tiny_model, tiny_model.parent / name)
    (tiny_model.parent / "a" / "config.json").write_text("{")
    (tiny_model.parent / "b" / "model.safetensors").unlink()
    (tiny_model.parent / "c" / "config.json").write_bytes(b"\xff\xfe\x00")
    shutil.copytree(tiny_model, tiny_model.parent / "d")
    (tiny_model.parent / "d" / "config.json").write_text("[" * 100_000)
    with pytest.raises(ModelError, match=r"config.json is damaged"):
        read_model(tiny_model.parent / "a")
    with pytest.raises(ModelError, match=r"model.safetensors is missing"):
        read_model(tiny_model.parent / "b")
    found = find_models([tiny_model.parent, tiny_model.parent / "none"])
    assert [info.name for info in found] == ["tiny"]


def test_damaged_weights_are_told(tiny_model):
    path = tiny_model / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="damaged: their sha256"):
        load_network(read_model(tiny_model))


def test_choosing_by_name_title_and_path(tiny_model, monkeypatch):
    models = find_models([tiny_model.parent])
    for name in (None, "tiny", "Tiny", str(tiny_model)):
        assert choose_model(models, name).folder == tiny_model
    monkeypatch.chdir(tiny_model)
    for name in (".", f"../{tiny_model.name}", "../tiny/."):
        assert choose_model([], name).name == "tiny"
    with pytest.raises(ModelError, match='no model ""'):
        choose_model(models, "")
    with pytest.raises(ModelError, match=r'no model "large"\. Models here: tiny'):
        choose_model(models, "large")
    with pytest.raises(ModelError, match="There is no model"):
        choose_model([])


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "cannot be written to")],
)
def test_a_disk_that_refuses_leaves_the_old_model(
    tiny_model, monkeypatch, number, sentence
):
    info = read_model(tiny_model)

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(store, "_config", refuse)
    with pytest.raises(ModelError, match=sentence):
        save_model(
            tiny_model, load_network(info), title="New", features=info.features,
            alphabet=info.alphabet,
        )  # fmt: skip
    assert read_model(tiny_model) == info
    assert [p.name for p in tiny_model.parent.iterdir()] == ["tiny"]


def test_other_decoding_defaults_are_kept_and_nothing_else_changes(tiny_model):
    info = read_model(tiny_model)
    priors = (0.03,) * len(info.alphabet)
    tuned = DecodingOptions(beam_width=32, alpha=0.25, label_priors=priors)
    assert save_decoding(info, tuned) == read_model(tiny_model)
    assert read_model(tiny_model).decoding == tuned
    assert save_decoding(read_model(tiny_model), info.decoding) == info


def test_a_model_that_may_not_be_changed_is_left(tiny_model, monkeypatch):
    info = read_model(tiny_model)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(store, "write_atomically", refuse)
    with pytest.raises(ModelError, match=r"tiny/config\.json cannot be written"):
        save_decoding(info, DecodingOptions(alpha=0.25))
    assert read_model(tiny_model) == info


def test_importing_a_folder_and_once_more(tiny_model, tmp_path):
    first = import_model(tiny_model, tmp_path / "mine")
    second = import_model(tiny_model, tmp_path / "mine")
    assert (first.name, second.name) == ("tiny", "tiny-2")
    folders = (tmp_path / "other", tiny_model.parent)  # a name is given once
    assert import_model(tiny_model, folders[0], others=folders[1:]).name == "tiny-2"
    assert read_model(second.folder).sha256 == read_model(tiny_model).sha256


def test_all_parts_of_a_model_are_imported_and_nothing_else(tiny_model, tmp_path):
    source = shutil.copytree(tiny_model, tmp_path / "whole")
    language = (store.LANGUAGE_MODEL, store.WORDS, store.RESCORER)
    for part in (store.CARD, *language, store.IMPORTANCE, "diary.txt"):
        (source / part).write_text(part)
    info = import_model(source, tmp_path / "mine")
    found = {path.name: path.read_bytes() for path in info.folder.iterdir()}
    wanted = {path.name: path.read_bytes() for path in source.iterdir()}
    del wanted["diary.txt"]
    assert found == wanted


@pytest.mark.parametrize("suffix", [".safetensors", ".pt"])
def test_importing_a_state_dict_alone(tmp_path, suffix):
    network = DeepSpeech2(ModelConfig(channels=4, hidden=12, recurrent_layers=1))
    tensors = {f"module.{k}": v.contiguous() for k, v in network.state_dict().items()}
    path = tmp_path / f"best epoch{suffix}"
    if suffix == ".pt":
        torch.save({"epoch": 3, "model_state_dict": tensors}, path)
    else:
        save_file(tensors, path)
    info = import_model(path, tmp_path / "mine")
    assert read_model(info.folder).architecture.hidden == 12
    assert info.alphabet == ENGLISH


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t.update(extra=torch.zeros(3)), "extra is 3 and should be missing"),
        (lambda t: t.pop("classifier.0.bias"), r"classifier\.0\.bias is missing"),
        (
            lambda t: t.update({"classifier.3.bias": torch.zeros(30)}),
            r"classifier\.3\.bias is 30 and should be 29",
        ),
        (
            lambda t: t.update({"fully_connected.weight": torch.zeros(3)}),
            "layers have other shapes",
        ),
        (
            lambda t: t.update({"cnn.0.weight": torch.zeros(())}),
            "layers have other shapes",
        ),
    ],
)
def test_a_tensor_that_does_not_fit_is_named(tmp_path, change, sentence):
    network = DeepSpeech2(ModelConfig(channels=4, hidden=12, recurrent_layers=1))
    tensors = dict(network.state_dict())
    change(tensors)
    torch.save(tensors, tmp_path / "odd.pt")
    with pytest.raises(ModelError, match=sentence):
        import_model(tmp_path / "odd.pt", tmp_path / "mine")
    assert not (tmp_path / "mine").exists() or not list((tmp_path / "mine").iterdir())


class Code:
    """What an attacker pickles: unpickling it would make a folder."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_a_checkpoint_with_code_is_refused_and_nothing_of_it_runs(tmp_path):
    path = tmp_path / "evil.pt"
    torch.save({"state_dict": Code(tmp_path / "broken in")}, path)
    with pytest.raises(ModelError, match="refused"):
        import_model(path, tmp_path / "mine")
    assert not (tmp_path / "broken in").exists()
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.safetensors", b"junk"),
        ("a.pt", b"junk"),
        ("empty.pt", b""),
        ("empty.safetensors", b""),
        ("text.pt", b"hello, this is a letter"),
    ],
)
def test_junk_is_no_checkpoint(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ModelError):
        import_model(tmp_path / name, tmp_path / "mine")


def test_other_networks_and_other_alphabets_are_refused(tmp_path):
    path = tmp_path / "a.safetensors"
    save_file({"encoder.weight": torch.zeros(3)}, path)
    with pytest.raises(ModelError, match=r"fully_connected.weight is missing"):
        import_model(path, tmp_path / "mine")
    network = DeepSpeech2(ModelConfig(n_labels=33, channels=2, hidden=4))
    save_file(network.state_dict(), path)
    with pytest.raises(ModelError, match="33 outputs"):
        import_model(path, tmp_path / "mine")
    with pytest.raises(ModelError, match="no file or folder"):
        import_model(tmp_path / "gone", tmp_path / "mine")


def test_weights_that_are_no_numbers_are_refused(tmp_path):
    network = DeepSpeech2(ModelConfig(channels=2, hidden=4, recurrent_layers=1))
    tensors = network.state_dict()
    tensors["classifier.3.bias"] = torch.full((29,), np.nan)
    save_file(tensors, tmp_path / "nan.safetensors")
    with pytest.raises(ModelError, match="gives no numbers"):
        import_model(tmp_path / "nan.safetensors", tmp_path / "mine")
