/* Start of the program on Windows: loads the Python that lies in runtime\ beside it and runs the window, or, built
 * with -DCONSOLE, the command line. It says in one sentence why when it cannot. It lives in the process of the
 * program itself, so that the taskbar, the virus scanner and the installer see one program with one name.
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PROGRAM L"绩效目标编报"
#define MARKER L"便携版.txt" /* beside the program: its data stay beside it too */
#define RUNTIME L"runtime\\" PYTHON_DLL
#define FIRST_BUILD 17763 /* Windows 10 1809, the first that Qt 6 runs on */
#define ROOM 32768 /* the longest path of Windows, in characters */

#ifdef CONSOLE
#define CODE L"import sys; sys.frozen = True; from jixiao_desktop.cli import main; sys.exit(main())"
#else
#define CODE L"import sys; sys.frozen = True; from jixiao_desktop.__main__ import main; sys.exit(main())"
#endif

static wchar_t home[ROOM]; /* the folder of this program, with a backslash at its end */
static wchar_t place[ROOM];

typedef int(__cdecl *PyMain)(int, wchar_t **);
typedef int(__cdecl *PutEnv)(const wchar_t *, const wchar_t *);
typedef LONG(WINAPI *GetVersionOf)(OSVERSIONINFOW *);

/* Say why on standard error where somebody reads it, else in a box. */
static int refuse(const wchar_t *sentence)
{
    HANDLE err = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, written;
    if (err && GetConsoleMode(err, &mode)) {
        WriteConsoleW(err, sentence, (DWORD)wcslen(sentence), &written, NULL);
        WriteConsoleW(err, L"\r\n", 2, &written, NULL);
    } else if (err && GetFileType(err) != FILE_TYPE_UNKNOWN) {
        static char bytes[4096];
        int size = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(err, bytes, size > 0 ? size - 1 : 0, &written, NULL);
        WriteFile(err, "\r\n", 2, &written, NULL);
    } else {
        MessageBoxW(NULL, sentence, PROGRAM, MB_OK | MB_ICONERROR);
    }
    return 2;
}

/* The build number of this Windows; unlike GetVersionEx, ntdll does not lie to programs. */
static DWORD build_of_windows(void)
{
    OSVERSIONINFOW found = {.dwOSVersionInfoSize = sizeof found};
    GetVersionOf version = (GetVersionOf)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    if (!version || version(&found) != 0)
        return 0;
    return found.dwMajorVersion < 10 ? 0 : found.dwBuildNumber;
}

static const wchar_t *beside(const wchar_t *name)
{
    _snwprintf(place, ROOM - 1, L"%ls%ls", home, name);
    return place;
}

/* A CD, or a stick with its switch on "locked": data are kept in the user's own folder then. */
static int can_write_here(void)
{
    CreateDirectoryW(beside(L"数据"), NULL);
    HANDLE file = CreateFileW(beside(L"数据\\.试写"), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                              NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    return file != INVALID_HANDLE_VALUE && CloseHandle(file);
}

/* Python reads the environment of the C library that it was built with, so it is told there. */
static void keep_data_here(void)
{
    PutEnv put = (PutEnv)(void *)GetProcAddress(GetModuleHandleW(L"ucrtbase.dll"), "_wputenv_s");
    if (!put || GetFileAttributesW(beside(MARKER)) == INVALID_FILE_ATTRIBUTES || !can_write_here())
        return;
    put(L"JIXIAO_STATE", beside(L"数据\\备份"));
    put(L"JIXIAO_CONFIG", beside(L"数据\\设置"));
}

int wmain(int argc, wchar_t **argv)
{
    DWORD length = GetModuleFileNameW(NULL, home, ROOM);
    if (length == 0 || length >= ROOM)
        return refuse(L"程序所在的路径过长，请把它移到较浅的文件夹后再启动。");
    wcsrchr(home, L'\\')[1] = 0;
    if (build_of_windows() < FIRST_BUILD)
        return refuse(L"本程序需要 Windows 10（1809 或更新）或 Windows 11；这台电脑的系统较旧，"
                      L"可请有本程序的同事用“输出 › 导出填报模板”发来 Excel 填报表，填好后发回导入。");
    /* Held open until the process ends: that is how the installer knows that the program runs. */
    CreateFileW(beside(RUNTIME), GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    HMODULE python = LoadLibraryExW(beside(RUNTIME), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    PyMain run = python ? (PyMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return refuse(L"程序文件不完整：如果是压缩包，请先全部解压再启动；如果是安装的，请重新安装。");
    keep_data_here();

    wchar_t *fixed[] = {argv[0], L"-X", L"utf8", L"-B", L"-c", CODE};
    int count = sizeof fixed / sizeof *fixed;
    wchar_t **all = calloc(count + argc, sizeof *all);
    if (!all)
        return refuse(L"内存不足，请关闭其他程序后再启动。");
    memcpy(all, fixed, sizeof fixed);
    memcpy(all + count, argv + 1, (argc - 1) * sizeof *all);
    int status = run(count + argc - 1, all);
#ifndef CONSOLE
    if (status != 0)
        refuse(L"程序没有正常结束。已填的内容保存在自动备份中，再次启动时可以恢复；"
               L"如果总是这样，请重新安装，或在命令提示符中运行安装文件夹里的 jixiao.exe self-test 查看原因。");
#endif
    return status;
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, wchar_t *line, int show)
{
    (void)self, (void)none, (void)line, (void)show;
    return wmain(__argc, __wargv);
}
#endif
