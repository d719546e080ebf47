"""The room of the text needs neither a window nor a network."""

import subprocess
import sys
from pathlib import Path

import dictation_app

ROOM = Path(dictation_app.__file__).parent / "document"


def test_no_toolkit_and_no_network_library_is_loaded():
    modules = [f"dictation_app.document.{path.stem}" for path in ROOM.glob("[a-z]*.py")]
    assert len(modules) > 10
    heavy = ["torch", "PySide6", "docx", "text_to_num", "av", "sounddevice"]
    code = (
        f"import importlib, sys; [importlib.import_module(m) for m in {modules}]; "
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOM.parents[1],
    )
    assert result.stdout.strip() == "[]"
