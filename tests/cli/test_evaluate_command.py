import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dictation_app import paths
from dictation_app.speech.store import read_model, save_decoding
from dictation_app.training.teaching import Lesson, Teaching


@pytest.fixture
def data(tmp_path, write_audio):
    """A manifest of four clips, one of which is damaged."""
    rows = []
    for i, text in enumerate(("Hello there.", "so it is", "yes", "gone")):
        write_audio(tmp_path / f"{i}.wav", 1 + i / 4, seed=i)
        rows.append(
            {
                "id": f"c{i}",
                "audio": f"{i}.wav",
                "duration": 1 + i / 4,
                "text": text,
                "speaker": f"s{i % 2}",
                "corpus": "A" if i < 2 else "B",
            }
        )
    (tmp_path / "3.wav").write_bytes(b"RIFFnothing")
    path = tmp_path / "dev.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_evaluate_prints_rates_by_corpus(cli, tiny_model, data):
    code, out, _ = cli("evaluate", tiny_model, data, "--device", "cpu")
    assert code == 0
    assert "Word error rate" in out
    assert "6 words:" in out
    beginnings = [line.split(" ")[0] for line in out.splitlines()]
    assert [b for b in beginnings if b in ("A", "B", "all")] == ["A", "B", "all"]
    assert "1 clip left out" in out


def test_json_is_the_same_twice_and_has_every_clip(cli, tiny_model, data):
    first, second = (
        json.loads(cli("evaluate", tiny_model, data, "--json", "--device", "cpu")[1])
        for _ in range(2)
    )
    assert first["overall"] == second["overall"]
    assert [clip["id"] for clip in first["clips"]] == ["c0", "c1", "c2"]
    assert first["clips"][0]["reference"] == "hello there"
    assert first["unheard"][0]["clip"] == "c3"
    assert first["model"] == "tiny"


def test_clips_are_heard_as_often_as_wanted(cli, tiny_model, data):
    command = ("evaluate", tiny_model, data, "--device", "cpu")
    assert "Heard 2 times." in cli(*command, "--hearings", 2)[1]
    assert "Heard" not in cli(*command)[1]
    code, _, err = cli(*command, "--hearings", 5)
    assert code == 2
    assert "“5” is no number from 1 to 4" in err


def test_a_model_knows_how_often_it_hears(cli, tiny_model, data):
    info = read_model(tiny_model)
    save_decoding(info, replace(info.decoding, hearings=2, beam_width=4))
    command = ("evaluate", tiny_model, data, "--device", "cpu")
    assert "Heard 2 times. Decoded with beam" in cli(*command)[1]
    assert "Heard" not in cli(*command, "--hearings", 1)[1]
    greedy = cli(*command, "--beam", 1)[1]
    assert "Decoded greedily." in greedy
    assert "Heard" not in greedy  # who wants that is in a hurry
    cli(*command, "--sweep", "--beam", "1,4", "--save")
    assert read_model(tiny_model).decoding.hearings == 2


def test_a_limit_draws_clips_by_the_seed(cli, tiny_model, data):
    def ids(seed):
        command = ("evaluate", tiny_model, data, "--json", "--limit", 2, "--seed", seed)
        return [c["id"] for c in json.loads(cli(*command)[1])["clips"]]

    assert ids(1) == ids(1)
    assert len({tuple(ids(seed)) for seed in range(6)}) > 1


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_report_is_written(cli, tiny_model, data, tmp_path, name):
    code, _, _ = cli("evaluate", tiny_model, data, "--report", tmp_path / name)
    assert code == 0
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert "tiny on dev.jsonl" in text
    HTMLParser().feed(text)


def test_two_models_are_compared(cli, tiny_model, data, tmp_path):
    command = ("evaluate", "--compare", tiny_model, tiny_model, data)
    code, out, _ = cli(*command, "--report", tmp_path / "c.html")
    assert code == 0
    assert "+0.0 points" in out
    assert "tiny and tiny on dev.jsonl" in (tmp_path / "c.html").read_text("utf-8")
    found = json.loads(cli(*command, "--json")[1])
    assert found["wer"] == {
        "value": 0.0,
        "interval": {"low": 0.0, "high": 0.0},
        "p": 1.0,
    }


def test_a_sweep_prints_a_row_for_every_setting_and_the_best(cli, tiny_model, data):
    weights = ("--sweep", "--beam", "1,4", "--beta", "0,1")
    code, out, err = cli("evaluate", tiny_model, data, *weights)
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split()[:3] == ["beam", "alpha", "beta"]
    assert [line.split()[0] for line in lines[1:4]] == ["1", "4", "4"]
    assert lines[4] == "best:"
    assert "cannot be read, and are left out: 1." in err
    rows = json.loads(cli("evaluate", tiny_model, data, *weights, "--json")[1])
    assert sorted(row["wer"] for row in rows) == [row["wer"] for row in rows]


def test_the_best_weights_of_a_sweep_are_kept_in_the_model(cli, tiny_model, data):
    before = read_model(tiny_model)
    weights = ("--sweep", "--beam", "1,4", "--beta", "0,1", "--save", "--json")
    code, out, err = cli("evaluate", tiny_model, data, *weights)
    assert code == 0
    best = json.loads(out)[0]["options"]
    kept = read_model(tiny_model)
    assert kept.decoding.beam_width == best["beam_width"]
    assert kept.decoding.beta == best["beta"]
    assert "saved in tiny; the confidence of its" in err
    assert replace(kept, decoding=before.decoding) == before


def test_a_sweep_measures_which_labels_the_network_expects(cli, tiny_model, data):
    weights = ("--sweep", "--beam", "4", "--prior", "0,0.3", "--save", "--json")
    code, out, _ = cli("evaluate", tiny_model, data, *weights)
    assert code == 0
    tried = [row["options"]["prior_weight"] for row in json.loads(out)]
    assert sorted(tried) == [0, 0.3]
    priors = read_model(tiny_model).decoding.label_priors
    assert sum(priors) == pytest.approx(1, abs=0.01)


def test_the_weight_of_the_sentence_network_can_be_tried(cli, tiny_model, data):
    tried = ("--beam", "4", "--rescoring", "0,0.4")
    code, _, err = cli("evaluate", tiny_model, data, *tried)
    assert code == 2
    assert "need --sweep" in err
    code, out, _ = cli("evaluate", tiny_model, data, *tried, "--sweep", "--json")
    assert code == 0
    shares = [row["options"]["rescoring_weight"] for row in json.loads(out)]
    assert sorted(shares) == [0, 0.4]
    few = ("--beam", "4", "--rescoring", "0.3", "--json")
    code, out, _ = cli("evaluate", tiny_model, data, *few)
    assert code == 0
    assert json.loads(out)["options"]["rescoring_weight"] == 0.3


def test_a_damaged_sentence_network_is_told(cli, tiny_model, data):
    (tiny_model / "rescorer.safetensors").write_bytes(b"torn")
    code, _, err = cli("evaluate", tiny_model, data)
    assert code == 1
    assert "rescorer.safetensors of this model is damaged" in err


def test_without_a_data_set_the_programs_own_test_clips_are_heard(cli, tiny_model):
    few = ("--limit", "3", "--json")
    code, out, _ = cli("evaluate", tiny_model, *few)
    assert code == 0
    assert all(c["id"].startswith("test-") for c in json.loads(out)["clips"])
    code, out, _ = cli("evaluate", "--compare", tiny_model, tiny_model, *few)
    assert code == 0
    assert json.loads(out)["wer"]["value"] == 0.0


@pytest.fixture
def corrected(tmp_path, monkeypatch, babble):
    """Three sentences that were corrected, at 1,000, 2,000 and 3,000 s from 1970."""
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "home")
    teaching = Teaching(tmp_path / "home" / "teaching")
    for n in (1, 2, 3):
        lesson = Lesson("talk.wav", n, n + 2.0, "one too", "one two", when=1_000.0 * n)
        teaching.keep(lesson, babble(2.0, n))


def test_a_model_is_tried_on_corrections_it_has_not_learned_from(
    cli, tiny_model, corrected
):
    code, out, _ = cli("evaluate", tiny_model, "--corrections", "--json")
    assert code == 0
    assert len(json.loads(out)["clips"]) == 3
    config = json.loads((tiny_model / "config.json").read_text())
    config["provenance"] = {
        "parent": {"name": "a", "sha256": "b"},
        "trained": "1970-01-01T00:30:00+00:00",
    }
    (tiny_model / "config.json").write_text(json.dumps(config))
    code, out, _ = cli("evaluate", tiny_model, "--corrections", "--json")
    assert len(json.loads(out)["clips"]) == 2
    config["provenance"]["trained"] = "1970-01-01"
    (tiny_model / "config.json").write_text(json.dumps(config))
    code, out, err = cli("evaluate", tiny_model, "--corrections")
    assert (code, out) == (1, "")
    assert "There is no corrected sentence" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("a", "d", "--save"), "give both"),
        (("a", "d", "--sweep", "--save", "--no-lm"), "leave --lm and --no-lm out"),
        ((), "give a model"),
        (("a", "d", "e"), "give a model, and perhaps a data set"),
        (("--compare", "a", "b", "c", "d"), "give at most one data set"),
        (("a", "d", "--corrections"), "takes the place of the data set"),
        (("--compare", "a", "b", "d", "--corrections"), "takes the place"),
        (("a", "d", "--beam", "1,2"), "need --sweep"),
        (("a", "d", "--prior", "0,0.3"), "need --sweep"),
        (("a", "d", "--beam", "0"), "1 or more"),
        (("a", "d", "--report", "r.pdf"), "must end in .html or .md"),
        (("a", "d", "--limit", "0"), "1 or more"),
        (("a", "d", "--sweep", "--report", "r.md"), "leave it out"),
        (("--compare", "a", "b", "d", "--sweep"), "choose one"),
        (("a", "d", "--alpha", "much"), "is no number"),
    ],
)
def test_misuse_is_told_before_any_work(cli, words, sentence):
    code, out, err = cli("evaluate", *words)
    assert (code, out) == (2, "")
    assert sentence in err


def test_what_is_not_there_is_told_in_a_sentence(cli, tiny_model, data, tmp_path):
    for words, sentence in (
        ((tiny_model, tmp_path / "no.jsonl"), "There is no data set no.jsonl"),
        (("nobody", data), 'There is no model "nobody"'),
        ((tiny_model, data, "--lm", tmp_path / "no.bin"), "There is no language model"),
        ((tiny_model, data, "--beam", "9999"), "The beam width must lie between 1"),
    ):
        code, _, err = cli("evaluate", *words)
        assert code == 1
        assert sentence in err
        assert "Traceback" not in err
