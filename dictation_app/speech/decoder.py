"""Emissions become words: greedily or by beam search, and hotwords come in."""

import logging
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dictation_app.errors import ModelError
from dictation_app.speech.alignment import align_words
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import MAX_BEAM_WIDTH, DecodingOptions
from dictation_app.speech.confidence import calibrated
from dictation_app.speech.hotwords import HotwordSpotter
from dictation_app.transcript import Emissions, Word

if TYPE_CHECKING:
    from dictation_app.speech.rescoring import Rescorer
    from dictation_app.speech.store import ModelInfo

logger = logging.getLogger(__name__)

_UNKNOWN_WORD = -10.0
"""Log probability added for a word that is not in the language model's list."""
_LONGEST = 1_000
"""Frames searched at once: every beam keeps its whole text, so memory grows with it."""
_CANDIDATES = 50
"""Texts that a search gives, and that are scored again as whole sentences, at most."""


class Decoder:
    """Finds the words in emissions; may be used from any thread."""

    def __init__(
        self,
        alphabet: Alphabet,
        options: DecodingOptions,
        *,
        language_model: Path | None = None,
        words: Path | None = None,
        rescorer: Path | None = None,
    ) -> None:
        self.alphabet = alphabet
        self.options = options
        self._language_model = language_model
        self._words = words
        self._spotter = _spotter(options, alphabet)
        self._search = self._open_search() if options.beam_width > 1 else None
        self._rescorer = None if rescorer is None else _open_rescorer(rescorer)

    @property
    def has_language_model(self) -> bool:
        """Whether a language model takes part in the search."""
        return self._search is not None and self._language_model is not None

    def with_options(self, options: DecodingOptions) -> "Decoder":
        """The same decoder with other options; a search that serves them is shared."""
        other = copy(self)
        other.options = options
        other._spotter = _spotter(options, self.alphabet)
        weights = (self.options.alpha, self.options.beta)
        if options.beam_width == 1:
            other._search = None
        elif self._search is None or weights != (options.alpha, options.beta):
            other._search = other._open_search()
        return other

    def decode(
        self, emissions: Emissions, *, most_beams: int | None = None
    ) -> tuple[Word, ...]:
        """The most probable words, with times in the recording and confidence.

        Args:
            emissions: what the network heard.
            most_beams: a limit to the beam width, for words that need not be the best
                but soon.
        """
        words: list[Word] = []
        for part in _parts(emissions, self.alphabet.blank):
            text = self._text(_finite(part.log_probs), most_beams)
            words += align_words(part, text, self.alphabet)
        return tuple(map(self._calibrated, words))

    def text(self, emissions: Emissions) -> str:
        """The most probable words alone: quicker where nobody asks for their times."""
        parts = _parts(emissions, self.alphabet.blank)
        texts = (self._text(_finite(part.log_probs)) for part in parts)
        return " ".join(text for text in texts if text)

    def alternatives(self, emissions: Emissions, n: int = 5) -> list[tuple[str, float]]:
        """The `n` most probable texts with their log scores, best first."""
        log_probs = _finite(emissions.log_probs)
        if not len(log_probs):
            return [("", 0.0)]
        if self._search is None:
            return [(self._text(log_probs), 0.0)]
        candidates = self._candidates(self._without_prior(log_probs))
        # The text itself comes first: its search joins what the list keeps apart, and is
        # right a little more often than the list's own first.
        found = {self._text(log_probs): candidates[0][1]}
        for text, score in candidates:
            if len(found) == n:
                break
            found.setdefault(self._with_hotwords(log_probs, text), score)
        return list(found.items())

    def _calibrated(self, word: Word) -> Word:
        slope, offset = self.options.confidence_slope, self.options.confidence_offset
        return replace(word, confidence=calibrated(word.confidence, slope, offset))

    def _text(
        self, log_probs: npt.NDArray[np.float32], most_beams: int | None = None
    ) -> str:
        if not len(log_probs):
            return ""
        if self._search is None:
            return self._with_hotwords(log_probs, self._greedy(log_probs))
        beam_width = min(self.options.beam_width, most_beams or MAX_BEAM_WIDTH)
        searched = self._without_prior(log_probs)
        if self._rescores and most_beams is None:
            text = self._candidates(searched, joined=True)[0][0]
        else:
            text = self._search.decode(searched, beam_width=beam_width)
        return self._with_hotwords(log_probs, text)

    @property
    def _rescores(self) -> bool:
        """Whether whole sentences are scored again."""
        has_network = self._rescorer is not None and self.has_language_model
        return has_network and self.options.rescoring_weight > 0

    def _candidates(
        self, searched: npt.NDArray[np.float32], *, joined: bool = False
    ) -> list[tuple[str, float]]:
        """What the search finds, with log scores, best first.

        Args:
            searched: what is searched.
            joined: whether texts count as one while the language model sees them end
                alike, so that the search comes further; fewer of them are left.
        """
        assert self._search is not None, "a greedy search has one answer"
        beams = self._search.decode_beams(
            searched, beam_width=self.options.beam_width, prune_history=joined
        )[:_CANDIDATES]
        texts = [" ".join(text.split()) for text, *_ in beams]
        scores = np.array([score for *_, score in beams])
        if self._rescores and self._rescorer is not None and len(texts) > 1:
            scores += self.options.rescoring_weight * self._rescorer.score(texts)
        order = np.argsort(-scores, kind="stable")
        return [(texts[i], float(scores[i])) for i in order]

    def _with_hotwords(self, log_probs: npt.NDArray[np.float32], text: str) -> str:
        text = " ".join(text.split())
        return self._spotter.write(log_probs, text) if self._spotter else text

    def _without_prior(
        self, log_probs: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Emissions with less of the network's own expectation of labels.

        What it learned of English from the sentences of its training would otherwise
        count beside the language model, which knows more of it.
        """
        weight, priors = self.options.prior_weight, self.options.label_priors
        if not (weight and priors and self.has_language_model):
            return log_probs
        scaled = log_probs - weight * np.log(priors)
        scaled -= np.logaddexp.reduce(scaled, axis=1, keepdims=True)
        return scaled.astype(np.float32)

    def _greedy(self, log_probs: npt.NDArray[np.float32]) -> str:
        """Best label of each frame, repeats joined, blanks dropped."""
        best = log_probs.argmax(axis=1)
        kept = best[np.concatenate(([True], best[1:] != best[:-1]))[: len(best)]]
        text = self.alphabet.decode(int(label) for label in kept)
        return " ".join(text.split())

    def _open_search(self) -> Any:
        try:
            from ctc_beam_decoder import build_ctcdecoder
        except (ImportError, OSError):
            logger.warning("ctc-beam-decoder is not installed: decoding greedily")
            return None
        try:
            return build_ctcdecoder(
                list(self.alphabet.labels),
                kenlm_model_path=self._language_model,
                # Without the word list every prefix counts as unknown.
                unigrams=_read_words(self._language_model, self._words),
                alpha=self.options.alpha,
                beta=self.options.beta,
                unk_score_offset=_UNKNOWN_WORD,
            )
        except (ValueError, OSError, RuntimeError) as error:
            logger.warning("the language model cannot be read: %s", error)
            raise ModelError(
                "The language model of this model is damaged: import the model again."
            ) from error


def open_decoder(info: "ModelInfo", options: DecodingOptions | None = None) -> Decoder:
    """A model's decoder with all that its folder has for it.

    Args:
        info: the model.
        options: other ways of searching than the model's own.

    Raises:
        ModelError: the folder is damaged.
    """
    return Decoder(
        info.alphabet,
        options or info.decoding,
        language_model=info.language_model,
        words=info.words,
        rescorer=info.rescorer,
    )


def _open_rescorer(path: Path) -> "Rescorer":
    """Open it where there is one; nothing else here needs torch."""
    from dictation_app.speech.rescoring import open_rescorer

    return open_rescorer(path, precision="int8")


def _spotter(options: DecodingOptions, alphabet: Alphabet) -> HotwordSpotter | None:
    """Looks for the hotwords that can be written in the alphabet, if there are any."""
    normal = dict.fromkeys(alphabet.normalise(hotword) for hotword in options.hotwords)
    sayable = [word for word in normal if word and not alphabet.foreign(word)]
    if not sayable or options.hotword_weight <= 0:
        return None
    return HotwordSpotter(sayable, options.hotword_weight, alphabet)


def _read_words(language_model: Path | None, words: Path | None) -> list[str] | None:
    if language_model is None:
        return None
    if words is None or not words.is_file():
        raise ModelError(
            "The language model's word list words.txt is missing from the model's "
            "folder: import the model again."
        )
    return words.read_text(encoding="utf-8").split()


def _parts(emissions: Emissions, blank: int) -> list[Emissions]:
    """Cut overlong emissions where the blank is likeliest."""
    parts = []
    while len(emissions.log_probs) > _LONGEST:
        middle = _LONGEST // 2
        cut = middle + int(emissions.log_probs[middle:_LONGEST, blank].argmax())
        parts.append(replace(emissions, log_probs=emissions.log_probs[:cut]))
        emissions = replace(
            emissions,
            log_probs=emissions.log_probs[cut:],
            start=emissions.start + cut / emissions.frame_rate,
        )
    return [*parts, emissions]


def _finite(log_probs: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """One value that is no number would silence the whole utterance."""
    values: npt.NDArray[np.float32] = np.nan_to_num(
        log_probs.astype(np.float32), nan=-100.0, posinf=0.0, neginf=-100.0
    )
    return values
