"""The build's description is run as on each system, with PyInstaller's part played."""

import plistlib
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / ".ci" / "packaging"
GATHERED = [
    ("dictation-app-data/x.txt", "x.txt", "DATA"),
    ("torch/lib/libtorch_cuda.so", "libtorch_cuda.so", "BINARY"),
    ("torch/lib/torch_cpu.dll", "torch_cpu.dll", "BINARY"),
    ("PySide6/Qt/qml/QtQuick/qmldir", "qmldir", "DATA"),
]
"""What an analysis might find: two files to keep, and two to leave out."""


class Analysed:
    """What an analysis finds."""

    scripts = ()
    pure = ()
    binaries = GATHERED
    datas = ()


@pytest.fixture
def build(monkeypatch, tmp_path):
    """Runs the spec as on a system, and gives back what it asks PyInstaller for."""
    asked = {}

    def play(what, result=None):
        def part(*words, **options):
            asked.setdefault(what, []).append((words, options))
            return result

        return part

    def run(system, **environment):
        hooks = types.ModuleType("PyInstaller.utils.hooks")
        hooks.collect_data_files = lambda name: [(f"{name}.jit", name)]
        hooks.collect_dynamic_libs = lambda name: [(f"{name}.so", name)]
        for name in ("PyInstaller", "PyInstaller.utils"):
            monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        monkeypatch.setitem(sys.modules, hooks.__name__, hooks)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(sys, "path", list(sys.path))
        spec = ROOT / "build_installer.spec"
        namespace = {
            "SPECPATH": str(ROOT),
            "workpath": str(tmp_path),
            "Analysis": play("Analysis", Analysed()),
            "PYZ": play("PYZ"),
            "EXE": play("EXE", "program"),
            "COLLECT": play("COLLECT", types.SimpleNamespace(name=str(tmp_path))),
            "BUNDLE": play("BUNDLE"),
        }
        exec(compile(spec.read_text(encoding="utf-8"), str(spec), "exec"), namespace)
        return asked

    yield run
    for file in PACKAGING.glob("*.py"):
        sys.modules.pop(file.stem, None)


def test_on_windows_both_programs_have_icon_and_version(build, qapp):
    asked = build("win32")
    window, terminal = (options for _, options in asked["EXE"])
    assert (window["name"], window["console"]) == ("Dictation", False)
    assert (terminal["name"], terminal["console"]) == ("dictation-app", True)
    for options in (window, terminal):
        icon = Path(options["icon"]).read_bytes()
        assert icon.startswith(b"\0\0\1\0")
        text = Path(options["version"]).read_text(encoding="utf-8")
        assert f"'{options['name']}.exe'" in text
    assert "BUNDLE" not in asked


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_than_on_linux_only_the_filter_works_on_what_was_gathered(
    build, qapp, system
):
    ((words, options),) = build(system)["COLLECT"]
    assert words[2:] == ([GATHERED[0], GATHERED[2]], [])
    assert options["name"] == "Dictation"


def test_cuda_is_kept_where_a_variable_asks_for_it(build, qapp):
    ((words, _),) = build("win32", DICTATION_WITH_CUDA="1")["COLLECT"]
    assert GATHERED[1] in words[2]


def test_on_macos_a_bundle_is_made_that_may_hear(build, qapp):
    asked = build("darwin", DICTATION_SIGNING_IDENTITY="Developer ID")
    for _, options in asked["EXE"]:
        assert options["codesign_identity"] == "Developer ID"
        with Path(options["entitlements_file"]).open("rb") as file:
            assert plistlib.load(file)["com.apple.security.device.audio-input"] is True
    ((_, bundle),) = asked["BUNDLE"]
    assert bundle["name"] == "Dictation.app"
    assert Path(bundle["icon"]).read_bytes().startswith(b"icns")
    assert "NSMicrophoneUsageDescription" in bundle["info_plist"]
    plistlib.dumps(bundle["info_plist"])  # it can be written as one


def test_every_module_is_inside_under_its_name(build, qapp):
    ((_, options),) = build("win32")["Analysis"]
    hidden = set(options["hiddenimports"])
    assert {"dictation_app", "dictation_app.app", "dictation_app.cli.doctor"} <= hidden
    assert not [name for name in hidden if name.endswith(".__init__")]
    places = {place for _, place in options["datas"]}
    assert {"dictation_app/models", "dictation_app/resources"} <= places


def test_windows_and_linux_offer_the_program_for_the_same_recordings():
    script = (PACKAGING / "windows" / "dictation.nsi").read_text(encoding="utf-8")
    endings = set(re.findall(r'insertmacro TYPE "(\w+)"', script))
    linux = PACKAGING / "linux" / "dictation-app.desktop"
    types = re.findall(r"MimeType=(.*)", linux.read_text(encoding="utf-8"))[0]
    assert {"m4a", "mp3", "wav", "opus", "mp4", "mkv"} <= endings
    for name in ("audio/mp4", "audio/mpeg", "audio/wav", "audio/opus", "video/mp4"):
        assert name in types.split(";")


@pytest.mark.skipif(
    not shutil.which("makensis"), reason="LOUD: here is no makensis (apt install nsis)"
)
def test_the_windows_installer_can_be_made(tmp_path):
    folder = tmp_path / "Größe" / "Dictation"
    (folder / "_internal").mkdir(parents=True)
    (folder / "Dictation.exe").write_bytes(b"MZ")
    target = tmp_path / "installer.exe"
    names = {"VERSION": "1.2.3", "FOLDER": folder, "TARGET": target}
    words = [f"-D{name}={value}" for name, value in names.items()]
    script = PACKAGING / "windows" / "dictation.nsi"
    done = subprocess.run(
        ["makensis", "-V2", "-WX", *words, script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert target.read_bytes().startswith(b"MZ")
