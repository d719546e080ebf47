"""A model's folder as files."""

import contextlib
import errno
import os

import pytest

from dictation_app.errors import ModelError
from dictation_app.speech import model_folder
from dictation_app.speech.model_folder import copy_files, new_folder, remove_model


def test_a_folder_is_there_as_a_whole_or_not_at_all(tmp_path):
    target = tmp_path / "models" / "mine"
    with new_folder(target) as temporary:
        (temporary / "config.json").write_text("{}")
        assert not target.exists()
    assert [p.name for p in target.iterdir()] == ["config.json"]
    with (
        contextlib.suppress(KeyError),
        new_folder(target, replace_it=True) as temporary,
    ):
        (temporary / "config.json").write_text("half")
        raise KeyError
    assert (target / "config.json").read_text() == "{}"
    assert [p.name for p in target.parent.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("names", "copied"),
    [(None, {"a", "b"}), (("b", "c"), {"b"})],
    ids=["all", "some, one of them missing"],
)
def test_files_are_copied_and_folders_are_not(tmp_path, names, copied):
    source = tmp_path / "source"
    (source / "runs").mkdir(parents=True)
    for name in ("a", "b"):
        (source / name).write_text(name)
    copy_files(source, tmp_path / "copy", names)
    assert {p.name: p.read_text() for p in (tmp_path / "copy").iterdir()} == {
        name: name for name in copied
    }


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "copy").mkdir()
    with pytest.raises(ModelError, match="exists already: choose another name"):
        copy_files(tmp_path / "source", tmp_path / "copy")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "cannot be written to")],
)
def test_a_disk_that_refuses_is_told(tmp_path, number, sentence):
    target = tmp_path / "mine"
    with pytest.raises(ModelError, match=sentence), new_folder(target):
        raise OSError(number, os.strerror(number))
    assert not list(tmp_path.iterdir())


def test_a_model_that_may_not_be_removed_is_told(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "mine").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(model_folder.shutil, "rmtree", refuse)
        with pytest.raises(ModelError, match="mine cannot be removed"):
            remove_model(tmp_path / "mine")
    remove_model(tmp_path / "mine")
    assert not list(tmp_path.iterdir())
