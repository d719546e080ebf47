import torch

from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import (
    DecodingOptions,
    FeatureConfig,
    ModelConfig,
)
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import load_network, read_model, save_model
from dictation_app.training.configuration import TrainingConfig
from dictation_app.training.export import History, export_model, start_from

FEATURES = FeatureConfig(n_mels=16)


def tiny(n_labels=29, seed=0):
    torch.manual_seed(seed)
    return DeepSpeech2(
        ModelConfig(
            n_mels=16,
            n_labels=n_labels,
            channels=4,
            residual_blocks=1,
            hidden=12,
            recurrent_layers=1,
        )
    )


def test_a_model_folder_says_where_it_comes_from(tmp_path, tiny_model):
    for name in ("lm.bin", "words.txt", "rescorer.safetensors"):
        (tiny_model / name).write_text(name)
    parent = read_model(tiny_model)
    history = History(12, 3.25, ("tones", "birds"), wer=0.25, cer=0.1)
    config = TrainingConfig(title="Mine", features=FEATURES)
    export_model(tmp_path / "new", tiny(), config, ENGLISH, history, parent)
    info = read_model(tmp_path / "new")
    assert info.title == "Mine"
    assert info.decoding == parent.decoding == DecodingOptions(beam_width=1)
    assert info.provenance["parent"] == {"name": "tiny", "sha256": parent.sha256}
    assert info.provenance["dev_wer_greedy"] == 0.25
    assert (info.provenance["steps"], info.provenance["hours_seen"]) == (12, 3.25)
    assert info.language_model.read_text() == "lm.bin"
    assert info.words.read_text() == "words.txt"
    assert info.rescorer.read_text() == "rescorer.safetensors"
    card = (tmp_path / "new" / "README.md").read_text()
    assert card.startswith("# Mine\n")
    assert "Began as Tiny. Learned from: tones, birds; 3.2 hours heard" in card
    assert "WER 25.0 %, CER 10.0 %" in card


def test_without_parent_and_evaluation_nothing_is_claimed(tmp_path):
    config = TrainingConfig(features=FEATURES)
    export_model(tmp_path / "new", tiny(), config, ENGLISH, History(1, 0.0, ()))
    card = (tmp_path / "new" / "README.md").read_text()
    assert "Began with random weights. Learned from: recordings without" in card
    assert "WER" not in card
    assert "parent" not in read_model(tmp_path / "new").provenance


def saved(tmp_path, network, alphabet=ENGLISH):
    return save_model(
        tmp_path / "parent", network, title="P", features=FEATURES, alphabet=alphabet
    )


def test_weights_go_over_with_the_same_alphabet(tmp_path):
    parent = saved(tmp_path, tiny(seed=1))
    network = tiny(seed=2)
    start_from(network, parent, ENGLISH)
    wanted = load_network(parent).state_dict()
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, wanted[name]), name


def test_with_another_alphabet_known_labels_keep_what_they_learned(tmp_path):
    parent = saved(tmp_path, tiny(seed=1))
    alphabet = Alphabet.from_symbols(" aäb", blank=0)
    network, untouched = tiny(5, seed=2), tiny(5, seed=2)
    start_from(network, parent, alphabet)
    old = load_network(parent).classifier[-1]
    new, fresh = network.classifier[-1], untouched.classifier[-1]
    for index, label in enumerate(alphabet.labels):
        if label == "ä":
            assert torch.equal(new.weight[index], fresh.weight[index])
            continue
        there = ENGLISH.labels.index(label)
        assert torch.equal(new.weight[index], old.weight[there]), label
        assert torch.equal(new.bias[index], old.bias[there])
    assert torch.equal(
        network.classifier[0].weight, load_network(parent).classifier[0].weight
    )
