"""Make a recogniser in the background, without ever holding up the window.

A plain generator, run by a Job. torch is loaded here, after the window is on screen.
"""

import ctypes
import importlib.util
import logging
import os
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.transcript import Notice, Seconds

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.recognizer import Recognizer
    from dictation_app.speech.store import ModelInfo

logger = logging.getLogger(__name__)

_WARM_UP: Seconds = 2.0
"""Silence that the network hears first, so that the first words are as quick as all."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """A recogniser that is ready.

    Attributes:
        recognizer: who listens.
        info: its model's folder.
        device: "cpu" or "cuda".
        took: seconds it took.
    """

    recognizer: "Recognizer"
    info: "ModelInfo"
    device: str
    took: Seconds


def load(
    choose: Callable[[], "ModelInfo"],
    *,
    device: str,
    options: Callable[["ModelInfo"], "DecodingOptions"],
) -> Generator[Notice, None, Loaded]:
    """Load a model; yields what the user should know of it.

    Raises:
        ModelError: there is no model, or it is damaged.
    """
    began = time.monotonic()
    info = choose()
    preload_torch()
    import numpy as np

    from dictation_app.speech.recognizer import load_recognizer

    recognizer, notice = load_recognizer(info, device=device, options=options(info))
    if notice is not None:
        yield notice
    silence = np.zeros(round(_WARM_UP * recognizer.model.sample_rate), np.float32)
    recognizer.recognise(silence)
    used = str(getattr(recognizer.model, "device", "cpu"))
    return Loaded(recognizer, info, used, time.monotonic() - began)


def rewire(
    loaded: Loaded, options: "DecodingOptions"
) -> Generator[Notice, None, Loaded]:
    """The same network with another search, as when the vocabulary changes."""
    from dictation_app.speech.recognizer import Recognizer

    old = loaded.recognizer
    yield from ()
    decoder = old.decoder.with_options(options)
    return replace(loaded, recognizer=Recognizer(old.model, decoder, old.name))


def preload_torch() -> None:
    """Bring torch's libraries into memory while the window goes on.

    Python keeps its lock while it imports a compiled module, half a second for torch,
    and lets go of it while a foreign function such as dlopen runs.
    """
    if "torch" in sys.modules or os.name != "posix":
        return
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return
    ending = "dylib" if sys.platform == "darwin" else "so"
    library = Path(spec.origin).parent / "lib" / f"libtorch_python.{ending}"
    system = ctypes.CDLL(None)
    system.dlopen.restype = ctypes.c_void_p
    system.dlopen.argtypes = [ctypes.c_char_p, ctypes.c_int]
    if not system.dlopen(os.fsencode(library), os.RTLD_NOW):
        logger.info("torch could not be loaded ahead: %s", library.name)
