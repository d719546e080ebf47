"""A model's folder as files: made whole or not at all, copied and removed."""

import errno
import shutil
import tempfile
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dictation_app.errors import ModelError


@contextmanager
def new_folder(target: Path, *, replace_it: bool = False) -> Iterator[Path]:
    """A temporary folder beside `target` that takes its name when all went well."""
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        yield temporary
        temporary.chmod(0o755)
        if replace_it and target.exists():
            old = temporary.with_name(temporary.name.replace(".new-", ".old-"))
            target.rename(old)
            temporary.rename(target)
            shutil.rmtree(old)
        else:
            temporary.rename(target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            reason = "the disk is full: free some space and try again"
        else:
            reason = f"{target.parent.name} cannot be written to ({error.strerror})"
        raise ModelError(f"The model cannot be saved: {reason}.") from error
    finally:
        if temporary is not None and temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def copy_files(folder: Path, target: Path, names: Container[str] | None = None) -> None:
    """Copy a folder's files to a place where nothing is yet.

    Args:
        folder: what is copied; folders in it are left out.
        target: the new folder.
        names: of the files; those that are not there are left out. None for all.

    Raises:
        ModelError: something is there already, or it cannot be written.
    """
    if target.exists():
        raise ModelError(f"{target} exists already: choose another name.")
    with new_folder(target) as temporary:
        for path in folder.iterdir():
            if path.is_file() and (names is None or path.name in names):
                shutil.copyfile(path, temporary / path.name)


def put_files(folder: Path, files: Mapping[str, Path]) -> None:
    """Copy files into a folder, over those of their names, all of them or none.

    Args:
        folder: the model's; folders in it are left out.
        files: what comes in, by the name that it gets.

    Raises:
        ModelError: the folder cannot be written to.
    """
    with new_folder(folder, replace_it=True) as temporary:
        for path in folder.iterdir():
            if path.is_file() and path.name not in files:
                shutil.copyfile(path, temporary / path.name)
        for name, path in files.items():
            shutil.copyfile(path, temporary / name)


def remove_model(folder: Path) -> None:
    """Remove a model's folder for good.

    Raises:
        ModelError: the system does not allow it.
    """
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise ModelError(
            f"{folder.name} cannot be removed ({error.strerror})."
        ) from error
