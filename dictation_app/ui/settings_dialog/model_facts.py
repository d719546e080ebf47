"""What a model folder says of itself, in words for its card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from dictation_app.speech.lineage import find_line, find_parent
from dictation_app.speech.store import ModelInfo
from dictation_app.training.assessment import Score

_RATES = ("held_out_wer", "wer", "test_wer", "dev_wer", "dev_wer_greedy")
"""Where a word error rate may stand, the one that says most first."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)


@dataclass(frozen=True)
class Rate:
    """A word error rate, 0.21 for 21 %.

    Attributes:
        value: the rate.
        measured_on: which clips.
        before: the rate of the model that it began as, where that is stated.
    """

    value: float
    measured_on: str
    before: float | None = None


def rates(info: ModelInfo) -> list[Rate]:
    """The word error rates that a model folder states, the most telling one first."""
    found: list[Rate] = []
    said = info.provenance
    for name in (*_RATES, *(key for key in said if key not in _RATES)):
        value = said.get(name)
        if "wer" not in name.split("_"):
            continue
        if isinstance(value, Mapping):
            found += [Rate(v, str(k)) for k, v in value.items() if _is_rate(v)]
        elif isinstance(value, list) and len(value) == 2 and all(map(_is_rate, value)):
            found.append(Rate(value[1], _measured_on(name), before=value[0]))
        elif _is_rate(value):
            found.append(Rate(value, _measured_on(name)))
    return found


def _is_rate(value: Any) -> TypeGuard[float]:
    return type(value) in (int, float) and 0 <= value < 10


def _measured_on(name: str) -> str:
    return {
        "wer": "",
        "held_out_wer": _tr("on clips of the voice that were held out"),
        "test_wer": _tr("on its test clips"),
        "dev_wer": _tr("on its dev clips"),
        "dev_wer_greedy": _tr("on its dev clips, greedy"),
    }.get(name, name.replace("_", " "))


def percent(value: float) -> str:
    """A share as people write it."""
    return f"{QLocale().toString(100 * value, 'f', 1)} %"


def score(found: Score) -> str:
    """How often it errs on some clips, with where that lies."""
    low, high = 100 * found.interval.low, 100 * found.interval.high
    return f"{percent(found.wer)} ({low:.0f}–{high:.0f} %)"


def size(n_bytes: int) -> str:
    """Bytes as people write them."""
    kind = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(n_bytes, 0, kind)


def about(info: ModelInfo, *, is_bundled: bool) -> str:
    """Where it comes from and how large its network is, in a line or two."""
    said = info.provenance
    if is_bundled:
        origin = _tr("Comes with the program.")
    elif "parent" in said:
        origin = _tr("Trained further on {day}.").format(day=_day(said))
    elif "trained" in said:
        origin = _tr("Trained on {day}.").format(day=_day(said))
    elif "imported_from" in said:
        origin = _tr("Imported from {name}.").format(name=said["imported_from"])
    else:
        origin = _tr("Imported.")
    network = info.architecture
    size = _tr(
        "DeepSpeech 2, {millions} M parameters, {layers} layers of {hidden}"
    ).format(
        millions=QLocale().toString(network.n_parameters / 1e6, "f", 1),
        layers=network.recurrent_layers,
        hidden=network.hidden,
    )
    has = _tr("with a language model") if info.language_model else ""
    return f"{origin} {size}{', ' if has else ''}{has}."


def _day(said: Mapping[str, Any]) -> str:
    date = QDate.fromString(str(said.get("trained", ""))[:10], "yyyy-MM-dd")
    if not date.isValid():
        return "?"
    return QLocale().toString(date, QCoreApplication.translate("Date", "d MMMM yyyy"))


def taught(info: ModelInfo) -> str:
    """What it learned from, and under which licence it may be used."""
    said = info.provenance
    parts = []
    if said.get("data"):
        parts.append(_tr("Learned from {data}").format(data=said["data"]))
    hours = said.get("hours_seen", said.get("hours"))
    if isinstance(hours, int | float):
        number = QLocale().toString(float(hours), "f", 0 if hours >= 10 else 1)
        parts.append(_tr("{n} hours of speech heard").format(n=number))
    corpora = said.get("corpora")
    if isinstance(corpora, list) and corpora:
        parts.append(", ".join(map(str, corpora)))
    licence = said.get("licence", said.get("license"))
    stated = _tr("Licence: {name}").format(name=licence)
    parts.append(stated if licence else _tr("no licence stated"))
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def lineage(info: ModelInfo, models: Sequence[ModelInfo]) -> str:
    """Which model came from which, the eldest first; nothing where it had no parent."""
    line = find_line(info, models)
    names = [model.title for model in line]
    said = line[0].provenance.get("parent")
    is_here = find_parent(line[0], models) is not None
    if isinstance(said, Mapping) and said.get("name") and not is_here:
        gone = _tr("{name} (no longer here)").format(name=said["name"])
        names.insert(0, gone)
    return " → ".join(names) if len(names) > 1 else ""
