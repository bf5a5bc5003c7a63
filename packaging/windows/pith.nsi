; An installer for Windows, of a folder that was frozen there.
;
; NOT YET RUN on Windows: makensis compiles it, and nobody has installed what comes out. It is made
; by the workflow .github/workflows/installers.yml, or by hand in this folder:
;
;   python ..\make_frozen.py
;   makensis /DVERSION=0.1.0 /DFROZEN=..\..\build\installer\frozen\pith /DOUT=pith-setup.exe pith.nsi

Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!ifndef VERSION
  !error "say /DVERSION=…"
!endif

Name "Pith"
OutFile "${OUT}"
; For one person, without an administrator: the program's folder is theirs.
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Pith"
InstallDirRegKey HKCU "Software\Pith" "InstallDir"
SetCompressor /SOLID lzma
BrandingText "Pith ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Pith"
VIAddVersionKey "FileDescription" "Installs Pith"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The Pith authors, MIT licence"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Pith"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_FINISHPAGE_RUN "$INSTDIR\pithw.exe"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"

Section "Pith" Main
  SectionIn RO
  ; The folder of modules and libraries is all of the version before: nothing of it may stay.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FROZEN}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\Pith" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Pith"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\pithw.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Pith authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  ; `pith` in a terminal and in Win+R.
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\pith.exe" "" "$INSTDIR\pith.exe"
SectionEnd

Section "Start menu" Menu
  CreateShortcut "$SMPROGRAMS\Pith.lnk" "$INSTDIR\pithw.exe"
SectionEnd

Section "Open with Pith, for files and folders" OpenWith
  WriteRegStr HKCU "Software\Classes\Applications\pithw.exe\shell\open\command" "" '"$INSTDIR\pithw.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\*\shell\Pith" "" "Open with Pith"
  WriteRegStr HKCU "Software\Classes\*\shell\Pith" "Icon" "$INSTDIR\pithw.exe"
  WriteRegStr HKCU "Software\Classes\*\shell\Pith\command" "" '"$INSTDIR\pithw.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Directory\shell\Pith" "" "Open with Pith"
  WriteRegStr HKCU "Software\Classes\Directory\shell\Pith" "Icon" "$INSTDIR\pithw.exe"
  WriteRegStr HKCU "Software\Classes\Directory\shell\Pith\command" "" '"$INSTDIR\pithw.exe" "%V"'
SectionEnd

; What is the person's (settings, extensions) lies in %LOCALAPPDATA%\pith, and stays.
Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\pith.exe"
  Delete "$INSTDIR\pithw.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Pith.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Pith"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\pith.exe"
  DeleteRegKey HKCU "Software\Classes\Applications\pithw.exe"
  DeleteRegKey HKCU "Software\Classes\*\shell\Pith"
  DeleteRegKey HKCU "Software\Classes\Directory\shell\Pith"
SectionEnd
