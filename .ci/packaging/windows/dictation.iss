; Inno Setup 6: iscc /DVersion=0.1.0 .ci\packaging\windows\dictation.iss
; makes dist\Dictation-0.1.0-windows-x64.exe of dist\Dictation. Nobody needs to be an
; administrator; the program is then installed for one user.

#ifndef Version
  #error Say which version: /DVersion=…
#endif
#define Root "..\..\.."

[Setup]
AppId={{6E2C9C58-6B0E-4D0B-9F57-5E0B6A0E8C11}
AppName=Dictation
AppVersion={#Version}
AppPublisher=The Dictation developers
DefaultDirName={autopf}\Dictation
DefaultGroupName=Dictation
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2/ultra64
SolidCompression=yes
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\dist
OutputBaseFilename=Dictation-{#Version}-windows-x64
SetupIconFile={#Root}\build\build_installer\Dictation.ico
UninstallDisplayIcon={app}\Dictation.exe
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Files of an older version that the new one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\Dictation\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Dictation"; Filename: "{app}\Dictation.exe"
Name: "{group}\Dictation (safe mode)"; Filename: "{app}\Dictation.exe"; Parameters: "--safe-mode"
Name: "{autodesktop}\Dictation"; Filename: "{app}\Dictation.exe"; Tasks: desktopicon

[Registry]
; "Open with Dictation", without taking a file type from another program.
Root: HKA; Subkey: "Software\Classes\Applications\Dictation.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Dictation"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\Dictation.exe\shell\open\command"; ValueType: string; ValueData: """{app}\Dictation.exe"" ""%1"""; Flags: uninsdeletekey
#define Type(str Ending) \
  'Root: HKA; Subkey: "Software\Classes\Applications\Dictation.exe\SupportedTypes"; ValueType: string; ValueName: ".' + Ending + '"; ValueData: ""'
#emit Type("aac")
#emit Type("aiff")
#emit Type("avi")
#emit Type("flac")
#emit Type("m4a")
#emit Type("mkv")
#emit Type("mov")
#emit Type("mp3")
#emit Type("mp4")
#emit Type("ogg")
#emit Type("opus")
#emit Type("wav")
#emit Type("webm")
#emit Type("wma")

[Run]
Filename: "{app}\Dictation.exe"; Description: "{cm:LaunchProgram,Dictation}"; Flags: nowait postinstall skipifsilent
