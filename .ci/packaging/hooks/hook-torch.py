"""What PyInstaller takes of torch: libraries and code; no headers, no sources."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs

hiddenimports = ["torch._dynamo", "torch._inductor", "torch._export", "torch.onnx"]
"""Loaded by name the first time they are asked for."""

binaries = [
    *collect_dynamic_libs("torch", search_patterns=["*.so*", "*.dll", "*.dylib"]),
]
datas = []
_READ_THEIR_OWN_SOURCE = (
    *("_dynamo", "_export", "_functorch", "_inductor", "compiler", "distributed"),
    *("utils.serialization",),
)
_OVERLOADED = ("torch.functional", "torch.nn.functional", "torch.nn.modules.rnn")
module_collection_mode = {
    "torch": "pyz",
    **dict.fromkeys(_OVERLOADED, "pyz+py"),
    "torch.fx.experimental._config": "pyz+py",
    "torch._inductor.config_comms": "pyz+py",
    **{f"torch.{name}.config": "pyz+py" for name in _READ_THEIR_OWN_SOURCE},
}
"""Code is packed; only these look at their own source as they are loaded."""

bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
"""torch finds its libraries by where they lie: they have no second name."""


def hook(hook_api) -> None:
    """Take the small program that torch looks for as it is loaded."""
    folder = Path(hook_api.__path__[0], "bin")
    hook_api.add_binaries(
        [(str(file), "torch/bin") for file in folder.glob("torch_shm_manager*")]
    )
