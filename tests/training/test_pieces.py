from collections import Counter

import numpy as np
import pytest

from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.rescoring import BEGIN, END, open_pieces
from dictation_app.training.pieces import cut, find_pieces, join

LINES = ["the cat sat", "a dog", "don't you", "the dog sat on the cat", "you"] * 30


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    path = tmp_path_factory.mktemp("text") / "text"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pieces(text):
    return find_pieces(text, 50, ENGLISH)


def test_pieces_are_no_more_than_wanted_and_hold_every_letter(pieces):
    processor = open_pieces(pieces)
    assert processor.get_piece_size() <= 50
    known = {processor.id_to_piece(i) for i in range(processor.get_piece_size())}
    assert known >= {label for label in ENGLISH.labels if label.strip()}


def test_pieces_keep_no_name_of_a_file(text, pieces):
    assert text.parent.name.encode() not in pieces
    assert b"text" not in pieces


def test_the_same_text_gives_the_same_pieces(text, pieces):
    assert find_pieces(text, 50, ENGLISH) == pieces


def test_what_was_cut_can_be_joined_again(text, pieces):
    corpus = join(list(cut(text, pieces)))
    assert len(corpus.lengths) == len(LINES)
    assert corpus.n_pieces == len(corpus.pieces) + len(LINES)
    rows = np.split(corpus.pieces, corpus.lengths.cumsum()[:-1])
    processor = open_pieces(pieces)
    assert [processor.decode(row.tolist()) for row in rows] == LINES


def test_every_sentence_is_read_once_an_epoch(text, pieces):
    corpus = join(list(cut(text, pieces)))
    wanted = Counter(LINES)
    processor = open_pieces(pieces)
    batches = corpus.batches(40, seed=1)
    orders = []
    for _ in range(2):
        read = []
        while len(read) < len(LINES):
            table = next(batches).numpy()
            assert (table[:, 0] == BEGIN).all()
            assert len(table) == 1 or table[:, 1:].size <= 40
            for row in table:
                end = row.tolist().index(END)
                assert (row[end + 1 :] == -1).all()
                read.append(processor.decode(row[1:end].tolist()))
        assert Counter(read) == wanted
        orders.append(read)
    assert orders[0] != orders[1]


def test_a_seed_repeats_the_order(text, pieces):
    corpus = join(list(cut(text, pieces)))
    one, other = corpus.batches(40, seed=1), corpus.batches(40, seed=1)
    for _ in range(5):
        assert np.array_equal(next(one).numpy(), next(other).numpy())
    assert not np.array_equal(
        next(corpus.batches(40, seed=2)).numpy(),
        next(corpus.batches(40, seed=3)).numpy(),
    )
