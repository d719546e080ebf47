"""How everything looks: colours and sizes by name, from the tokens in resources/.

Widgets that paint themselves ask `current()` while they paint; all others are styled by
the style sheet. Both follow when `apply` is called again: Qt then sends every widget a
change of style and palette.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QStyle

from dictation_app import paths
from dictation_app.ui import icons

Mode = Literal["system", "light", "dark"]

_PROPERTY = "dictation_theme"
_TEXT = 13
"""Pixels of the interface's type at the usual text size."""
_NO_FONT = {"", "DejaVu Sans", "Bitstream Vera Sans", "Sans Serif"}
"""What a system without an interface font of its own falls back to."""
_RESPECTED = 10
"""Milliseconds below which the style asks for no motion at all."""

_TYPE = ("text", "transcript", "caption", "title", "heading", "prompt", "countdown")
"""Sizes that follow the user's text size."""


@dataclass(frozen=True)
class Theme:
    """Colours and sizes as they are now.

    Attributes:
        colours: by token.
        sizes: pixels by token; those of type follow the text size of the settings.
        is_dark: whether the page is dark.
        moves: whether anything may move; False where the system asks for less motion.
        family: the interface font.
        pictures: icons in the theme's colours, for the style sheet.
    """

    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    is_dark: bool = False
    moves: bool = True
    family: str = ""
    pictures: QTemporaryDir | None = field(default=None, repr=False, compare=False)

    def colour(self, token: str) -> QColor:
        """The colour of a token."""
        return QColor(self.colours[token])

    def size(self, token: str) -> int:
        """Pixels of a token."""
        return self.sizes[token]

    @property
    def growth(self) -> float:
        """How much larger than usual type is; 1.0 where it is no larger."""
        return max(self.sizes["text"] / _TEXT, 1.0)

    def font(self, token: str = "text", *, tabular: bool = False) -> QFont:
        """The interface font for widgets that paint: "text", "caption", "transcript".

        Args:
            token: which size.
            tabular: whether all figures are equally wide, as in columns.
        """
        font = QFont(self.family)
        font.setPixelSize(self.sizes[token])
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


def apply(
    app: QApplication,
    mode: Mode = "system",
    *,
    text_scale: float = 1.0,
    transcript_size: int = 16,
    reduced_motion: bool = False,
) -> Theme:
    """Dress the whole program.

    Args:
        app: the program.
        mode: "system" follows the desktop.
        text_scale: the user's text size; 1.0 is 13 pixels for controls.
        transcript_size: pixels of the transcript's type, before the text size.
        reduced_motion: nothing moves, even where the system would allow it.
    """
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
    else:
        dark = mode == "dark"
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    is_dark = mode == "dark" or (
        mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark
    )
    theme = _read(
        is_dark=is_dark,
        contrast=_wants_contrast(app),
        text_scale=text_scale,
        transcript_size=transcript_size,
        moves=not reduced_motion and _moves(app),
        family=_family(),
    )
    app.setProperty(_PROPERTY, theme)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_style_sheet(theme))
    return theme


def current() -> Theme:
    """The theme that was applied last; the light one before that."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    if isinstance(theme, Theme):
        return theme
    theme = _read(
        is_dark=False,
        contrast=False,
        text_scale=1.0,
        transcript_size=16,
        moves=True,
        family="",
    )
    if app is not None:
        app.setProperty(_PROPERTY, theme)
    return theme


def colour(token: str) -> QColor:
    """The colour of a token as it is now."""
    return current().colour(token)


def icon(name: str, token: str = "text") -> QIcon:
    """A line icon of resources/icons in the colour of a token, whatever the theme."""
    return icons.icon(name, token, colour)


def _read(
    *,
    is_dark: bool,
    contrast: bool,
    text_scale: float,
    transcript_size: int,
    moves: bool,
    family: str,
) -> Theme:
    tokens = tomllib.loads(
        (paths.bundled("resources") / "tokens.toml").read_text(encoding="utf-8")
    )
    chosen = tokens["dark" if is_dark else "light"]
    colours = {name: value for name, value in chosen.items() if name != "contrast"}
    if contrast:
        colours |= chosen["contrast"]
    sizes: dict[str, int] = dict(tokens["size"]) | {"transcript": transcript_size}
    for name in _TYPE:
        sizes[name] = round(sizes[name] * text_scale)
    grown = max(sizes["text"] - _TEXT, 0)
    sizes["control"] += grown
    # Two pixels less for a frame around them, four for the ring of the focus.
    sizes |= {"within": sizes["control"] - 2, "focused": sizes["control"] - 4}
    sizes["icon"] += grown
    sizes |= {"pill": sizes["caption"] + 4, "pill_corner": sizes["caption"] // 2 + 4}
    return Theme(colours, sizes, is_dark, moves, family, QTemporaryDir())


def _style_sheet(theme: Theme) -> str:
    """The template with every $name filled in; an unknown one is a KeyError."""
    template = (paths.bundled("resources") / "style.qss").read_text(encoding="utf-8")
    sizes = {f"{name}_px": value for name, value in theme.sizes.items()}
    folder = theme.pictures.path() if theme.pictures else ""
    pictures = {
        f"icon_{name.replace('-', '_')}": icons.write(
            folder, name, theme.colour("muted")
        )
        for name in ("chevron-down", "chevron-up")
    }
    pictures["icon_check_on_accent"] = icons.write(
        folder, "check", theme.colour("on_accent")
    )
    return string.Template(template).substitute(
        theme.colours,
        **sizes,
        **pictures,
        family=f'"{theme.family}"',
        corner=theme.sizes["corner"],
        card=theme.sizes["card"],
    )


def _palette(theme: Theme) -> QPalette:
    """For what no style sheet reaches: text cursors, placeholders, links."""
    role = QPalette.ColorRole
    palette = QPalette()
    for part, token in {
        role.Window: "page",
        role.Base: "page",
        role.AlternateBase: "side",
        role.Button: "raised",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.BrightText: "text",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Mid: "line",
    }.items():
        palette.setColor(part, theme.colour(token))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, theme.colour("muted"))
    return palette


def _family() -> str:
    """The system's interface font, or Inter where there is none."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    family = QFontInfo(system).family()
    if family not in _NO_FONT:
        return family
    if "Inter" not in QFontDatabase.families():
        for path in sorted((paths.bundled("resources") / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
    return "Inter" if "Inter" in QFontDatabase.families() else family


def _wants_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast; Qt tells since 6.10."""
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(
        hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    )


def _moves(app: QApplication) -> bool:
    """Whether the style, and through it the system, allows animations."""
    duration = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return duration >= _RESPECTED
