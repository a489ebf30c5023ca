#!/bin/sh
# Start of the portable folder: working copies, backups, settings and caches stay beside the program, on the same stick;
# where that cannot be written (a CD, a stick with its switch on "locked"), in the user's own folder.
here=$(dirname "$(readlink -f "$0")")
if mkdir -p "$here/数据" 2>/dev/null && [ -w "$here/数据" ]; then
    export JIXIAO_STATE="$here/数据/备份" JIXIAO_CONFIG="$here/数据/设置" XDG_CACHE_HOME="$here/数据/缓存"
fi
exec "$here/程序/jixiao-desktop" "$@"
