import os
import sys

import pytest

from dictation_app.errors import ModelError
from dictation_app.speech import device
from dictation_app.speech.device import choose_device


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """A machine whose driver is there; the probe is a script that ends as told."""

    def install(ending):
        (tmp_path / "nvidia-smi").write_text("#!/bin/sh\n")
        (tmp_path / "nvidia-smi").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        monkeypatch.setattr(device, "_PROBE", ending)

    return install


def test_the_cpu_needs_no_probe(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/does/not/exist")
    assert choose_device("cpu") == ("cpu", None)


def test_a_machine_without_a_gpu_uses_the_cpu(monkeypatch):
    monkeypatch.setattr(device, "_has_nvidia_driver", lambda: False)
    assert choose_device("auto") == ("cpu", None)
    name, notice = choose_device("cuda")
    assert name == "cpu"
    assert "no NVIDIA GPU" in notice.message


def test_a_gpu_that_proves_itself_is_used(driver):
    driver("pass")
    assert choose_device("auto") == ("cuda", None)


@pytest.mark.parametrize(
    "ending",
    ["raise RuntimeError('CUDA driver too old')", "import os; os.abort()"],
)
def test_a_broken_driver_is_told_in_one_notice(driver, ending):
    driver(ending)
    name, notice = choose_device("auto")
    assert name == "cpu"
    assert "GPU cannot be used" in notice.message


def test_a_driver_that_hangs_counts_as_broken(driver, monkeypatch):
    driver("import threading; threading.Event().wait()")
    monkeypatch.setattr(device, "_PATIENCE", 0.2)
    assert choose_device("auto")[0] == "cpu"


def test_other_devices_are_refused():
    with pytest.raises(ModelError, match="tpu"):
        choose_device("tpu")
