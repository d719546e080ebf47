"""Sessions that repeat, survive, and notice a changed set; what they add up to."""

import json
from dataclasses import replace

import pytest

from dictation_app.errors import CommandSetError
from dictation_app.lab import report, session
from dictation_app.lab.collisions import predict
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.pronunciation import Pronouncer, distance
from dictation_app.lab.recogniser import CommandRecogniser
from dictation_app.lab.results import (
    CurvePoint,
    Negatives,
    NegativeUtterance,
    best_point,
    summarise,
)
from dictation_app.lab.wording import suggest
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.phrases import DEFAULT_TOLERANCE


def trial(label: str, heard: str, gap: float = 0.1, latency: float = 0.2):
    return session.Trial(label, label, heard, heard, gap, gap < 2, latency)


@pytest.fixture
def said(tmp_path, lights, sound):
    """A session in which three prompts were answered well."""
    made = session.begin(tmp_path / "s.jsonl", lights, repeats=2, seed=5)
    recogniser = CommandRecogniser(lights, ENGLISH)
    for _ in range(3):
        heard = sound(made.next.phrase)
        made.add(session.trial_of(made.next, heard, recogniser, latency=0.2)[0])
    return made


def test_every_phrase_is_asked_as_often_as_wanted_in_the_seeds_order(lights):
    prompts = session.prompts_for(lights, repeats=3, seed=1)
    phrases = [p.phrase for p in prompts]
    assert {phrases.count(p) for p in phrases} == {3}
    assert len(phrases) == 12
    assert prompts == session.prompts_for(lights, repeats=3, seed=1)
    assert prompts != session.prompts_for(lights, repeats=3, seed=2)


def test_a_large_slot_is_sampled():
    many = CommandSet("N", (VoiceCommand("n", ("number {number:0-999}",)),))
    assert len(session.prompts_for(many, repeats=4, seed=1)) == 4


def test_a_session_goes_on_where_it_was(said, lights):
    again = session.resume(said.path, lights)
    assert again.trials == said.trials
    assert again.next == said.next
    assert all(t.is_right for t in again.trials)


def test_a_trial_can_be_taken_back(said, lights):
    said.take_back()
    assert len(session.resume(said.path, lights).trials) == 2


def test_a_last_line_that_was_cut_off_is_left_out(said, lights):
    with said.path.open("a", encoding="utf-8") as file:
        file.write('{"phrase": "lig')
    assert len(session.resume(said.path, lights).trials) == 3


def test_a_set_that_changed_is_told_and_the_results_stay(said, lights):
    changed = CommandSet(lights.name, lights.commands[:2])
    with pytest.raises(CommandSetError, match="has changed since this session"):
        session.resume(said.path, changed)
    assert len(session.read(said.path)[1]) == 3


def test_something_else_is_no_session(tmp_path):
    (tmp_path / "x.jsonl").write_text("hello\n")
    with pytest.raises(CommandSetError, match="no session"):
        session.read(tmp_path / "x.jsonl")


def test_counts_recall_and_the_matrix():
    trials = [trial("a", "a"), trial("a", "b"), trial("b", "b"), trial("b", "b", 5.0)]
    found = summarise(["a", "b"], trials, Negatives(0.0, ()))
    assert found.matrix.tolist() == [[1, 1, 0], [0, 1, 1]]
    assert [row.recall for row in found.rows] == [0.5, 0.5]
    assert found.rows[0].taken_for == ("b",)
    assert found.p50 == pytest.approx(0.2)
    assert found.curve[0].false_accepts is None


def test_the_best_threshold_lies_between_the_commands_and_other_speech():
    trials = [trial("a", "a", gap) for gap in (0.2, 0.5, 1.0)]
    other = Negatives(3600.0, tuple(NegativeUtterance("a", "a", g) for g in (3.0, 4.0)))
    found = summarise(["a"], trials, other)
    assert 1.0 <= found.best.threshold < 3.0
    assert found.best.misses == 0.0
    assert found.best.false_accepts == 0.0


def test_misses_fall_and_false_accepts_rise_with_the_threshold():
    trials = [trial("a", "a", gap) for gap in (0.2, 2.0, 6.0)]
    other = Negatives(1800.0, tuple(NegativeUtterance("a", "a", g) for g in (1.0, 5.0)))
    curve = summarise(["a"], trials, other).curve
    assert [p.misses for p in curve] == sorted((p.misses for p in curve), reverse=True)
    accepts = [p.false_accepts for p in curve]
    assert accepts == sorted(accepts)
    assert accepts[-1] == 4.0
    assert best_point(curve).false_accepts == 0.0


def test_where_nothing_speaks_for_another_threshold_it_is_the_usual_one():
    """A few recordings that all fit well do not make a command strict."""
    thresholds = [0.4 * n for n in range(21)]
    free = [CurvePoint(t, 0.0, 0.0, 0.0) for t in thresholds]
    nearest = min(thresholds, key=lambda t: abs(t - DEFAULT_TOLERANCE))
    assert best_point(free).threshold == nearest
    below = [p for p in free if p.threshold < DEFAULT_TOLERANCE - 0.5]
    assert best_point(below) == below[-1]
    firing = [replace(p, false_accepts=9.0) for p in free[len(below) :]]
    assert best_point(below + firing) == below[-1]
    missing = [replace(p, misses=0.5) for p in free if p.threshold < 3.0]
    assert best_point(missing + free[len(missing) :]).threshold >= 3.0


def test_no_command_gets_a_threshold_at_which_the_set_fires_too_often():
    """Other speech that is near one command says little of the others: too little."""
    trials = [trial("a", "a", 0.5), trial("b", "b", 3.0)]
    other = Negatives(3600.0, tuple(NegativeUtterance("a", "a", g) for g in (2.0, 2.5)))
    rows = summarise(["a", "b"], trials, other).rows
    assert all(row.threshold < 2.0 for row in rows)
    assert [row.misses for row in rows] == [0.0, 1.0]


def test_a_command_that_people_say_anyway_holds_back_itself_alone():
    trials = [trial(label, label, gap) for label in "abc" for gap in (0.1, 0.9)]
    near = [("a", 0.0), ("a", 0.3), ("b", 2.5), ("c", 3.1)]
    other = Negatives(3600.0, tuple(NegativeUtterance(n, n, gap) for n, gap in near))
    a, b, c = summarise(["a", "b", "c"], trials, other).rows
    assert a.threshold < 0.3
    assert 0.9 <= b.threshold < 2.5
    assert 0.9 <= c.threshold < 2.5  # above that, there is too little other speech
    assert [row.misses for row in (b, c)] == [0.0, 0.0]


@pytest.mark.parametrize("suffix", [".csv", ".json", ".html"])
def test_reports(tmp_path, suffix):
    trials = [trial("<on>", "<on>"), trial("<on>", "off")]
    found = summarise(["<on>", "off"], trials, Negatives(0.0, ()))
    path = tmp_path / f"r{suffix}"
    report.write(path, "Lights & more", found, trials)
    text = path.read_text(encoding="utf-8")
    if suffix == ".json":
        read = json.loads(text)
        assert read["accuracy"] == 0.5
        assert len(read["trials"]) == 2
    elif suffix == ".html":
        assert "&lt;on&gt;" in text
        assert "Lights &amp; more" in text
    else:
        assert text.splitlines()[1].startswith("<on>,2,1,0.5")


def test_words_that_sound_alike_are_near():
    read = Pronouncer({}).sounds
    assert distance(read("two"), read("to")) == 0.0
    assert distance(read("three"), read("tree")) < distance(read("three"), read("stop"))
    assert distance(read("night"), read("knight")) == 0.0


def test_a_dictionary_comes_before_the_rules():
    assert Pronouncer({"colonel": [["K", "ER1", "N", "AH0", "L"]]}).sounds(
        "colonel"
    ) == ("K", "ER", "N", "AH", "L")


def test_the_riskiest_pair_is_found_before_anybody_speaks():
    phrases = ("three", "tree", "stop", "marvin", "happy")
    commands = CommandSet("W", tuple(VoiceCommand(p, (p,)) for p in phrases))
    pairs = predict(commands, ENGLISH, pronouncer=Pronouncer({}))
    assert {pairs[0].first.phrase, pairs[0].second.phrase} == {"three", "tree"}
    assert len(pairs) == 10
    assert all(0.0 <= pair.risk <= 1.0 for pair in pairs)


def test_variants_of_one_command_do_not_collide():
    commands = CommandSet("W", (VoiceCommand("a", ("three", "tree")),))
    assert predict(commands, ENGLISH, pronouncer=Pronouncer({})) == []


def test_a_large_set_is_searched_for_near_pairs_only():
    commands = CommandSet(
        "L", (VoiceCommand("a", ("go {0-199}",)), VoiceCommand("b", ("so {0-199}",)))
    )
    pairs = predict(commands, ENGLISH, pronouncer=Pronouncer({}))
    assert 0 < len(pairs) <= 2000
    assert pairs[0].first.values == pairs[0].second.values


def test_a_suggestion_is_farther_from_the_others():
    found = suggest("go", ["no", "so"], pronouncer=Pronouncer({}))
    assert found
    assert all(s.distance > s.before for s in found)
