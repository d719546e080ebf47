"""What a recognised command does: nothing, until the user allows it."""

import http.client
import logging
import shlex
import subprocess
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from dictation_app.errors import CommandSetError

logger = logging.getLogger(__name__)

_LOCAL = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 2.0
"""Seconds that a call to this machine may take."""


class ActionKind(StrEnum):
    """What can be done."""

    TYPE = "type"
    KEYS = "keys"
    RUN = "run"
    HTTP = "http"


@dataclass(frozen=True)
class CommandAction:
    """What follows when a command is recognised.

    Attributes:
        kind: what is done.
        value: the text to type, the keys as in "Ctrl+S", the command line to run, or
            the address on this machine to call; "{number}" stands for a slot's value.
        allowed: whether the user confirmed it; nothing else is ever done.
    """

    kind: ActionKind
    value: str
    allowed: bool = False

    def __post_init__(self) -> None:
        if not self.value.strip():
            raise CommandSetError(f"The action “{self.kind}” does not say what to do.")
        if self.kind is ActionKind.HTTP:
            _check_address(self.value)

    @property
    def question(self) -> str:
        """What the user confirms."""
        asked = {
            ActionKind.TYPE: "type “{}” into the window in front",
            ActionKind.KEYS: "press {} in the window in front",
            ActionKind.RUN: "run “{}” on this computer",
            ActionKind.HTTP: "call {} on this computer",
        }
        return f"May this command {asked[self.kind].format(self.value)}?"

    def confirmed(self) -> "CommandAction":
        """The same action, allowed from now on."""
        return replace(self, allowed=True)


@dataclass(frozen=True)
class Firing:
    """One action that was done: what and when, never the sound."""

    label: str
    when: datetime
    problem: str = ""


class Actor:
    """Does allowed actions while it is switched on, and keeps a list of them."""

    def __init__(
        self,
        type_text: Callable[[str], None] | None = None,
        press_keys: Callable[[str], None] | None = None,
    ) -> None:
        """Begin switched off.

        Args:
            type_text: types into the window in front; None where nobody can.
            press_keys: presses keys there; None where nobody can.
        """
        self.is_on = False
        self.firings: list[Firing] = []
        self._do: dict[ActionKind, Callable[[str], None] | None] = {
            ActionKind.TYPE: type_text,
            ActionKind.KEYS: press_keys,
            ActionKind.RUN: _run,
            ActionKind.HTTP: _call,
        }

    def fire(
        self,
        label: str,
        action: CommandAction | None,
        values: Mapping[str, str] | None = None,
    ) -> Firing | None:
        """Do what a command stands for; None where that is nothing."""
        if action is None or not action.allowed or not self.is_on:
            return None
        do = self._do[action.kind]
        problem = ""
        try:
            if do is None:
                raise CommandSetError("Nothing can be typed from here.")
            do(_filled(action, values or {}))
        except CommandSetError as error:
            problem = str(error)
        firing = Firing(label, datetime.now().astimezone(), problem)
        self.firings.append(firing)
        logger.info("command %s fired%s", label, f": {problem}" if problem else "")
        return firing


def read_action(values: Mapping[str, Any]) -> CommandAction:
    """Read an action of a file; it must be confirmed again before it is done.

    Raises:
        CommandSetError: it is none that this program knows.
    """
    kind, value = str(values.get("kind", "")), str(values.get("value", ""))
    try:
        return CommandAction(ActionKind(kind), value)
    except ValueError as error:
        known = ", ".join(ActionKind)
        raise CommandSetError(
            f"There is no action “{kind}”: choose one of {known}."
        ) from error


def _filled(action: CommandAction, values: Mapping[str, str]) -> str:
    """The value with what was said in the slots; words of a command stay one word."""
    text = action.value
    for name, said in values.items():
        if action.kind is ActionKind.RUN:
            said = shlex.quote(said)
        elif action.kind is ActionKind.HTTP:
            said = urllib.parse.quote(said)
        text = text.replace(f"{{{name}}}", said)
    return text


def _run(line: str) -> None:
    try:
        words = shlex.split(line)
        process = subprocess.Popen(  # the user allowed this line; no shell reads it
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise CommandSetError(f"“{line}” cannot be run: {error}.") from error
    threading.Thread(target=process.wait, daemon=True).start()


def _call(address: str) -> None:
    _check_address(address)
    # No proxy of the environment: the call never leaves this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with opener.open(address, timeout=_PATIENCE):
            pass
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CommandSetError(f"{address} does not answer: {error}.") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer must not lead away from this machine."""

    def redirect_request(self, *arguments: Any, **others: Any) -> None:
        """Follow nothing; the library calls this."""


def _check_address(address: str) -> None:
    try:
        parts = urllib.parse.urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname in _LOCAL
    except ValueError:
        good = False
    if not good:
        raise CommandSetError(
            f"{address} is not on this computer: only http://localhost may be called."
        )
