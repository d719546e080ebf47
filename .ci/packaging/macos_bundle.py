"""What macOS is told of the program."""

_AUDIO = ["public.audio", "public.movie"]

INFORMATION = {
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Recording",
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": _AUDIO,
        }
    ],
    "CFBundleName": "Dictation",
    "LSApplicationCategoryType": "public.app-category.productivity",
    "LSMinimumSystemVersion": "11.0",
    "NSHighResolutionCapable": True,
    "NSMicrophoneUsageDescription": "Dictation listens while you dictate. "
    "The sound stays on this computer.",
    "NSRequiresAquaSystemAppearance": False,
}
"""The Info.plist beside what PyInstaller writes."""
