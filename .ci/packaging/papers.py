"""The papers that go with the program: licences, and a list of all that is inside."""

import html
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from components import Component

_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
_HEAD = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Licences of Dictation</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 46em; margin: 3em auto;
       padding: 0 1em; color: #1c1c1a; }
pre { font-size: 12px; white-space: pre-wrap; color: #66665f; }
td { padding: 2px 16px 2px 0; } a { color: #2b5bd7; }
</style>
<h1>Licences</h1>
"""
_NOTES = """<p>Qt and PySide6 are used under the LGPL, version 3: their libraries lie as
separate files in the program's folder and may be replaced by others. The FFmpeg
libraries come with PyAV (under the LGPL, version 3) and with Qt (2.1), and may be
replaced too. Crates of Rust that may be used under the Apache licence are used under it.
The frozen program begins with PyInstaller's bootloader, which is under the
GPL with an exception for such programs.</p>
"""


def write_licences(own: str, components: Sequence[Component], target: Path) -> None:
    """Write a page with every part's licence; a text that several share stands once.

    Args:
        own: the text of the program's licence.
        components: the parts, in the order in which they are listed.
        target: the HTML file.
    """
    rows, texts = [], []
    places: dict[tuple[str, ...], int] = {}
    for number, part in enumerate(components):
        name, version, licence = map(
            html.escape, (part.name, part.version, part.licence)
        )
        place = places.setdefault(part.texts, number)
        link = f'<a href="#c{place}">{name}</a>' if part.texts else name
        rows.append(f"<tr><td>{link}<td>{version}<td>{licence}\n")
        if part.texts and place == number:
            text = html.escape("\n\n".join(part.texts))
            texts.append(f'<h2 id="c{number}">{name}</h2><pre>{text}</pre>\n')
    page = (
        f"{_HEAD}<h2>Dictation</h2><pre>{html.escape(own)}</pre>{_NOTES}"
        f"<h2>Parts</h2><table>{''.join(rows)}</table>{''.join(texts)}</html>\n"
    )
    target.write_text(page, encoding="utf-8")


def write_bill(
    version: str, components: Sequence[Component], target: Path, when: int
) -> None:
    """Write a CycloneDX 1.5 bill of materials.

    Args:
        version: of the program.
        components: its parts.
        target: the JSON file.
        when: seconds since 1970 that it is dated with.
    """
    parts = [
        {
            "type": part.kind,
            "bom-ref": part.purl,
            "name": part.name,
            "version": part.version,
            "licenses": [{"license": {"name": part.licence}}],
            "purl": part.purl,
        }
        for part in components
    ]
    reference = f"pkg:generic/dictation-app@{version}"
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(parts))}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(when, UTC).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": reference,
                "name": "dictation-app",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": parts,
        "dependencies": [
            {"ref": reference, "dependsOn": [part.purl for part in components]}
        ],
    }
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
