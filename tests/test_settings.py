"""Settings survive the disk, other versions of the program, and editing by hand."""

import json
import typing
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictation_app.errors import DictationError
from dictation_app.settings import (
    Appearance,
    Recognition,
    Settings,
    Writing,
    WritingRule,
    load,
    save,
)
from dictation_app.speech.architecture import MAX_BEAM_WIDTH

TEXTS = st.text(max_size=20)


def values(hint: Any, bounds: dict[str, Any]) -> st.SearchStrategy[Any]:
    """All values that a field of this type may have."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint):
        return settings_of(hint)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(values(arguments[0], {}), max_size=3).map(tuple)
    if origin is not None and issubclass(origin, typing.get_origin(typing.Mapping)):
        return st.dictionaries(TEXTS, values(arguments[1], {}), max_size=3)
    if type(None) in arguments:
        return st.none() | values(arguments[0], bounds)
    low, high = bounds.get("low"), bounds.get("high")
    return {
        bool: st.booleans(),
        str: TEXTS,
        int: st.integers(low, high),
        float: st.floats(low, high, allow_nan=False),
    }[hint]


def settings_of(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.builds(
        kind,
        **{f.name: values(hints[f.name], dict(f.metadata)) for f in fields(kind)},
    )


@given(settings_of(Settings))
def test_what_is_saved_is_loaded(settings):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new" / "settings.json"
        save(path, settings)
        assert load(path) == (settings, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
    ),
    max_leaves=5,
)


@given(settings_of(Settings), st.data())
def test_any_wrong_value_harms_only_itself(settings, data):
    content = json.loads(json.dumps(asdict(settings)))
    section = data.draw(st.sampled_from([f.name for f in fields(Settings)]))
    target = content
    if isinstance(content[section], dict) and is_dataclass(getattr(settings, section)):
        target = content[section]
        name = data.draw(st.sampled_from(sorted(target)))
    else:
        name = section
    target[name] = data.draw(JSON)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        loaded, _ = load(path)
    for item in fields(Settings):
        if item.name != section:
            assert getattr(loaded, item.name) == getattr(settings, item.name)
    if target is not content:
        for key in target:
            if key != name:
                assert getattr(getattr(loaded, section), key) == getattr(
                    getattr(settings, section), key
                )


def write(path: Path, content: Any) -> None:
    path.write_text(
        content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_there_is_nothing_to_tell_when_there_is_no_file(path):
    assert load(path) == (Settings(), None)


def test_keys_of_other_versions_are_passed_over(path):
    write(path, {"telepathy": True, "recognition": {"model": "a", "mood": 3}})
    assert load(path) == (Settings(recognition=Recognition(model="a")), None)


@pytest.mark.parametrize(
    "wrong",
    [0.1, 99, "1", True, None, [], {}, float("nan"), float("inf"), 10**400],
)
def test_a_value_that_cannot_be_used_falls_back_alone(path, wrong):
    write(path, {"appearance": {"text_scale": wrong, "theme": "dark"}})
    settings, notice = load(path)
    assert settings.appearance == Appearance(theme="dark")
    assert notice is not None
    assert "appearance.text_scale" in notice.message
    assert "settings.json.bak" in notice.message


def test_a_bad_rule_does_not_take_the_others_along(path):
    good = asdict(WritingRule("x", "y"))
    write(path, {"writing": {"rules": [good, {"pattern": 3}, "rule", good]}})
    settings, notice = load(path)
    assert settings.writing.rules == (WritingRule("x", "y"),) * 2
    assert notice is not None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", "\0\0\0", '{"a": NaN', "[" * 9999]
)
def test_a_damaged_file_is_set_aside_and_told_once(path, text):
    write(path, text)
    settings, notice = load(path)
    assert settings == Settings()
    assert notice is not None
    assert "damaged" in notice.message
    assert path.with_name("settings.json.bak").read_text(encoding="utf-8") == text
    assert load(path) == (Settings(), None)


def test_a_file_that_cannot_be_read_is_told(path):
    path.mkdir()
    settings, notice = load(path)
    assert settings == Settings()
    assert notice is not None
    assert str(path) in notice.message


def test_a_disk_that_is_full_leaves_the_old_settings(path, monkeypatch):
    old = Settings(writing=Writing(capitals=False))
    save(path, old)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DictationError, match="No space left"):
        save(path, replace(old, detailed_log=True))
    monkeypatch.undo()
    assert load(path) == (old, None)
    assert list(path.parent.iterdir()) == [path]


def test_as_many_ways_may_be_weighed_as_a_model_can_weigh():
    (bounds,) = (f.metadata for f in fields(Recognition) if f.name == "beam_width")
    assert bounds["high"] == MAX_BEAM_WIDTH
