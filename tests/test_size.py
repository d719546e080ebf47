"""The program stays readable: no function is longer than a screen, no file than a sitting."""

import ast
from pathlib import Path

import dictation_app

PACKAGE = Path(dictation_app.__file__).parent
LONGEST_FUNCTION, LONGEST_FILE = 50, 400

REASONS: dict[str, str] = {}
"""Functions that may be longer, as `module.py:function`, and why."""


def long_functions(source):
    """Name and lines of every function that is too long."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            n_lines = node.end_lineno - node.lineno + 1
            if n_lines > LONGEST_FUNCTION:
                yield node.name, n_lines


def test_a_long_function_is_found():
    lines = "\n".join(f"    x = {n}" for n in range(LONGEST_FUNCTION))
    assert list(long_functions(f"class A:\n  def f():\n{lines}")) == [("f", 51)]
    assert not list(long_functions(f"def f():\n{lines[: lines.rindex(chr(10))]}"))


def test_functions_and_files_are_short():
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        source = path.read_text(encoding="utf-8")
        found |= {f"{name}:{f}": n for f, n in long_functions(source)}
        if (n_lines := len(source.splitlines())) > LONGEST_FILE:
            found[name] = n_lines
    assert {name: n for name, n in found.items() if name not in REASONS} == {}
    assert REASONS.keys() <= found.keys(), "a reason that is no longer needed"
