"""Actions: nothing happens until it is allowed, switched on, and on this machine."""

import logging
import sys
import time

import pytest

from dictation_app.errors import CommandSetError
from dictation_app.lab.actions import ActionKind, Actor, CommandAction
from tests.lab.answering import answering


def test_nothing_fires_while_off_or_not_confirmed():
    typed = []
    actor = Actor(type_text=typed.append)
    action = CommandAction(ActionKind.TYPE, "hello")
    assert actor.fire("greet", action.confirmed()) is None
    actor.is_on = True
    assert actor.fire("greet", action) is None
    assert actor.fire("greet", None) is None
    assert typed == []
    assert actor.firings == []


def test_a_firing_is_logged_with_label_and_time_and_nothing_else(caplog):
    typed = []
    actor = Actor(type_text=typed.append)
    actor.is_on = True
    action = CommandAction(ActionKind.TYPE, "volume {number}").confirmed()
    with caplog.at_level(logging.INFO):
        firing = actor.fire("volume", action, {"number": "12"})
    assert typed == ["volume 12"]
    assert firing == actor.firings[0]
    assert firing.label == "volume"
    assert firing.when.tzinfo is not None
    assert "volume" in caplog.text
    assert "volume 12" not in caplog.text


def test_what_nobody_can_do_is_told():
    actor = Actor()
    actor.is_on = True
    firing = actor.fire("save", CommandAction(ActionKind.KEYS, "Ctrl+S").confirmed())
    assert firing is not None
    assert "Nothing can be typed" in firing.problem


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/",
        "file:///etc/passwd",
        "http://localhost.example.com/",
        "http://localhost@example.com/",
        "nonsense",
        "http://[",
    ],
)
def test_only_this_machine_is_called(address):
    with pytest.raises(CommandSetError, match="not on this computer"):
        CommandAction(ActionKind.HTTP, address)


def test_a_slot_cannot_lead_elsewhere():
    with pytest.raises(CommandSetError, match="not on this computer"):
        CommandAction(ActionKind.HTTP, "http://localhost{room}/")
    actor = Actor()
    actor.is_on = True
    action = CommandAction(ActionKind.HTTP, "http://localhost:{port}/").confirmed()
    firing = actor.fire("go", action, {"port": "@example.com"})
    assert firing is not None
    assert firing.problem


def test_this_machine_is_called():
    with answering() as (address, asked):
        actor = Actor()
        actor.is_on = True
        firing = actor.fire(
            "light",
            CommandAction(ActionKind.HTTP, f"{address}/light/{{room}}").confirmed(),
            {"room": "living room"},
        )
    assert firing is not None
    assert firing.problem == ""
    assert asked == ["/light/living%20room"]


def test_an_allowed_line_runs_without_a_shell(tmp_path):
    target = tmp_path / "a b; touch c"
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).touch()"
    line = f"'{sys.executable}' -c '{script}' {{name}}"
    actor = Actor()
    actor.is_on = True
    actor.fire(
        "touch", CommandAction(ActionKind.RUN, line).confirmed(), {"name": str(target)}
    )
    for _ in range(600):
        if target.exists():
            break
        time.sleep(0.05)
    assert target.exists()


def test_a_line_that_cannot_run_is_told():
    actor = Actor()
    actor.is_on = True
    action = CommandAction(ActionKind.RUN, "/nowhere/at-all").confirmed()
    firing = actor.fire("x", action)
    assert firing is not None
    assert "cannot be run" in firing.problem


def test_an_empty_action_is_told():
    with pytest.raises(CommandSetError, match="does not say what to do"):
        CommandAction(ActionKind.TYPE, " ")
