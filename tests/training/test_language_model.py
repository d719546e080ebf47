import gzip
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from dictation_app.errors import ModelError, TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.store import read_model
from dictation_app.training.kenlm import Recipe, Tools, commands, find_tools
from dictation_app.training.language_model import (
    BuildProgress,
    build_language_model,
    install,
    read_words,
)
from dictation_app.transcript import Emissions

NO_TOOLS = Tools(Path(sys.executable), Path(sys.executable))
"""Python refuses lmplz's options, as a broken build of KenLM would."""

needs_kenlm = pytest.mark.skipif(
    not (shutil.which("lmplz") and shutil.which("build_binary")),
    reason="KenLM's lmplz and build_binary are not on the PATH: estimation is not tested",
)


def finish(steps):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def gathered(texts, tmp_path, **options):
    """The sentences and the words that lmplz would be given."""
    output = tmp_path / "out"
    steps = build_language_model(
        texts, output, alphabet=ENGLISH, tools=NO_TOOLS, **options
    )
    for step in steps:
        if step.stage == "estimating":
            (room,) = output.iterdir()
            sentences = (room / "text").read_text(encoding="utf-8").splitlines()
            words = (room / "words.txt").read_text(encoding="utf-8").split()
            steps.close()
            return sentences, words
    raise AssertionError("nothing was estimated")


def test_sentences_are_brought_to_the_alphabet_and_words_are_listed(tmp_path):
    text = write(tmp_path / "a.txt", "Don’t STOP, Zoë!", "", "a  well-known cat")
    sentences, words = gathered([text], tmp_path)
    assert sentences == ["don't stop zoe", "a well known cat"]
    assert words == ["a", "cat", "don't", "known", "stop", "well", "zoe"]


def test_lines_of_known_words_are_still_normalised(tmp_path):
    text = write(tmp_path / "a.txt", "the cat", "cat\tthe   cat", "THE cat")
    assert gathered([text], tmp_path)[0] == ["the cat", "cat the cat", "the cat"]


def test_lines_that_cannot_be_written_are_left_out(tmp_path):
    text = write(tmp_path / "a.txt", "chapter 7", "слово", "plain words")
    assert gathered([text], tmp_path) == (["plain words"], ["plain", "words"])


def test_a_text_named_twice_counts_twice(tmp_path):
    text = write(tmp_path / "a.txt", "one line")
    assert gathered([text, text], tmp_path)[0] == ["one line", "one line"]


def manifest(path, *texts):
    rows = [
        {"id": f"{i}", "audio": f"{i}.wav", "duration": 1.0, "text": text}
        for i, text in enumerate(texts)
    ]
    return write(path, *map(json.dumps, rows))


def test_of_a_manifest_every_sentence_counts_once(tmp_path):
    path = manifest(tmp_path / "train.jsonl", "Yes.", "no way", "Yes.", "4 cats")
    assert gathered([path], tmp_path)[0] == ["yes", "no way"]


def test_what_a_model_is_measured_on_is_not_learnt(tmp_path):
    dev = manifest(tmp_path / "dev.jsonl", "Yes!", "one two three four five six seven")
    text = write(
        tmp_path / "a.txt",
        "yes",
        "oh yes",
        "and two three four five six seven again",
        "and two three four five six again",
    )
    assert gathered([text], tmp_path, held_out=[dev])[0] == [
        "oh yes",
        "and two three four five six again",
    ]


def test_compressed_text_is_read(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Packed text\n"))
    assert gathered([path], tmp_path)[0] == ["packed text"]


def test_the_word_list_and_rare_words_bound_the_vocabulary(tmp_path):
    text = write(tmp_path / "a.txt", "red red blue", "green green red")
    vocabulary = frozenset({"red", "blue", "absent"})
    assert gathered([text], tmp_path, vocabulary=vocabulary)[1] == ["blue", "red"]
    recipe = Recipe(min_count=2)
    assert gathered([text], tmp_path, recipe=recipe)[1] == ["green", "red"]


def test_a_word_list_is_normalised(tmp_path):
    path = write(tmp_path / "w.txt", "Zoë", "4th", "cat's")
    assert read_words(path, ENGLISH) == {"zoe", "cat's"}


def test_stopping_leaves_nothing_behind(tmp_path):
    text = write(tmp_path / "a.txt", "some words")
    gathered([text], tmp_path)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "are empty"),
        (b"\n \n...\n", "are empty"),
        (b"12\n34\n", "hold no sentence"),
        (b"caf\xe9\n", "not UTF-8"),
        (None, "no text"),
    ],
)
def test_useless_texts_are_refused(tmp_path, content, sentence):
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    steps = build_language_model(
        [path], tmp_path / "out", alphabet=ENGLISH, tools=NO_TOOLS
    )
    with pytest.raises(TrainingError, match=sentence):
        finish(steps)


def test_damaged_compression_is_refused(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"words\n" * 1000)[:20])
    steps = build_language_model(
        [path], tmp_path / "out", alphabet=ENGLISH, tools=NO_TOOLS
    )
    with pytest.raises(TrainingError, match=r"a\.txt\.gz cannot be read"):
        finish(steps)


def test_no_word_left_is_said(tmp_path):
    text = write(tmp_path / "a.txt", "rare words")
    with pytest.raises(TrainingError, match="No word is left"):
        gathered([text], tmp_path, recipe=Recipe(min_count=2))


def test_a_program_that_fails_is_quoted_and_nothing_stays(tmp_path):
    text = write(tmp_path / "a.txt", "some words")
    steps = build_language_model(
        [text], tmp_path / "out", alphabet=ENGLISH, tools=NO_TOOLS
    )
    with pytest.raises(TrainingError, match=r"failed \(.+\): give it more memory"):
        finish(steps)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    text = write(tmp_path / "a.txt", "some words")
    blocked = write(tmp_path / "file", "x") / "out"
    steps = build_language_model([text], blocked, alphabet=ENGLISH, tools=NO_TOOLS)
    with pytest.raises(TrainingError, match="cannot be written"):
        finish(steps)


def test_missing_programs_are_named_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TrainingError, match=r"lmplz is missing\. Build it from"):
        find_tools()
    with pytest.raises(TrainingError, match="build_binary is missing"):
        find_tools(lmplz=Path(sys.executable))
    with pytest.raises(TrainingError, match="check --lmplz"):
        find_tools(lmplz=tmp_path / "lmplz")


def test_build_binary_is_found_beside_lmplz(monkeypatch, tmp_path):
    suffix = ".exe" if sys.platform == "win32" else ""  # python3.11 has none either
    names = [f"{name}{suffix}" for name in Tools.__annotations__]
    for name in names:
        shutil.copy(sys.executable, tmp_path / name)
    monkeypatch.setenv("PATH", "")
    tools = find_tools(lmplz=tmp_path / names[0])
    assert tools.build_binary == tmp_path / names[1]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"order": 1}, "order"),
        ({"order": 7}, "order"),
        ({"prune": (1, 1)}, "begin with 0"),
        ({"prune": (0, 2, 1)}, "never become smaller"),
        ({"order": 2, "prune": (0, 0, 0)}, "1 to 2"),
        ({"prune": ()}, "1 to 4"),
    ],
)
def test_impossible_recipes_are_refused(values, sentence):
    with pytest.raises(TrainingError, match=sentence):
        Recipe(**values)


def test_the_recipe_reaches_the_programs(tmp_path):
    recipe = Recipe(order=3, prune=(0, 0, 1), memory="1G")
    words, target = tmp_path / "w", tmp_path / "lm"
    estimate, pack = (
        list(map(str, command))
        for _, command in commands(NO_TOOLS, recipe, tmp_path, words, target)
    )
    line = " ".join(estimate)
    assert "-o 3 --prune 0 0 1 " in line
    assert f"--limit_vocab_file {words}" in line
    assert "-S 1G" in line
    assert pack[-3:] == ["trie", str(tmp_path / "arpa"), str(target)]


def test_a_folder_without_a_language_model_is_not_installed(tmp_path, tiny_model):
    with pytest.raises(ModelError, match=r"lm\.bin is missing"):
        install(tmp_path, tiny_model)


def test_a_damaged_language_model_is_not_installed(tmp_path, tiny_model):
    pytest.importorskip("ctc_beam_decoder")
    folder = tmp_path / "lm"
    folder.mkdir()
    (folder / "lm.bin").write_bytes(b"no language model")
    write(folder / "words.txt", "cat")
    with pytest.raises(ModelError, match="is damaged"):
        install(folder, tiny_model)
    assert read_model(tiny_model).language_model is None


@pytest.fixture
def built(tmp_path):
    """A language model that has often read that the cat sat, and never the kat."""
    lines = ["the cat sat on the mat", "a cat sat here", "the mat is here", "the cat"]
    text = write(tmp_path / "a.txt", *lines * 5)
    steps = build_language_model(
        [text],
        tmp_path / "lm",
        alphabet=ENGLISH,
        tools=find_tools(),
        recipe=Recipe(order=3, prune=(0,)),
    )
    assert next(steps) == BuildProgress("reading", 0, 0)
    return finish(steps)


@needs_kenlm
def test_a_language_model_is_built_and_read_by_the_search(built):
    pytest.importorskip("ctc_beam_decoder")
    assert built.n_lines == 20
    assert built.n_words == 80
    assert built.n_vocabulary == 8
    assert built.n_ngrams[0] == 11  # and the unknown word, the beginning and the end
    assert len(built.n_ngrams) == 3
    names = sorted(path.name for path in built.folder.iterdir())
    assert names == ["lm.bin", "words.txt"]
    log_probs = np.full((14, len(ENGLISH)), -12.0, dtype=np.float16)
    for frame, symbol in enumerate("the kat sat"):
        log_probs[frame, ENGLISH.encode(symbol)] = -0.5
    log_probs[4, ENGLISH.encode("c")] = -1.0
    log_probs[11:, ENGLISH.blank] = 0
    emissions = Emissions(log_probs, 0.0, 25.0)
    plain = Decoder(ENGLISH, DecodingOptions(beam_width=16))
    knowing = Decoder(
        ENGLISH,
        DecodingOptions(beam_width=16),
        language_model=built.folder / "lm.bin",
        words=built.folder / "words.txt",
    )
    assert plain.text(emissions) == "the kat sat"
    assert knowing.text(emissions) == "the cat sat"


@needs_kenlm
def test_a_language_model_is_installed_and_replaced(built, tiny_model):
    before = {path.name for path in tiny_model.iterdir()}
    for _ in range(2):
        info = install(built.folder, tiny_model)
        assert info.language_model is not None
        assert info.words is not None
        assert {p.name for p in tiny_model.iterdir()} == before | {
            "lm.bin",
            "words.txt",
        }
        assert [p.name for p in tiny_model.parent.iterdir()] == ["tiny"]
