"""What a set may hold, how slots are filled, and how sets are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app import paths
from dictation_app.errors import CommandSetError
from dictation_app.lab import files
from dictation_app.lab.actions import ActionKind, CommandAction
from dictation_app.lab.command_set import MOST_PHRASES, CommandSet, VoiceCommand
from dictation_app.lab.numbers import spoken

FOLDERS = (paths.bundled("resources") / "command_sets",)


def one(*phrases: str, **lists: tuple[str, ...]) -> CommandSet:
    return CommandSet("Test", (VoiceCommand("it", phrases),), lists)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (7, "seven"),
        (13, "thirteen"),
        (20, "twenty"),
        (42, "forty two"),
        (100, "one hundred"),
        (110, "one hundred ten"),
        (999, "nine hundred ninety nine"),
    ],
)
def test_numbers_are_spoken(number, words):
    assert spoken(number) == words


def test_every_number_has_words_of_its_own():
    assert len({spoken(n) for n in range(1000)}) == 1000


def test_a_number_slot_is_filled_with_words_and_means_figures():
    sayings = one("volume {level:9-11} please").sayings
    assert [s.phrase for s in sayings] == [
        "volume nine please",
        "volume ten please",
        "volume eleven please",
    ]
    assert [dict(s.values) for s in sayings] == [
        {"level": "9"},
        {"level": "10"},
        {"level": "11"},
    ]


def test_two_slots_are_filled_in_all_ways():
    sayings = one("{room} {0-1}", room=("kitchen", "hall")).sayings
    assert [s.phrase for s in sayings] == [
        "kitchen zero",
        "kitchen one",
        "hall zero",
        "hall one",
    ]
    assert dict(sayings[3].values) == {"room": "hall", "number": "1"}


def test_a_thousand_numbers_are_all_there():
    assert len(one("{number:0-999}").sayings) == 1000


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: CommandSet("Empty", ()), "has no command"),
        (lambda: one(), "has no phrase"),
        (lambda: one(" ", ""), "has no phrase"),
        (lambda: one("go", "Go").sayings, "twice"),
        (lambda: one("{colour}").sayings, "no list of that"),
        (lambda: one("{number:5-1}").sayings, "must rise"),
        (lambda: one("{number:0-5000}").sayings, "up to 999"),
        (lambda: one("{0-999} {0-999}").sayings, f"more than {MOST_PHRASES:,}"),
        (
            lambda: (
                CommandSet(
                    "T", (VoiceCommand("a", ("go",)), VoiceCommand("b", ("go",)))
                ).sayings
            ),
            "stands for both “a” and “b”",
        ),
        (
            lambda: CommandSet(
                "T", (VoiceCommand("a", ("go",)), VoiceCommand("a", ("stop",)))
            ),
            "rename one",
        ),
    ],
)
def test_bad_sets_are_told_in_one_sentence(make, words):
    with pytest.raises(CommandSetError, match=words) as told:
        make()
    assert str(told.value).count(". ") == 0


def test_five_thousand_phrases_are_a_set():
    commands = tuple(
        VoiceCommand(str(n), (f"{spoken(n // 1000)} {spoken(n % 1000)}",))
        for n in range(5000)
    )
    assert len(CommandSet("Many", commands).sayings) == 5000


def test_the_fingerprint_follows_what_is_said_and_not_what_is_done():
    plain = CommandSet("A", (VoiceCommand("a", ("go",)),))
    acting = CommandAction(ActionKind.TYPE, "x")
    with_action = CommandSet("B", (VoiceCommand("a", ("go",), acting, 2.0),))
    other = CommandSet("A", (VoiceCommand("a", ("go now",)),))
    assert plain.fingerprint == with_action.fingerprint != other.fingerprint


def test_the_bundled_sets():
    assert files.names(FOLDERS) == ["digits", "speech-commands"]
    assert len(files.find("digits", FOLDERS).sayings) == 10
    assert len(files.find("speech-commands", FOLDERS).sayings) == 35


def test_an_unknown_set_is_told_with_those_there_are():
    with pytest.raises(CommandSetError, match="digits, speech-commands"):
        files.find("nothing", FOLDERS)


def test_json_keeps_everything_but_the_permission(tmp_path):
    action = CommandAction(ActionKind.HTTP, "http://localhost/{room}").confirmed()
    made = CommandSet(
        "Home",
        (
            VoiceCommand("on", ("{room} on", "light in {room}"), action, 2.5),
            VoiceCommand("off", ("all off",)),
        ),
        {"room": ("küche", "hall")},
    )
    files.save(made, tmp_path / "home.json")
    read = files.load(tmp_path / "home.json")
    assert read.sayings == made.sayings
    assert read.command("on").threshold == 2.5
    kept = read.command("on").action
    assert kept is not None
    assert kept.value == action.value
    assert not kept.allowed


def test_csv_keeps_labels_and_phrases(tmp_path, lights):
    files.save(lights, tmp_path / "lights.csv")
    assert files.load(tmp_path / "lights.csv").commands == lights.commands


words = st.text("abcdefgh ',\"é", min_size=1, max_size=12).filter(str.strip)


@given(st.dictionaries(words.map(str.strip), words.map(str.strip), min_size=1))
def test_csv_and_json_read_back_what_was_written(tmp_path_factory, phrases):
    folder = tmp_path_factory.mktemp("sets")
    made = CommandSet("T", tuple(VoiceCommand(k, (v,)) for k, v in phrases.items()))
    for name in ("T.csv", "T.json"):
        files.save(made, folder / name)
        assert files.load(folder / name).commands == made.commands


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", "[]", "no list of “commands”"),
        ("a.json", '{"commands": [3]}', "list of “phrases”"),
        ("a.json", '{"commands": [{"phrases": "go"}]}', "list of “phrases”"),
        ("a.json", '{"commands": []}', "no command"),
        ("a.json", '{"version": 9, "commands": []}', "newer version"),
        ("a.json", '{"commands": ["a"], "lists": 3}', "lists of texts"),
        (
            "a.json",
            '{"commands": [{"phrases": ["a"], "action": {"kind": "fly"}}]}',
            "no action “fly”",
        ),
        ("a.csv", "", "no command"),
    ],
)
def test_bad_files_are_told(tmp_path, name, text, words):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CommandSetError, match=words):
        files.load(tmp_path / name)


def test_a_missing_file_and_bytes_are_told(tmp_path):
    with pytest.raises(CommandSetError, match="no command set"):
        files.load(tmp_path / "x.json")
    (tmp_path / "y.csv").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(CommandSetError, match="cannot be read"):
        files.load(tmp_path / "y.csv")
