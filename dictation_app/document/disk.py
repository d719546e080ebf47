"""Files that are either wholly there or as they were before."""

import errno
import os
import secrets
import sys
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step; the disk holds the new one before the old is gone.

    Raises:
        OSError: it cannot be written; the old file, if any, is unchanged.
    """
    path = path.resolve()  # a link stays a link
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    part = path.with_name(f".{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new, renamed and deleted entries of a folder survive a power loss."""
    if os.name == "nt":  # Windows cannot open folders and does this by itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explain(error: OSError, path: Path) -> str:
    """Say in one sentence why `path` could not be written and what to do."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            reason = "the disk is full: free some space or choose another folder"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            reason = "writing there is not allowed: choose another folder"
        case errno.EWOULDBLOCK:
            reason = "another window is using it: close that first"
        case errno.ENOENT if not path.parent.is_dir():
            reason = f"the folder {path.parent} does not exist: create or choose one"
        case errno.ENOTDIR:
            reason = f"{path.parent} is not a folder: choose another one"
        case errno.EISDIR | errno.EEXIST | errno.ENOTEMPTY:
            reason = "it is a folder: choose another name"
        case errno.ENAMETOOLONG:
            reason = "its name is too long: choose a shorter one"
        case _:
            reason = f"the system says “{error.strerror}”: try another folder"
    return f"Cannot write {path}: {reason}."


class Lock:
    """Marks a folder as in use; the system lets go of it when the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            OSError: another program holds it.
        """
        self._file = path.open("ab")
        try:
            _take(self._file.fileno())
        except OSError:
            self._file.close()
            raise

    def release(self) -> None:
        """Let go."""
        self._file.close()


def is_locked(path: Path) -> bool:
    """Whether a running program, this one or another, holds a lock."""
    if not path.exists():
        return False
    try:
        Lock(path).release()
    except OSError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
