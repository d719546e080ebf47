"""What disks refuse, said in one sentence; folders that are in use."""

import errno
import sys
from pathlib import Path

from dictation_app.atomic import sync_folder as sync_folder
from dictation_app.atomic import write_atomically as write_atomically


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
