import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.training.hearing import (
    NOTHING,
    Score,
    choose_dev,
    choose_watched,
    disagreement,
    greedy,
)
from dictation_app.training.metrics import Errors


def labels(text):
    return torch.tensor([28 if c == "_" else ENGLISH.encode(c)[0] for c in text])


def test_repeats_count_once_and_blanks_part_them():
    assert greedy(labels("__hh_e_ll_l_oo"), ENGLISH) == "hello"
    assert greedy(labels("_  a _ b  _"), ENGLISH) == "a b"
    assert greedy(labels("____"), ENGLISH) == ""


def test_scores_add_up_by_corpus():
    one = Score(Errors(1), Errors(2), {"a": Errors(1)}, 1.0, 2, 3, 4)
    two = Score(Errors(0, 1), Errors(5), {"b": Errors(0, 1)}, 2.0, 3, 4, 5)
    both = one + two + one + NOTHING
    assert both.words == Errors(2, 1)
    assert both.by_corpus == {"a": Errors(2), "b": Errors(0, 1)}
    assert (both.loss, both.n_labels, both.n_blank, both.n_frames) == (4.0, 7, 10, 13)


def test_hearings_disagree_by_their_mean_divergence_and_alike_ones_do_not():
    spoken = torch.randn(4, 5, 29).log_softmax(-1)
    lengths = torch.tensor([5, 5, 3, 3])
    first, second = spoken[0::2], spoken[1::2]
    apart = ((first.exp() - second.exp()) * (first - second) / 2).sum(-1)
    wanted = torch.stack((apart[0].sum(), apart[1, :3].sum()))
    assert torch.allclose(disagreement(spoken, lengths), wanted, rtol=1e-4)
    longer = torch.cat((spoken, torch.randn(4, 2, 29).log_softmax(-1)), dim=1)
    assert torch.equal(disagreement(longer, lengths), disagreement(spoken, lengths))
    alike = first.repeat_interleave(2, dim=0)
    assert not disagreement(alike, lengths).any()


def test_a_hearing_learns_from_the_other_as_from_a_teacher():
    scores = torch.randn(2, 3, 29, requires_grad=True)
    disagreement(scores.log_softmax(-1), torch.tensor([3, 3])).sum().backward()
    share = scores.detach().softmax(-1)
    assert torch.allclose(scores.grad, (share - share.flip(0)) / 2, atol=1e-6)


def test_dev_is_taken_evenly_from_each_corpus():
    corpora = ["a"] * 60 + ["b"] * 30
    chosen = choose_dev([60.0] * 90, corpora, 30)
    assert len(chosen) == pytest.approx(30, abs=2)
    n_of_b = sum(corpora[i] == "b" for i in chosen)
    assert n_of_b == pytest.approx(10, abs=1)
    assert list(chosen) == sorted(set(chosen))
    assert choose_dev([60.0] * 90, corpora, 0) == tuple(range(90))
    assert choose_dev([60.0] * 3, ["a"] * 3, 30) == (0, 1, 2)


@given(st.lists(st.integers(1, 300), max_size=50), st.integers(1, 5))
def test_watched_sentences_are_different_ones_of_middling_length(lengths, wanted):
    chosen = choose_watched(lengths, wanted)
    assert len(set(chosen)) == len(chosen) == min(wanted, len(lengths))
    if len(lengths) > 10 and wanted == 3:
        order = sorted(lengths)
        assert all(order[0] <= lengths[i] <= order[-1] for i in chosen)
