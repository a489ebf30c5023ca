; The installer: for one user, without administrator's rights. Run by make_installer.py, which defines VERSION, NUMBERS,
; KILOBYTES, OUTPUT, BUILD, PYTHON_DLL, COMPRESSOR and writes files.nsh.
;
;   setup.exe /S [/D=folder]     installs without asking; /D comes last, without quotes, blanks allowed
;   卸载.exe /S [/PURGE]          removes without asking; with /PURGE also automatic backups and settings
;
; Exit codes beside 0: 1 cancelled, 3 this Windows is too old or 32-bit, 4 the program is running.

Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include "${BUILD}/files.nsh"

!define PROGRAM "绩效目标编报"
!define UNINSTALLER "卸载.exe"
!define DOCUMENT "Jixiao.Book"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\JixiaoDesktop"
!define TOO_OLD "可请有本程序的同事用“输出 › 导出填报模板”发来 Excel 填报表，填好后发回导入。"

Name "${PROGRAM}"
BrandingText "${PROGRAM} ${VERSION}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${PROGRAM}"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
SetCompressor ${COMPRESSOR}
SetDateSave off
ManifestSupportedOS all
ManifestDPIAware true

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${PROGRAM}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${PROGRAM} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${PROGRAM}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${BUILD}/app.ico"
!define MUI_UNICON "${BUILD}/app.ico"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_WELCOMEPAGE_TEXT "将为当前用户安装 ${PROGRAM} ${VERSION}，不需要管理员权限。$\r$\n$\r$\n程序离线使用，不联网。升级时不影响已有的填报文件、自动备份和设置。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开 ${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program holds this library open for reading alone: no list of processes is needed.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  Exch $0
  IfFileExists "$0\runtime\${PYTHON_DLL}" 0 closed
  try:
    ClearErrors
    FileOpen $1 "$0\runtime\${PYTHON_DLL}" a
    IfErrors 0 free
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PROGRAM} 正在运行。请先保存并关闭它，再点“重试”。" /SD IDCANCEL IDRETRY try
    SetErrorLevel 4
    Quit
  free:
    FileClose $1
  closed:
  Pop $0
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "${PROGRAM}（必需）" SecProgram
  SectionIn RO
  ReadRegStr $R0 HKCU "${ENTRY}" "InstallLocation"
  ${If} $R0 == ""
    StrCpy $R0 $INSTDIR
  ${EndIf}
  Push $R0
  Call WaitUntilClosed
  Push $INSTDIR
  Call WaitUntilClosed
  ; The former version removes its own files, of which this one need not know.
  ${If} ${FileExists} "$R0\${UNINSTALLER}"
    DetailPrint "正在移除旧版本……"
    ExecWait '"$R0\${UNINSTALLER}" /S /FILES _?=$R0'
    ${If} $R0 != $INSTDIR
      Delete "$R0\${UNINSTALLER}"
      RMDir "$R0"
    ${EndIf}
  ${EndIf}
  !insertmacro InstallFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  CreateShortcut "$SMPROGRAMS\${PROGRAM}.lnk" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${PROGRAM}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "双击打开 .jixiao 文件" SecDocument
  WriteRegStr HKCU "${CLASSES}\.jixiao" "" "${DOCUMENT}"
  WriteRegStr HKCU "${CLASSES}\.jixiao" "Content Type" "application/x-jixiao"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}" "" "绩效目标填报文件"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\DefaultIcon" "" "$INSTDIR\document.ico"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\shell\open" "FriendlyAppName" "${PROGRAM}"
  WriteRegStr HKCU "${CLASSES}\${DOCUMENT}\shell\open\command" "" '"$INSTDIR\${PROGRAM}.exe" "%1"'
  !insertmacro TellExplorer
SectionEnd

Section "桌面快捷方式" SecDesktop
  CreateShortcut "$DESKTOP\${PROGRAM}.lnk" "$INSTDIR\${PROGRAM}.exe"
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} "程序本身，自带所需的一切，不改动系统。"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecDocument} "在文件夹中双击 .jixiao 文件，就用本程序打开。"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecDesktop} "在桌面上放一个图标。"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "本程序需要 64 位的 Windows 10（1809 或更新）或 Windows 11，这台电脑的系统是 32 位的。${TOO_OLD}" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "本程序需要 Windows 10（1809 或更新）或 Windows 11，这台电脑的系统较旧。${TOO_OLD}" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ; An upgrade puts back no icon that the user threw away.
  ReadRegStr $R0 HKCU "${ENTRY}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIfNot} ${FileExists} "$DESKTOP\${PROGRAM}.lnk"
    !insertmacro UnselectSection ${SecDesktop}
  ${EndIf}
FunctionEnd

Section "un.${PROGRAM}（程序）" UnProgram
  SectionIn RO
  Push $INSTDIR
  Call un.WaitUntilClosed
  !insertmacro RemoveFiles
  ClearErrors
  ${GetParameters} $R0
  ${GetOptions} $R0 "/FILES" $R1
  IfErrors 0 upgrade
  Delete "$INSTDIR\${UNINSTALLER}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PROGRAM}.lnk"
  Delete "$DESKTOP\${PROGRAM}.lnk"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "${CLASSES}\${DOCUMENT}"
  ReadRegStr $R0 HKCU "${CLASSES}\.jixiao" ""
  ${If} $R0 == "${DOCUMENT}"
    DeleteRegValue HKCU "${CLASSES}\.jixiao" ""
    DeleteRegValue HKCU "${CLASSES}\.jixiao" "Content Type"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.jixiao"
  ${EndIf}
  !insertmacro TellExplorer
  upgrade:
SectionEnd

Section /o "un.自动备份和设置" UnState
  RMDir /r "$LOCALAPPDATA\jixiao"
  RMDir /r "$APPDATA\jixiao"
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${UnProgram} "删除程序。您的填报文件都会保留。"
  !insertmacro MUI_DESCRIPTION_TEXT ${UnState} "还删除未保存内容的自动备份、保存前的旧版本和设置；删除后不能恢复。"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.onInit
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${UnState}
  ${EndIf}
FunctionEnd
