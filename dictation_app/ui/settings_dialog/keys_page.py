"""Keys: every action with its key, any of them to be changed, conflicts named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dictation_app.settings import Settings
from dictation_app.ui import controls, menus
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.page import Page, Row

Keys = Mapping[str, list[QKeySequence]]
"""The keys of actions by name."""

_HELD = "push_to_talk"
"""The name under which the key that is held is known on this page."""
_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_unknown,
)


class KeysPage(Page):
    """One row an action, in the order of the menus."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Keys")

    def __init__(
        self, preferences: Preferences, actions: Mapping[str, QAction], defaults: Keys
    ) -> None:
        """Build it.

        Args:
            preferences: the settings.
            actions: everything that the window can do, by name.
            defaults: their keys before anybody changed them.
        """
        super().__init__(preferences)
        self.set_about(
            self.tr("Choose a key and press the new one. A foot pedal sends keys too.")
        )
        self._actions = actions
        self._defaults = defaults
        self.fields: dict[str, KeyField] = {}
        self.key_rows: dict[str, Row] = {}
        self._build_held()
        for title, names in menus.places(actions):
            self.section(title.replace("&", ""))
            for name in names:
                if name is not None and name in actions:
                    self._build_action(name, actions[name])
        if "menu" in actions:
            self._build_action("menu", actions["menu"])
        self.covers(("shortcuts",), ("dictation", "push_to_talk_key"))
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def _build_held(self) -> None:
        self.section(self.tr("Held while you speak"))
        self._build_row(_HELD, self.tr("Push to talk"))

    def _build_action(self, name: str, action: QAction) -> None:
        self._build_row(name, action.statusTip() or action.text())

    def _build_row(self, name: str, title: str) -> None:
        made = KeyField(name, title)
        made.chosen.connect(self._choose)
        made.taken.connect(self._take)
        made.restored.connect(self._restore)
        self.fields[name] = made
        self.key_rows[name] = self.row(title, made)

    # The keys as they are

    def _keys(self, name: str, settings: Settings) -> list[QKeySequence]:
        if name == _HELD:
            return _parsed(settings.dictation.push_to_talk_key)
        if name in settings.shortcuts:
            return _parsed(settings.shortcuts[name])
        return self._defaults.get(name, [])

    def _default(self, name: str) -> list[QKeySequence]:
        if name == _HELD:
            return _parsed(Settings().dictation.push_to_talk_key)
        return self._defaults.get(name, [])

    def owner(self, key: QKeySequence, other_than: str = "") -> str:
        """The name of the action that has a key already; none for an empty text."""
        settings = self.preferences.settings
        for name in self.fields:
            if name != other_than and key in self._keys(name, settings):
                return name
        return ""

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        for name, field in self.fields.items():
            keys = self._keys(name, settings)
            field.show_keys(keys, is_default=keys == self._default(name))
            self.key_rows[name].set_problem(self._clash(name, keys))

    def _clash(self, name: str, keys: Iterable[QKeySequence]) -> str:
        """A sentence on another action that has one of the keys, as old settings may."""
        for key in keys:
            other = self.owner(key, other_than=name)
            if other:
                return self._meaning(key, other)
        return ""

    def _meaning(self, key: QKeySequence, name: str) -> str:
        words = self.tr("{key} already means “{action}”.")
        return words.format(key=shown(key), action=self.key_rows[name].name)

    # What the user does

    @Slot(object)
    def _choose(self, key: QKeySequence) -> None:
        """Give an action a key, unless it has a meaning already."""
        field = self.sender()
        if not isinstance(field, KeyField):
            return
        row, problem = self.key_rows[field.name], ""
        field.offer(None)
        if not key.isEmpty():
            other = self.owner(key, other_than=field.name)
            if other:
                problem = self._meaning(key, other)
                field.offer(key)
            elif _types(key):
                problem = self.tr(
                    "{key} is needed for writing: press it with Ctrl or Alt."
                ).format(key=shown(key))
        row.set_problem(problem)
        if not problem:
            self._set(field.name, key)

    @Slot(object)
    def _take(self, key: QKeySequence) -> None:
        """Take a key away from the action that has it."""
        field = self.sender()
        if not isinstance(field, KeyField):
            return
        other = self.owner(key, other_than=field.name)
        settings = self.preferences.settings
        if other:
            left = [k for k in self._keys(other, settings) if k != key]
            settings = self._with_keys(settings, other, left)
        field.offer(None)
        self.preferences.change(self._with_first(settings, field.name, key))

    @Slot()
    def _restore(self) -> None:
        field = self.sender()
        if isinstance(field, KeyField):
            field.offer(None)
            settings = self.preferences.settings
            keys = self._default(field.name)
            self.preferences.change(self._with_keys(settings, field.name, keys))
            self._show(self.preferences.settings)

    def _set(self, name: str, key: QKeySequence) -> None:
        settings = self.preferences.settings
        self.preferences.change(self._with_first(settings, name, key))
        self._show(self.preferences.settings)

    def _with_first(self, settings: Settings, name: str, key: QKeySequence) -> Settings:
        """Another first key; further ones stay, and no key means none at all."""
        others = [k for k in self._keys(name, settings)[1:] if k != key]
        keys = [] if key.isEmpty() else [key, *others]
        return self._with_keys(settings, name, keys)

    def _with_keys(
        self, settings: Settings, name: str, keys: list[QKeySequence]
    ) -> Settings:
        written = QKeySequence.listToString(keys)
        if name == _HELD:
            dictation = replace(settings.dictation, push_to_talk_key=written)
            return replace(settings, dictation=dictation)
        shortcuts = {k: v for k, v in settings.shortcuts.items() if k != name}
        if keys != self._default(name):
            shortcuts[name] = written
        return replace(settings, shortcuts=shortcuts)


class KeyField(QWidget):
    """Shows keys, takes a new one, and offers what can be done about a conflict."""

    chosen = Signal(object)
    """The QKeySequence that was pressed; an empty one takes the key away."""
    taken = Signal(object)
    """The QKeySequence that shall be taken from another action."""
    restored = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name = name
        self._offered: QKeySequence | None = None
        self.button = KeyButton()
        self.button.setAccessibleName(title)
        self.take_button = controls.button(self.tr("Use it here"), kind="link")
        self.take_button.hide()
        self.restore_button = controls.icon_button("undo", self.tr("The default again"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.take_button, self.restore_button, self.button):
            row.addWidget(part)
        self.setFocusProxy(self.button)
        self.button.pressed_keys.connect(self.chosen)
        self.take_button.clicked.connect(self._take)
        self.restore_button.clicked.connect(self.restored)

    def show_keys(self, keys: list[QKeySequence], *, is_default: bool) -> None:
        """Show the keys that an action has."""
        self.button.show_keys(", ".join(map(shown, keys)))
        self.restore_button.setVisible(not is_default)
        self.offer(None)

    def offer(self, key: QKeySequence | None) -> None:
        """Offer to take a key away from another action, or offer nothing."""
        self._offered = key
        self.take_button.setVisible(key is not None)

    @Slot()
    def _take(self) -> None:
        if self._offered is not None:
            self.taken.emit(self._offered)


class KeyButton(QPushButton):
    """A button that, once pressed, waits for keys."""

    pressed_keys = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._keys = ""
        self.setCheckable(True)
        self.setProperty("kind", "key")
        self.setMinimumWidth(200)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._show)

    def show_keys(self, keys: str) -> None:
        """Show keys, and no longer wait."""
        self._keys = keys
        self.setChecked(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self.isChecked():
            self.setText(self.tr("Press the new key…"))
            self.setToolTip(self.tr("Escape leaves it, Backspace takes it away"))
        else:
            self.setText(self._keys or self.tr("none"))
            self.setToolTip("")
        self.setAccessibleDescription(self.text())

    def event(self, event: QEvent) -> bool:
        """Take keys before the window's shortcuts and the focus do; Qt calls this."""
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
                return True
        return super().event(event)

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self.setChecked(False)
        if bare and event.key() == Qt.Key.Key_Escape:
            return
        taken_away = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if bare and event.key() in taken_away:
            self.pressed_keys.emit(QKeySequence())
            return
        self.pressed_keys.emit(QKeySequence(_combination(event)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes away chooses nothing; Qt calls this."""
        self.setChecked(False)
        super().focusOutEvent(event)


def _parsed(text: str) -> list[QKeySequence]:
    """Keys as settings write them; an empty text is no key."""
    return [key for key in QKeySequence.listFromString(text) if not key.isEmpty()]


def _combination(event: QKeyEvent) -> int:
    """The key with its modifiers; that it is on the number pad does not matter."""
    combination = event.keyCombination().toCombined()
    return combination & ~Qt.KeyboardModifier.KeypadModifier.value


def _types(key: QKeySequence) -> bool:
    """Whether a key writes something, or moves, while one edits."""
    pressed = key[0]  # type: ignore[index]
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
    if modifiers != Qt.KeyboardModifier.NoModifier:
        return False
    code = pressed.key().value
    moving = (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
    )
    return code < Qt.Key.Key_Escape.value or pressed.key() in moving


def shown(key: QKeySequence) -> str:
    """A key as the system writes it."""
    return key.toString(QKeySequence.SequenceFormat.NativeText)
