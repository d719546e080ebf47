"""Two builds are compared file by file."""

import importlib.util
import os
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("compare_builds.py")


@pytest.fixture
def compare():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("compare_builds", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def builds(tmp_path):
    """Two folders that are the same."""
    folders = tmp_path / "first", tmp_path / "second"
    for folder in folders:
        (folder / "_internal").mkdir(parents=True)
        (folder / "_internal" / "library.so").write_bytes(b"code")
        (folder / "dictation-app").write_bytes(b"program")
        (folder / "link").symlink_to("dictation-app")
        for path in [
            *folder.rglob("*.so"),
            folder / "dictation-app",
            folder / "_internal",
        ]:
            os.utime(path, (1, 1))
    return folders


def run(compare, builds):
    return compare.main([str(folder) for folder in builds])


def test_the_same_twice(compare, builds, capsys):
    assert run(compare, builds) == 0
    assert "4 paths compared, 0 unexpected" in capsys.readouterr().out


@pytest.mark.parametrize("which", [0, 1])
def test_a_file_too_many(compare, builds, capsys, which):
    (builds[which] / "more").touch()
    assert run(compare, builds) == 1
    assert f"more: only in the {('first', 'second')[which]}" in capsys.readouterr().out


def test_other_content(compare, builds, capsys):
    path = builds[1] / "_internal" / "library.so"
    path.write_bytes(b"abcd")
    os.utime(path, (1, 1))
    assert run(compare, builds) == 1
    assert "library.so: other content, which was not" in capsys.readouterr().out


def test_another_date_or_permission(compare, builds, capsys):
    os.utime(builds[1] / "dictation-app", (2, 2))
    (builds[1] / "_internal" / "library.so").chmod(0o600)
    assert run(compare, builds) == 1
    assert "2 unexpected" in capsys.readouterr().out


def test_a_link_elsewhere(compare, builds, capsys):
    (builds[1] / "link").unlink()
    (builds[1] / "link").symlink_to("_internal")
    assert run(compare, builds) == 1
    assert "link: other content" in capsys.readouterr().out


def test_what_is_expected_is_no_fault(compare, builds, capsys, monkeypatch):
    (builds[1] / "dictation-app").write_bytes(b"another")
    os.utime(builds[1] / "dictation-app", (1, 1))
    monkeypatch.setitem(compare.EXPECTED, r"dictation-app$", "as chance will have it")
    assert run(compare, builds) == 0
    assert "other content, as chance will have it" in capsys.readouterr().out


def test_no_folders(compare, capsys):
    assert compare.main(["nowhere"]) == 2
    assert "FIRST/Dictation" in capsys.readouterr().err
