import io
import json
from dataclasses import replace

import pytest

from dictation_app import paths, settings
from dictation_app.speech.store import read_model, save_model
from dictation_app.training.mishearing import MISHEARING, Change
from dictation_app.training.teaching import Lesson, Teaching


def lesson(number, before="sean", after="Shauna"):
    change = Change(before, after, 1, 1, 1.0, 1.5, MISHEARING, -0.5)
    heard, said = f"ask {before} now", f"Ask {after} now"
    return Lesson(f"note-{number}", 0.0, 3.0, heard, said, (change,), 1.7e9, "tiny")


@pytest.fixture
def teaching(home):
    return Teaching(paths.user_data() / "teaching")


@pytest.fixture
def answer(monkeypatch):
    """Type lines into the program."""

    def write(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{x}\n" for x in lines)))

    return write


def chosen():
    return settings.load(paths.settings_file())[0]


def test_nothing_corrected_yet_is_said(cli):
    code, out, said = cli("teach", "list")
    assert (code, out) == (0, "")
    assert "nothing was corrected yet" in said


def test_corrections_and_suggestions_are_listed(cli, teaching, babble):
    teaching.keep(lesson(1), babble(3.0))
    teaching.keep(lesson(2))
    code, out, _ = cli("teach", "list")
    assert code == 0
    assert "sean → Shauna (mishearing)" in out
    assert out.count("without sound") == 1
    assert "suggested word: Shauna (heard 2 times as: sean)" in out
    assert "suggested rule: sean → Shauna (2 times)" in out
    told = json.loads(cli("teach", "list", "--json")[1])
    assert [item["has_sound"] for item in told["corrections"]] == [True, False]
    assert told["words"] == [{"term": "Shauna", "heard": ["sean"], "hits": 2}]
    assert told["rules"] == [{"pattern": "sean", "replacement": "Shauna", "hits": 2}]


def test_review_asks_one_by_one_and_keeps_what_was_decided(cli, teaching, answer):
    for number in range(3):
        teaching.keep(lesson(number))
    answer("a", "x", "r", "", "s", "y", "n")
    code, out, _ = cli("teach", "review")
    assert code == 0
    assert "3 of 3" in out
    states = [item.state for item in teaching.lessons()]
    assert sorted(states) == ["accepted", "new", "refused"]
    assert chosen().vocabulary.terms == ("Shauna",)
    assert chosen().writing.rules == ()
    answer("q")
    code, out, _ = cli("teach", "review")
    assert "1 of 1" in out


def test_the_end_of_the_input_ends_the_review(cli, teaching, answer):
    teaching.keep(lesson(1))
    teaching.keep(lesson(2))
    answer("a")
    assert cli("teach", "review")[0] == 0
    assert [item.state for item in teaching.lessons()].count("new") == 1


def test_a_rule_can_be_taken_over(cli, teaching, answer):
    for number in range(2):
        teaching.keep(lesson(number))
    answer("a", "a", "n", "y")
    cli("teach", "review")
    (rule,) = chosen().writing.rules
    assert (rule.pattern, rule.replacement) == ("sean", "Shauna")
    answer("n")
    assert "always write" not in cli("teach", "review")[1]


def test_all_new_ones_can_be_accepted_at_once(cli, teaching):
    for number in range(2):
        teaching.keep(lesson(number))
    assert cli("teach", "review", "--accept-all")[1] == "2 corrections accepted\n"
    assert {item.state for item in teaching.lessons()} == {"accepted"}


@pytest.fixture
def installed(home, tiny_model, monkeypatch):
    """A bundled model and one that was adapted from it."""
    monkeypatch.setattr(paths, "bundled", lambda name: tiny_model.parent)
    old = read_model(tiny_model)
    from dictation_app.speech.store import load_network

    return save_model(
        paths.user_models() / "tiny-mine",
        load_network(old),
        title="Mine",
        features=old.features,
        alphabet=old.alphabet,
        provenance={"parent": {"name": "tiny", "sha256": old.sha256}},
    )


def use(name):
    recognition = replace(chosen().recognition, model=name)
    settings.save(paths.settings_file(), replace(chosen(), recognition=recognition))


def test_one_step_back_uses_the_parent_again(cli, installed):
    use("tiny-mine")
    code, out, _ = cli("teach", "back")
    assert (code, out) == (0, "Tiny is in use again\n")
    assert chosen().recognition.model == "tiny"
    code, _, said = cli("teach", "back")
    assert code == 1
    assert "Tiny was not made from another model that is still here" in said


def test_learning_needs_corrections_with_their_sound(cli, installed, teaching):
    teaching.keep(lesson(1))
    code, _, said = cli("teach", "run")
    assert code == 1
    assert "There is no correction with its sound to learn from yet" in said


def test_a_few_corrections_are_too_few(cli, installed, teaching, babble):
    teaching.keep(lesson(1), babble(3.0))
    code, out, said = cli("teach", "run", "--json")
    assert (code, out) == (1, "")
    assert "is 1, too few to learn from" in said
    assert not list(paths.user_models().glob(".*"))


@pytest.mark.parametrize("words", [["--minutes", "0"], ["--processes", "x"]])
def test_numbers_must_be_numbers(cli, words):
    code, _, said = cli("teach", "run", *words)
    assert code == 2
    assert "is no number above 0" in said
