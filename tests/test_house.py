"""The program stays readable: short functions, short files, imports that point down."""

import ast
from pathlib import Path

import dictation_app

PACKAGE = Path(dictation_app.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
LONGEST_FUNCTION, LONGEST_FILE = 50, 400
REASONS: dict[str, str] = {}
"""What may be longer, as `module.py:function` or `module.py`, and why."""
FLOORS = {"speech": 1, "document": 2, "training": 2, "lab": 2, "ui": 3}
FLOORS |= {"app": 4, "cli": 5, "__main__": 6}
"""Rooms above the leaf modules; nobody looks up, or into a room on the same floor."""
GIVEN = {"speech", "training", "document", "lab"}
"""Rooms that are handed values and never look for the user's folders."""


def long_functions(source):
    """Name and lines of every function that is too long."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            n_lines = node.end_lineno - node.lineno + 1
            if n_lines > LONGEST_FUNCTION:
                yield node.name, n_lines


def rooms(source):
    """The parts of the program that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "dictation_app":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                assert not node.level, "a relative import"
                names = [node.module]
            parts = [name.split(".") for name in names]
            yield from (p[1] for p in parts if p[0] == "dictation_app" and p[1:])


def test_a_long_function_is_found():
    lines = "\n".join(f"    x = {n}" for n in range(LONGEST_FUNCTION))
    assert list(long_functions(f"class A:\n  def f():\n{lines}")) == [("f", 51)]
    assert not list(long_functions(f"def f():\n{lines[: lines.rindex(chr(10))]}"))


def test_functions_and_files_are_short():
    found = {}
    for name, source in SOURCES.items():
        found |= {f"{name}:{f}": n for f, n in long_functions(source)}
        if (n_lines := len(source.splitlines())) > LONGEST_FILE:
            found[name] = n_lines
    assert {name: n for name, n in found.items() if name not in REASONS} == {}
    assert REASONS.keys() <= found.keys(), "a reason that is no longer needed"


def test_imports_are_found():
    source = "import dictation_app.ui.job\nfrom dictation_app import paths, __version__"
    source += "\ndef f():\n    from dictation_app.speech.model import DeepSpeech2"
    assert list(rooms(source)) == ["ui", "paths", "__version__", "speech"]


def test_imports_point_down():
    wrong = []
    for name, source in SOURCES.items():
        room = name.split("/")[0].removesuffix(".py")
        for other in set(rooms(source)) - {room}:
            looks_up = FLOORS.get(other, 0) >= max(FLOORS.get(room, 0), 1)
            if looks_up or (room in GIVEN and other == "paths"):
                wrong.append((name, other))
    assert wrong == []
