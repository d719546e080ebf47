"""Training recipes by name, runnable as they stand."""

from dictation_app.speech.architecture import PRESETS as NETWORKS
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.training.configuration import (
    AugmentationConfig,
    DataConfig,
    OptimizerConfig,
    RunConfig,
    TrainingConfig,
)

_TUTORIAL_DATA = DataConfig(word_weight=1.0, speaker_minutes=0.0)
_TUTORIAL_OPTIMIZER = OptimizerConfig(
    name="adamw",
    learning_rate=5e-4,
    schedule="one-cycle",
    beta2=0.999,
    clip_norm=1e9,
    ema_decay=0.0,
)
# Twenty utterances of LibriSpeech a batch, some 12 seconds each.
_TUTORIAL_RUN = RunConfig(epochs=10, batch_seconds=240.0, accumulation=4)


def spec_augment_only(frequency_mask: int, time_mask: int) -> AugmentationConfig:
    """One mask over bands and one over time, and nothing else."""
    return AugmentationConfig(
        tempo=0.0,
        warp=0.0,
        pause=0.0,
        equaliser=0.0,
        low_pass=0.0,
        reverberation=0.0,
        noise=0.0,
        frequency_masks=1,
        frequency_mask=frequency_mask,
        time_masks=1,
        time_mask=time_mask,
        time_mask_share=1.0,
    )


PRESETS = {
    "small": TrainingConfig(title="small", model=NETWORKS["small"]),
    "jiwidi": TrainingConfig(
        title="jiwidi",
        data=_TUTORIAL_DATA,
        augmentation=spec_augment_only(15, 35),
        features=FeatureConfig(n_mels=128),
        model=NETWORKS["jiwidi"],
        optimizer=_TUTORIAL_OPTIMIZER,
        run=_TUTORIAL_RUN,
    ),
    "assemblyai": TrainingConfig(
        title="assemblyai",
        data=_TUTORIAL_DATA,
        augmentation=spec_augment_only(30, 100),
        features=FeatureConfig(n_mels=128),
        model=NETWORKS["assemblyai"],
        optimizer=_TUTORIAL_OPTIMIZER,
        run=_TUTORIAL_RUN,
    ),
}
"""`jiwidi` and `assemblyai` are the published recipes (AdamW 5e-4, one-cycle)."""
