"""Which of the files that PyInstaller gathers belong into the program."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

UNUSED_MODULES = [
    *("IPython", "PIL", "_pytest", "cuda", "fontTools", "grpc", "hypothesis"),
    *("lib2to3", "matplotlib", "mypy", "nvidia", "onnxruntime", "openvino", "pandas"),
    *("pip", "pydoc_data", "pytest", "ruff", "scipy", "setuptools", "tensorboard"),
    *("tkinter", "torch.utils.tensorboard", "torchvision", "triton", "wheel"),
    *("_hashlib", "_ssl", "dbm", "lxml.html", "lxml.objectify"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGLWidgets"),
    *("PySide6.QtWebEngineCore", "PySide6.QtPdf", "PySide6.Qt3DCore"),
]
"""Modules that are imported somewhere behind a condition that is never met."""

_CUDA = re.compile(
    r"^(nvidia/|cuda/|torch/lib/libtorch_(cuda|nvshmem)|torch/lib/lib(c10_cuda|caffe2_"
    r"nvrtc)|lib(cu[a-z]+|nv[a-zA-Z_-]+|nccl\w*)\.so)"
)
"""NVIDIA's libraries and torch's code for them."""

_QT_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qico", "qicns", "qjpeg", "qsvg"},
    "multimedia": {"ffmpegmediaplugin", "darwinmediaplugin", "windowsmediaplugin"},
    "platforms": {
        *("qxcb", "qoffscreen", "qminimal", "qwayland", "qwayland-generic"),
        *("qwayland-egl", "qwindows", "qcocoa"),
    },
    "platformthemes": {"qxdgdesktopportal"},
    "platforminputcontexts": {
        *("ibusplatforminputcontextplugin", "composeplatforminputcontextplugin"),
    },
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": None,
    "wayland-shell-integration": None,
    "xcbglintegrations": None,
}
"""Folders of Qt's plugins, and which are wanted of each; None for all."""

_UNWANTED = re.compile(
    r"^("
    r"PySide6/Qt/(qml|translations/(?!qtbase_))"
    r"|.*libQt6(Qml|Quick|Pdf|WebEngine|3D|VirtualKeyboard|EglF|Designer|Test)"
    r"|silero_vad/data/(?!.*\.jit$)"
    r"|lib(stdc\+\+|gcc_s|mvec|asound|jack|portaudio|pulse|pulsecommon-\S+)\.so"
    r"|torch/(include|test|share|testing/_internal)/"
    r"|torch/lib/libshm_windows/|torchaudio/lib/torchaudio_prefixctc"
    r"|numpy/.*/tests/|.*\.pyi$|rapidfuzz/.*_avx2\."
    r"|dictation_app/resources/(screenshots/|.*\.ts$)"
    r")"
)
"""What else is left out.

The C++ runtime must be the one that the drivers use, and the sound libraries those that
fit the system's sound server. rapidfuzz has everything twice, once for newer processors.
"""

_STOOD_IN_FOR = {
    "torch": (_CUDA, "torch/lib"),
    # They write video (33 MB, in part under the GPL), encrypt connections, take pictures
    # of the screen and sound from a device: PyAV reads files here, and nothing else.
    "av": (
        re.compile(
            r"^av\.libs/lib(x264|x265|SvtAv1Enc|vpx|vpl|webp\w*|sharpyuv|gnutls|nettle"
            r"|hogweed|unistring|gmp|asound|xcb[a-z-]*|Xau|drm)-"
        ),
        "av.libs",
    ),
    # The player could take pictures of windows that there are none of here.
    "PySide6": (re.compile(r"^PySide6/Qt/lib/libQt6(Qml|Quick)\.so"), "PySide6/Qt/lib"),
}
"""Packages, which libraries they ask for and do not need, and where these lie."""


def is_wanted(name: str, *, with_cuda: bool) -> bool:
    """Whether a file belongs into the program.

    Args:
        name: where it would lie in the program's folder.
        with_cuda: whether the libraries for NVIDIA GPUs belong to it.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if is_cuda(str(path)):
        return with_cuda
    if stood_in_for(str(path)) or _UNWANTED.match(str(path)):
        return False
    return _is_wanted_plugin(path)


def is_cuda(name: str) -> bool:
    """Whether a file is only of use with a GPU."""
    return bool(_CUDA.match(name))


def stood_in_for(name: str) -> tuple[str, str] | None:
    """Who asks for a library that is left out, and where its stand-in belongs.

    Returns:
        The package and the folder; None for a library that is asked for in earnest.
    """
    for package, (pattern, folder) in _STOOD_IN_FOR.items():
        if pattern.match(name):
            return package, folder
    return None


def orphans(needs: Mapping[str, set[str]], roots: Iterable[str]) -> set[str]:
    """Libraries that no other needs any more.

    Args:
        needs: of each library, by its file's name, the names that it asks for.
        roots: those that are wanted for themselves.
    """
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs.get(name, set()) & needs.keys()
    return set(needs) - reached


def can_be_stripped(name: str) -> bool:
    """Whether a library's symbol table may be dropped.

    Those in the `.libs` folders of wheels, and Qt's, have been through patchelf, after
    which strip breaks some.
    """
    return name.startswith(("torch/lib/", "av/", "python3.", "libpython3."))


def _is_wanted_plugin(path: PurePosixPath) -> bool:
    parts = path.parts
    if "plugins" not in parts or parts[0] != "PySide6":
        return True
    folder = parts[parts.index("plugins") + 1]
    if folder not in _QT_PLUGINS:
        return False
    names = _QT_PLUGINS[folder]
    stem = path.name.split(".")[0].removeprefix("lib")
    return names is None or stem in names
