; Makes dist\Dictation-…-windows-x64.exe of dist\Dictation, with NSIS 3 on any system:
;   makensis -DVERSION=0.1.0 .ci/packaging/windows/dictation.nsi
; Nobody needs to be an administrator: the program is installed for one user.

!ifndef VERSION
  !error "Say which version: -DVERSION=0.1.0"
!endif
!define ROOT "../../.."
!ifndef FOLDER
  !define FOLDER "${ROOT}/dist/Dictation"
!endif
!ifndef TARGET
  !define TARGET "${ROOT}/dist/Dictation-${VERSION}-windows-x64.exe"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Dictation"
!define OPENER "Software\Classes\Applications\Dictation.exe"

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
Name "Dictation"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Dictation"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ManifestDPIAware true

!include MUI2.nsh
!include x64.nsh
!define ICON "${ROOT}/build/build_installer/Dictation.ico"
!if /FileExists "${ICON}"
  !define MUI_ICON "${ICON}"
!endif
!define MUI_FINISHPAGE_RUN "$INSTDIR\Dictation.exe"
!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString PROGRAM ${LANG_ENGLISH} "Dictation"
LangString PROGRAM ${LANG_GERMAN} "Dictation"
LangString DESKTOP ${LANG_ENGLISH} "A shortcut on the desktop"
LangString DESKTOP ${LANG_GERMAN} "Eine Verknüpfung auf dem Desktop"
LangString SAFE ${LANG_ENGLISH} "Dictation (safe mode)"
LangString SAFE ${LANG_GERMAN} "Dictation (sicherer Modus)"
LangString WIDE ${LANG_ENGLISH} "Dictation needs a 64-bit Windows."
LangString WIDE ${LANG_GERMAN} "Dictation braucht ein 64-Bit-Windows."

; "Open with Dictation", without taking a file type from another program.
!macro TYPE ENDING
  WriteRegStr HKCU "${OPENER}\SupportedTypes" ".${ENDING}" ""
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(WIDE)"
    Abort
  ${EndIf}
FunctionEnd

Section "$(PROGRAM)"
  SectionIn RO
  ; Files of an older version that the new one has no more.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\Dictation"
  CreateShortcut "$SMPROGRAMS\Dictation\Dictation.lnk" "$INSTDIR\Dictation.exe"
  CreateShortcut "$SMPROGRAMS\Dictation\$(SAFE).lnk" "$INSTDIR\Dictation.exe" "--safe-mode"

  WriteRegStr HKCU "${OPENER}" "FriendlyAppName" "Dictation"
  WriteRegStr HKCU "${OPENER}\shell\open\command" "" '"$INSTDIR\Dictation.exe" "%1"'
  !insertmacro TYPE "aac"
  !insertmacro TYPE "aiff"
  !insertmacro TYPE "avi"
  !insertmacro TYPE "flac"
  !insertmacro TYPE "m4a"
  !insertmacro TYPE "mkv"
  !insertmacro TYPE "mov"
  !insertmacro TYPE "mp3"
  !insertmacro TYPE "mp4"
  !insertmacro TYPE "ogg"
  !insertmacro TYPE "opus"
  !insertmacro TYPE "wav"
  !insertmacro TYPE "webm"
  !insertmacro TYPE "wma"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Dictation"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Dictation.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Dictation developers"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section /o "$(DESKTOP)"
  CreateShortcut "$DESKTOP\Dictation.lnk" "$INSTDIR\Dictation.exe"
SectionEnd

; The user's notes, models and settings are elsewhere, and stay.
Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\Dictation.exe"
  Delete "$INSTDIR\dictation-app.exe"
  Delete "$INSTDIR\licences.html"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\Dictation"
  Delete "$DESKTOP\Dictation.lnk"
  DeleteRegKey HKCU "${OPENER}"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
