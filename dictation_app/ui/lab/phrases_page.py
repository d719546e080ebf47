"""First page: what can be said, and what will be taken for one another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QStringListModel, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from dictation_app.lab.collisions import RISKY, Pair
from dictation_app.lab.command_set import CommandSet
from dictation_app.lab.wording import Suggestion
from dictation_app.ui.controls import button, label
from dictation_app.ui.lab.heat_map import Cell, HeatMap
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.predicting import Prediction, foresee
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.plot_card import PlotCard
from dictation_app.ui.row_list import RowList

_MOST_NAMES = 40
"""Phrases that a matrix can show; of larger sets, those that collide first."""
_MOST_ROWS = 24
_MOST_LETTERS = 22
"""Letters of a phrase and its safer words that one line holds."""


class PhrasesPage(QWidget):
    """The phrases at the left, their matrix in the middle, the worst pairs below."""

    noticed = Signal(str)
    reworded = Signal(str, str)
    """The user takes other words for a phrase: the phrase, and they."""

    def __init__(self, place: LabPlace) -> None:
        super().__init__()
        self._place = place
        self._commands: CommandSet | None = None
        self._is_begun = False
        self._shown: dict[tuple[int, int], Pair] = {}
        self.prediction: Prediction | None = None
        self._work = LatestJob(self)
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._fail)
        self._build()

    def _build(self) -> None:
        self._lines = QStringListModel(self)
        self.phrases = QListView()
        self.phrases.setProperty("role", "choices")
        self.phrases.setModel(self._lines)
        self.phrases.setUniformItemSizes(True)
        self.phrases.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.phrases.setAccessibleName(self.tr("Phrases"))
        self.phrases.clicked.connect(self._choose_phrase)
        self.phrases.activated.connect(self._choose_phrase)
        self.count = label(role="section")
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.count)
        left.addWidget(self.phrases, 1)
        self.map = HeatMap(self.tr("Predicted collisions"))
        self.map.chosen.connect(self._choose_cell)
        self.card = PlotCard(self.tr("Predicted collisions"), self.map)
        self.pairs_title = label(role="section")
        self.pairs = RowList(self.tr("Pairs that are alike"), spacing=12)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.pairs_title)
        right.addWidget(self.pairs, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 3)
        row.addWidget(self.card, 8)
        row.addLayout(right, 5)

    def show_set(self, commands: CommandSet | None) -> None:
        """Show another set; its collisions are looked for once `predict` is called."""
        self._work.cancel()
        self._commands = commands
        self._is_begun = False
        self.prediction = None
        sayings = () if commands is None else commands.sayings
        self._lines.setStringList(
            [
                s.phrase if s.phrase == s.label else f"{s.phrase}  ·  {s.label}"
                for s in sayings
            ]
        )
        self.count.setText(self.tr("{n:,} phrases").format(n=len(sayings)))
        self.map.empty_text = self.tr("Write a command first")
        self.map.show_cells((), (), {})
        self.card.note.setText("")
        self.pairs_title.setText("")
        self.pairs.show_rows([])

    def predict(self) -> None:
        """Look for collisions, unless that was done for this set."""
        commands, alphabet = self._commands, self._place.alphabet
        if commands is None or self._is_begun:
            return
        self._is_begun = True
        self.map.empty_text = self.tr("Comparing every phrase with every other…")
        self.map.update()
        self._work.start(lambda: foresee(commands, alphabet))

    def shut_down(self) -> None:
        """End the work."""
        self._work.stop()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.map.empty_text = ""
        self.map.update()
        self.noticed.emit(str(error))

    @Slot(object)
    def _show(self, prediction: Prediction) -> None:
        assert self._commands is not None
        self.prediction = prediction
        names = [saying.phrase for saying in self._commands.sayings]
        if len(names) > _MOST_NAMES:
            pairs = prediction.pairs
            near = (s.phrase for p in pairs for s in (p.first, p.second))
            names = sorted(list(dict.fromkeys(near))[:_MOST_NAMES])
        places = {name: number for number, name in enumerate(names)}
        self._shown, cells = {}, {}
        for pair in prediction.pairs:
            i, j = places.get(pair.first.phrase), places.get(pair.second.phrase)
            if i is not None and j is not None:
                for at in ((i, j), (j, i)):
                    self._shown[at] = pair
                    cells[at] = self._cell(pair)
        self.map.empty_text = self.tr("There is nothing to mistake it for")
        self.map.show_cells(names if cells else (), names if cells else (), cells)
        n = len(prediction.risky)
        words = self.tr("alike: {n}") if n else self.tr("none is alike")
        self.card.note.setText(words.format(n=n))
        self._show_worst()

    def _cell(self, pair: Pair) -> Cell:
        words = self.tr("{first} and {second}: risk {risk:.0%}")
        tip = words.format(
            first=pair.first.phrase, second=pair.second.phrase, risk=pair.risk
        )
        token = "recording" if pair.risk >= RISKY else "accent"
        return Cell(pair.risk**2 if token == "accent" else pair.risk, token, tip=tip)

    def _show_worst(self) -> None:
        assert self.prediction is not None
        risky = self.prediction.risky
        if risky:
            self.pairs_title.setText(self.tr("Alike, the worst first"))
        else:
            self.pairs_title.setText(self.tr("The nearest"))
        self._show_pairs(risky or list(self.prediction.pairs[:5]))

    def _show_pairs(self, pairs: list[Pair]) -> None:
        self.pairs.show_rows(
            [partial(self._row, pair) for pair in pairs[:_MOST_ROWS]],
            self.tr("No other phrase comes near it."),
        )

    @Slot(int, int)
    def _choose_cell(self, row: int, column: int) -> None:
        pair = self._shown.get((row, column))
        if pair is not None:
            self.pairs_title.setText(self.tr("Chosen in the matrix"))
            self._show_pairs([pair])

    @Slot(QModelIndex)
    def _choose_phrase(self, index: QModelIndex) -> None:
        if self._commands is None or self.prediction is None:
            return
        phrase = self._commands.sayings[index.row()].phrase
        near = [
            pair
            for pair in self.prediction.pairs
            if phrase in (pair.first.phrase, pair.second.phrase)
        ]
        self.pairs_title.setText(self.tr("Nearest to “{phrase}”").format(phrase=phrase))
        self._show_pairs(near[:8])

    def _row(self, pair: Pair) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        names = label(f"{pair.first.phrase}  /  {pair.second.phrase}", "strong")
        names.setWordWrap(True)
        tone = "recording" if pair.risk >= RISKY else ""
        head.addWidget(names, 1)
        head.addWidget(label(f"{pair.risk:.0%}", "strong", tone))
        column.addLayout(head)
        words = self.tr("spelling {a:.0%}  ·  sound {b:.0%}  ·  network {c:.0%}")
        parts = words.format(a=pair.spelling, b=pair.sound, c=pair.network)
        column.addWidget(label(parts, "caption"))
        assert self.prediction is not None
        for saying in (pair.first, pair.second):
            safer = self.prediction.wordings.get(saying.phrase, ())
            if safer and saying.phrase in self._fixed:
                column.addLayout(self._wordings(saying.phrase, safer))
        return row

    @property
    def _fixed(self) -> set[str]:
        """Phrases without slots: they can be written otherwise."""
        commands = () if self._commands is None else self._commands.commands
        return {phrase for command in commands for phrase in command.phrases}

    def _wordings(self, phrase: str, safer: Sequence[Suggestion]) -> QHBoxLayout:
        """Safer words for a phrase; a click takes them."""
        row = QHBoxLayout()
        row.setSpacing(0)
        words = self.tr("instead of “{phrase}”:").format(phrase=phrase)
        row.addWidget(label(words, "caption"))
        room = _MOST_LETTERS - len(phrase)
        for suggestion in safer:
            room -= len(suggestion.phrase)
            if room < 0 and suggestion is not safer[0]:
                break
            made = button(suggestion.phrase, kind="link")
            tip = self.tr("Say “{other}” instead of “{phrase}”")
            told = tip.format(other=suggestion.phrase, phrase=phrase)
            made.setToolTip(told)
            made.setAccessibleName(told)
            made.clicked.connect(partial(self._choose_words, phrase, suggestion.phrase))
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _choose_words(self, phrase: str, other: str) -> None:
        self.reworded.emit(phrase, other)
