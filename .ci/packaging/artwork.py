"""The program's icon in the sizes and formats that systems want."""

import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Side lengths in pixels."""


def write_png(drawing: Path, target: Path, size: int) -> None:
    """Paint an SVG into a square PNG file."""
    image = _painted(drawing, size)
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")


def program_icon(drawing: Path, folder: Path) -> str | None:
    """The icon file that is put into the program; Linux has it beside the program."""
    suffix = {"win32": ".ico", "darwin": ".icns"}.get(sys.platform)
    if suffix is None:
        return None
    target = folder / f"Dictation{suffix}"
    if not _painted(drawing, 256 if suffix == ".ico" else 1024).save(str(target)):
        raise OSError(f"{target} could not be written")
    return str(target)


def windows_version(name: str, version: str, folder: Path) -> str | None:
    """A version resource for Windows' file properties; None on other systems."""
    if sys.platform != "win32":
        return None
    target = folder / f"{name}-version.txt"
    target.write_text(version_resource(name, version), encoding="utf-8")
    return str(target)


def version_resource(name: str, version: str) -> str:
    """The text of a version resource."""
    numbers = tuple([*(int(part) for part in version.split(".")[:3]), 0, 0, 0][:4])
    texts = {
        "FileDescription": "Dictation",
        "FileVersion": version,
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Dictation",
        "ProductVersion": version,
    }
    structs = ", ".join(f"StringStruct({k!r}, {v!r})" for k, v in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),\n"
        f"kids=[StringFileInfo([StringTable('040904B0', [{structs}])]),\n"
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _painted(drawing: Path, size: int):
    from PySide6.QtCore import QRectF, Qt  # noqa: TID251
    from PySide6.QtGui import QImage, QPainter  # noqa: TID251
    from PySide6.QtSvg import QSvgRenderer  # noqa: TID251

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image
