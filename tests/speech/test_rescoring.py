import math

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.rescoring import (
    BEGIN,
    END,
    Rescorer,
    RescorerConfig,
    SentenceNetwork,
    open_pieces,
    open_rescorer,
    pack,
)
from dictation_app.training.pieces import find_pieces

TEXTS = ["the cat sat", "the cat sat on the mat", "the cat", "a dog", "", "the cat sat"]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory):
    text = tmp_path_factory.mktemp("pieces") / "text"
    text.write_text("the cat sat on the mat\na dog sat\n" * 20, encoding="utf-8")
    return find_pieces(text, 60, ENGLISH)


@pytest.fixture
def rescorer(pieces):
    torch.manual_seed(0)
    n_pieces = open_pieces(pieces).get_piece_size()
    network = SentenceNetwork(RescorerConfig(n_pieces, embedding=6, hidden=10))
    with torch.no_grad():
        for weights in network.parameters():
            weights.normal_()
    return Rescorer(network, pieces)


def one_by_one(rescorer, text):
    """The log probability of each piece, as the network in training has it."""
    row = [BEGIN, *open_pieces(rescorer.pieces).encode(text), END]
    table = torch.tensor([row])
    expected = rescorer.network(table[:, :-1]).log_softmax(dim=-1)
    return expected[0].gather(1, table[0, 1:, None]).sum().item()


def test_shared_beginnings_change_no_score(rescorer):
    wanted = [one_by_one(rescorer, text) for text in TEXTS]
    assert rescorer.score(TEXTS) == pytest.approx(wanted, rel=1e-5)


def test_eight_bits_are_nearly_as_good(rescorer):
    quick = Rescorer(rescorer.network, rescorer.pieces, precision="int8")
    assert quick.score(TEXTS) == pytest.approx(rescorer.score(TEXTS), rel=0.1)
    assert (quick.score(TEXTS) != rescorer.score(TEXTS)).any()
    assert quick.network is rescorer.network


def test_nothing_has_no_scores(rescorer):
    assert rescorer.score([]).shape == (0,)


def test_all_that_a_sentence_may_begin_with_adds_up_to_one(rescorer):
    piece = open_pieces(rescorer.pieces).encode("the")[0]
    expected = rescorer.network(torch.tensor([[BEGIN, piece]])).softmax(dim=-1)
    assert expected.sum(dim=-1)[0].tolist() == pytest.approx([1, 1], rel=1e-5)


def test_every_word_can_be_scored(rescorer):
    processor = open_pieces(rescorer.pieces)
    for word in ("zzyzx", "don't", "qu'"):
        assert 0 not in processor.encode(word)  # nothing is unknown
        assert processor.decode(processor.encode(word)) == word
        assert math.isfinite(rescorer.score([word])[0])


def test_a_file_brings_back_the_scores(rescorer, tmp_path):
    path = tmp_path / "rescorer.safetensors"
    path.write_bytes(pack(rescorer))
    again = open_rescorer(path)
    assert again.pieces == rescorer.pieces
    assert again.network.config == rescorer.network.config
    assert again.score(TEXTS) == pytest.approx(rescorer.score(TEXTS), rel=1e-2)
    assert pack(again) == pack(open_rescorer(path))


def without(name):
    return lambda data: save({k: v for k, v in load(data).items() if k != name})


def with_other(name, tensor):
    return lambda data: save(load(data) | {name: tensor})


def test_pieces_of_another_network_are_refused(rescorer, tmp_path):
    text = tmp_path / "text"
    text.write_text("some other words\n" * 9, encoding="utf-8")
    other = Rescorer(rescorer.network, find_pieces(text, 34, ENGLISH))
    path = tmp_path / "rescorer.safetensors"
    path.write_bytes(pack(other))
    with pytest.raises(ModelError, match="is damaged"):
        open_rescorer(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"no safetensors at all, only words",
        without("pieces"),
        without("embedding.weight"),
        without("lstm.weight_hh_l0"),
        with_other("bias", torch.zeros(3)),
        with_other("embedding.weight", torch.zeros(3)),
        with_other("pieces", torch.zeros(40, dtype=torch.uint8)),
        with_other("embedding.weight", torch.zeros(20, 6)),
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(rescorer, tmp_path, damage):
    path = tmp_path / "rescorer.safetensors"
    path.write_bytes(damage(pack(rescorer)))
    with pytest.raises(
        ModelError, match=r"rescorer\.safetensors .* is damaged: import"
    ):
        open_rescorer(path)


def test_a_missing_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(ModelError, match="is damaged"):
        open_rescorer(tmp_path / "rescorer.safetensors")


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_scores_are_the_same_from_many_threads(rescorer, precision):
    from concurrent.futures import ThreadPoolExecutor

    rescorer = Rescorer(rescorer.network, rescorer.pieces, precision=precision)
    wanted = rescorer.score(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(rescorer.score, [TEXTS] * 16):
            assert np.array_equal(found, wanted)
