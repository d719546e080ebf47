"""Tar archives read in place: where each member lies, so that it is one seek away."""

import tarfile
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import ManifestError


@dataclass(frozen=True)
class Span:
    """Where the bytes of a file lie within an archive.

    Attributes:
        offset: of its first byte.
        size: in bytes.
    """

    offset: int
    size: int


def index_shard(path: Path) -> dict[str, Span]:
    """Find every file in an uncompressed tar.

    An archive cut off in the middle gives the files before the cut.

    Raises:
        ManifestError: the archive is missing, compressed or no tar.
    """
    spans: dict[str, Span] = {}
    try:
        n_bytes = path.stat().st_size
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                end = member.offset_data + member.size
                if member.isreg() and not member.issparse() and end <= n_bytes:
                    spans[member.name] = Span(member.offset_data, member.size)
    except tarfile.TarError as error:
        if not spans:
            raise ManifestError(
                f"{path.name} is no uncompressed tar archive: unpack it if it is "
                "compressed, or copy it again if it is damaged."
            ) from error
    except (OSError, ValueError) as error:  # the latter for a name that none can have
        reason = error.strerror if isinstance(error, OSError) else "an impossible name"
        raise ManifestError(
            f"The archive {path.name} cannot be read ({reason}): it must lie where the "
            "manifest says."
        ) from error
    return spans


def read_member(path: Path, span: Span) -> bytes:
    """The bytes of one file; any number of threads and processes may read at once.

    Raises:
        ManifestError: the archive is gone or has become shorter.
    """
    try:
        with path.open("rb") as file:
            file.seek(span.offset)
            data = file.read(span.size)
    except OSError as error:
        raise ManifestError(
            f"The archive {path.name} cannot be read ({error.strerror}): put it back "
            "where the manifest says."
        ) from error
    if len(data) != span.size:
        raise ManifestError(
            f"The archive {path.name} has changed since it was indexed: start again."
        )
    return data
