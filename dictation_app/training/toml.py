"""Configurations as TOML, which Python reads and does not write."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def write_toml(config: "DataclassInstance") -> str:
    """The configuration as TOML, every value named."""
    values = asdict(config)
    lines = [f"{k} = {_toml(v)}" for k, v in values.items() if not _is_table(v)]
    for name, section in values.items():
        if _is_table(section):
            lines += ["", f"[{name}]"]
            lines += [f"{key} = {_toml(value)}" for key, value in section.items()]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _quoted(value)
        case Mapping():
            inside = ", ".join(f"{_quoted(k)} = {_toml(v)}" for k, v in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            return f"[{', '.join(map(_toml, value))}]"


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\{c}" if c in '"\\' else c if c.isprintable() else f"\\U{ord(c):08X}"
        for c in text
    )
    return f'"{escaped}"'


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)
