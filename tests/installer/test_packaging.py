"""What goes into the frozen program, and what stands in for what does not."""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

PACKAGING = Path(__file__).parents[2] / ".ci" / "packaging"


@pytest.fixture(autouse=True)
def _packaging(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield
    for file in PACKAGING.glob("*.py"):
        sys.modules.pop(file.stem, None)


@pytest.mark.parametrize(
    "name",
    [
        "dictation_app/models/en-small/model.safetensors",
        "dictation_app/resources/sample.ogg",
        "dictation_app/resources/translations/dictation_de.qm",
        "rapidfuzz/fuzz_cpp.cpython-311-x86_64-linux-gnu.so",
        "torch/lib/libtorch_cpu.so",
        "torch/bin/torch_shm_manager",
        "PySide6/Qt/lib/libQt6Multimedia.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "silero_vad/data/silero_vad.jit",
        "av.libs/libavcodec-5e6b81c2.so.62",
        "libxcb-cursor.so.0",
    ],
)
def test_what_the_program_needs_is_inside(name):
    import contents

    assert contents.is_wanted(name, with_cuda=False)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "libQt6Quick.so.6",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "silero_vad/data/silero_vad.onnx",
        "torch/include/ATen/ATen.h",
        "libstdc++.so.6",
        "libportaudio.so.2",
        "av.libs/libx265-f5385bb8.so.216",
        "av.libs/libxcb-shape-7716c890.so.0.0.0",
        "rapidfuzz/fuzz_cpp_avx2.cpython-311-x86_64-linux-gnu.so",
        "dictation_app/resources/screenshots/sample-light.png",
        "dictation_app/resources/translations/dictation_de.ts",
    ],
)
def test_what_nobody_uses_is_not(name):
    import contents

    assert not contents.is_wanted(name, with_cuda=False)
    assert not contents.is_wanted(name, with_cuda=True)


@pytest.mark.parametrize(
    "name",
    [
        "nvidia/cu13/lib/libcublas.so.13",
        "libcudart.so.13",
        "libnccl.so.2",
        "torch/lib/libtorch_cuda.so",
        "torch/lib/libc10_cuda.so",
    ],
)
def test_cuda_is_inside_only_when_asked_for(name):
    import contents

    assert not contents.is_wanted(name, with_cuda=False)
    assert contents.is_wanted(name, with_cuda=True)


def test_each_stand_in_has_its_place():
    import contents

    assert contents.stood_in_for("nvidia/cu13/lib/libcudart.so.13") == (
        "torch",
        "torch/lib",
    )
    assert contents.stood_in_for("PySide6/Qt/lib/libQt6Quick.so.6") == (
        "PySide6",
        "PySide6/Qt/lib",
    )
    assert contents.stood_in_for("av.libs/libx264-d6533a8d.so.165") == ("av", "av.libs")
    assert contents.stood_in_for("av.libs/libavcodec-5e6b81c2.so.62") is None


def test_libraries_that_nothing_asks_for_any_more_are_orphans():
    import contents

    needs = {"a": {"b", "libc"}, "b": set(), "gtk": {"gdk"}, "gdk": {"gtk", "b"}}
    assert contents.orphans(needs, ["a"]) == {"gtk", "gdk"}
    assert contents.orphans(needs, ["a", "gtk"]) == set()


TABLE = """
Symbol table '.dynsym' contains 4 entries:
   Num:    Value          Size Type    Bind   Vis      Ndx Name
     1: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND cudaFree@libcudart.so.13 (4)
     2: 0000000000001100    24 OBJECT  GLOBAL DEFAULT   11 _ZTI3Box
     3: 0000000000001200    42 FUNC    GLOBAL DEFAULT   12 cudaMalloc@@libcudart.so.13
"""


def test_a_table_of_symbols_is_read():
    import standins

    assert standins.parse_symbols(TABLE) == [
        standins.Symbol("cudaFree", "libcudart.so.13", defined=False, size=None),
        standins.Symbol("_ZTI3Box", "", defined=True, size=24),
        standins.Symbol("cudaMalloc", "libcudart.so.13", defined=True, size=None),
    ]


def test_a_stand_in_says_that_there_is_no_gpu():
    import standins

    symbols = [symbol for symbol in standins.parse_symbols(TABLE) if symbol.defined]
    code, versions = standins.source("libcudart.so.13", symbols)
    assert '__asm__("cudaMalloc");' in code
    assert "return 100;" in code
    assert '__asm__("_ZTI3Box") = {class + 2, "3Box"};' in code
    assert versions == "libcudart.so.13 { global: cudaMalloc; };\n"


def test_of_two_versions_of_a_function_the_one_that_is_asked_for_is_built(
    monkeypatch, tmp_path
):
    import standins

    symbols = {
        "asker": [standins.Symbol("open", "V2", defined=False, size=None)],
        "libsound.so.2": [
            standins.Symbol("open", "V1", defined=True, size=None),
            standins.Symbol("open", "V2", defined=True, size=None),
        ],
    }
    built = {}
    monkeypatch.setattr(standins, "symbols", lambda path: symbols[path.name])
    monkeypatch.setattr(standins, "needed", lambda path: {"libsound.so.2"})
    monkeypatch.setattr(standins, "_of_the_system", lambda *names: ())
    monkeypatch.setattr(
        standins, "_compile", lambda name, found, folder: built.update({name: found})
    )
    standins.build([Path("asker")], [Path("libsound.so.2")], tmp_path)
    assert [symbol.version for symbol in built["libsound.so.2"]] == ["V2"]


HEAD = struct.pack("<H", 32) + b"\xda\x27\x14\0\0\0\0\0\x02\0CmnD\x01".ljust(30, b"\0")


NAMES = st.text("abcxyz/.", min_size=1, max_size=12)


@given(st.dictionaries(NAMES, st.binary(max_size=40), min_size=1))
def test_a_table_of_languages_is_read_as_it_was_written(items):
    import language_tables

    data = b"before it" + language_tables.write(HEAD, items)
    head, found = language_tables.read(data)
    assert head == HEAD
    assert list(found) == sorted(items)
    for name, content in items.items():  # each is filled up to a multiple of 16
        assert found[name].rstrip(b"\0") == content.rstrip(b"\0")
    assert language_tables.write(head, found) == language_tables.write(HEAD, items)


def test_a_library_without_a_table_is_refused():
    import language_tables

    with pytest.raises(ValueError, match="no ICU table"):
        language_tables.read(b"\x7fELF and nothing else")


def test_papers_name_every_part(tmp_path):
    import json

    import papers
    from components import Component

    parts = [
        Component("Alpha", "1.2", "MIT", "", "pkg:pypi/alpha@1.2", ("Use <it>.",)),
        Component("Beta & co", "3", "see text", "", "pkg:deb/debian/beta@3", ()),
        Component("Gamma", "1", "MIT", "", "pkg:pypi/gamma@1", ("Use <it>.",)),
    ]
    page, bill = tmp_path / "licences.html", tmp_path / "bill.json"
    papers.write_licences("MIT", parts, page)
    papers.write_bill("0.1.0", parts, bill, when=0)
    text = page.read_text(encoding="utf-8")
    assert text.count("Use &lt;it&gt;.") == 1
    assert re.findall(r'<a href="#(\w+)">(\w+)</a>', text) == [
        ("c0", "Alpha"),
        ("c0", "Gamma"),
    ]
    assert text.count('id="c0"') == 1
    assert "Beta &amp; co" in text
    content = json.loads(bill.read_text(encoding="utf-8"))
    assert [part["purl"] for part in content["components"]] == [p.purl for p in parts]
    papers.write_bill("0.1.0", parts, tmp_path / "again.json", when=0)
    assert (tmp_path / "again.json").read_bytes() == bill.read_bytes()


def test_every_system_is_told_the_same_version_and_microphone_text():
    import artwork
    import macos_bundle

    resource = artwork.version_resource("Dictation", "1.2.3")
    assert "filevers=(1, 2, 3, 0)" in resource
    assert (
        "stays on this computer"
        in macos_bundle.INFORMATION["NSMicrophoneUsageDescription"]
    )


def test_every_carried_library_has_a_licence(tmp_path):
    import carried

    folder = tmp_path / "av.libs"
    folder.mkdir()
    for name in ("libavutil-58.so.60.1", "libopus-1.so.0.11", "libx265-f5.so.216"):
        (folder / name).touch()
    found = {part.name: part for part in carried.libraries(tmp_path)}
    assert sorted(found) == ["FFmpeg (of PyAV)", "Opus"]
    assert found["FFmpeg (of PyAV)"].licence == "LGPL-3.0-or-later"
    assert found["Opus"].purl == "pkg:generic/opus@0.11"
    (folder / "libnovelty-1.so.1").touch()
    with pytest.raises(LookupError, match="libnovelty"):
        carried.libraries(tmp_path)


def test_crates_have_the_licence_that_their_wheel_names(monkeypatch, tmp_path):
    import json
    from types import SimpleNamespace

    import carried
    from components import Component

    file = tmp_path / "sboms" / "fast.cyclonedx.json"
    file.parent.mkdir()
    parts = [
        {
            "name": name,
            "version": "1.0",
            "purl": f"pkg:cargo/{name}@1.0?download_url=file",
            "licenses": [{"expression": licence}],
        }
        for name, licence in (
            ("fast", "MIT"),
            ("libc", "MIT OR Apache-2.0"),
            ("phf", "MIT"),
        )
    ]
    file.write_text(json.dumps({"components": parts}), encoding="utf-8")
    (tmp_path / "Apache-2.0").write_text("Apache License", encoding="utf-8")
    monkeypatch.setattr(carried, "_COMMON", tmp_path)
    listed = SimpleNamespace(
        as_posix=lambda: "fast.dist-info/sboms/fast.json",
        suffix=".json",
        locate=lambda: file,
    )
    monkeypatch.setattr(carried.metadata, "files", lambda name: [listed])
    wheel = Component("fast", "1.0", "MIT", "", "pkg:pypi/fast@1.0", ())
    found = carried.crates([wheel])
    assert [(part.purl, part.licence, part.texts) for part in found] == [
        ("pkg:cargo/libc@1.0", "MIT OR Apache-2.0", ("Apache License",)),
        ("pkg:cargo/phf@1.0", "MIT", ()),
    ]


def test_font_models_and_recordings_are_parts_too():
    import carried

    root = PACKAGING.parents[1]
    parts = list(carried.content(root))
    models = [part for part in parts if part.kind == "machine-learning-model"]
    assert len(models) == len(list((root / "models").glob("*/config.json")))
    assert all(part.texts and part.licence for part in parts)


def test_debian_is_told_of_the_newest_changes():
    import artefacts

    lines = artefacts.debian_changelog("1.2.3", 0).splitlines()
    assert lines[0] == "dictation-app (1.2.3) unstable; urgency=medium"
    assert lines[2].startswith("  * ")
    assert all(line.startswith(("  * ", "    ")) for line in lines[2:-2])
    assert max(map(len, lines[2:-2])) <= 80
    changes = (PACKAGING.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = changes.split("\n## ")[1].split("\n", 1)[1]
    said = " ".join(" ".join(lines[2:-2]).split()).replace("* ", "- ")
    assert said == " ".join(newest.split())
    assert lines[-1].endswith(
        "@users.noreply.github.com>  Thu, 01 Jan 1970 00:00:00 +0000"
    )
    assert not [line for line in lines if line.startswith("## ")]


def test_the_manual_page_names_every_command_and_is_good_troff():
    import manual

    from dictation_app.cli import COMMANDS

    page = manual.manual_page("1.2.3", 0)
    assert page.startswith('.TH DICTATION-APP 1 "1970-01-01" "Dictation 1.2.3"')
    for command in COMMANDS:
        assert ".B " + command.name.replace("-", "\\-") in page.splitlines()
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed: the page is not set")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", "-P-c"],
        input=page,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    plain = re.sub(".\x08", "", done.stdout)  # bold letters are printed twice
    assert "language-model" in plain
