#!/bin/sh
# Start of the portable folder: working copies, backups, settings and caches stay beside the program, on the same stick.
here=$(dirname "$(readlink -f "$0")")
export JIXIAO_STATE="$here/数据/备份" JIXIAO_CONFIG="$here/数据/设置" XDG_CACHE_HOME="$here/数据/缓存"
exec "$here/程序/jixiao-desktop" "$@"
