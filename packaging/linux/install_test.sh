#!/bin/sh
# What `make install-test` does, as root: install the newest .deb of dist/ on a fresh Debian without Python, open a
# document by its type as a user with a Chinese home folder, edit one cell by keyboard, save, export, uninstall, and
# look for anything left behind. Prints what it does; the picture lands in build/install-test.png.
#
#     packaging/linux/install_test.sh [MIRROR]
set -eu
cd "$(dirname "$0")/../.."
package=$(ls -t dist/*.deb | head -n 1)
machine=$(mktemp -d /var/tmp/jixiao-install.XXXXXX)
chmod 755 "$machine" # the clerk walks through it
home=/home/王会计
document='测试 目录/示例 文档.jixiao'

say() { printf '== %s\n' "$*"; }

leave() {
    umount "$machine/proc" 2>/dev/null || true # not mounted yet when debootstrap failed
    rm -rf --one-file-system "$machine"
}
trap leave EXIT

inside() { chroot "$machine" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_clerk() { chroot --userspec=clerk:clerk "$machine" env -i PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 sh -euc "cd '$home'; $1"; }
files() { inside find / -xdev \( -path /proc -o -path /var -o -path /home -o -path /tmp \) -prune -o -print | sort; }

say "a fresh minimal Debian 12"
debootstrap --variant=minbase bookworm "$machine" ${1:+"$1"} >/dev/null
mount -t proc proc "$machine/proc"
cp /etc/resolv.conf "$machine/etc/"
inside apt-get update -q >/dev/null
say "a screen, a keyboard, a camera; no Python"
inside apt-get install -q -y --no-install-recommends xvfb xauth xdotool scrot libglib2.0-bin >/dev/null
if inside sh -c 'command -v python3'; then
    say "there is a Python: this test would prove nothing"
    exit 1
fi
inside useradd --create-home --home-dir "$home" clerk

say "install $package"
cp "$package" "$machine/tmp/program.deb"
# Dependencies first: what apt keeps of them after the removal is not ours.
inside sh -c 'apt-get install -q -y --no-install-recommends $(dpkg-deb -f /tmp/program.deb Depends | sed "s/([^)]*)//g; s/,/ /g")' >/dev/null
files >"$machine/tmp/before"
inside apt-get install -q -y /tmp/program.deb >/dev/null

say "self-test, sample, document type"
as_clerk "jixiao self-test"
as_clerk "mkdir '${document%/*}'; jixiao import /usr/lib/jixiao-desktop/_internal/resources/samples/2024-approval-form.txt -o '$document'"
as_clerk "gio info -a standard::content-type '$document' | grep application/x-jixiao"

say "open by double click, next finding, type 5, save"
cat >"$machine/tmp/clerk.sh" <<'CLERK'
set -eu
gio open "$1"
window=$(timeout 60 xdotool search --sync --onlyvisible --name '示例 文档' | head -n 1)
sleep 3
xdotool windowfocus --sync "$window" key F8
sleep 1
xdotool key 5 key Return
sleep 1
xdotool key ctrl+s
sleep 3
scrot "$HOME/window.png"
CLERK
as_clerk "xvfb-run -a -s '-screen 0 1366x768x24' sh /tmp/clerk.sh '$document'"
mkdir -p build
cp "$machine$home/window.png" build/install-test.png
as_clerk "jixiao show '$document' --json >book.json"
.venv/bin/python - "$machine$home/book.json" <<'LOOK'
import json, sys
book = json.load(open(sys.argv[1], encoding="utf-8"))
rows = [row for unit in book["units"] for project in unit["projects"] for row in project["indicators"]]
weights = [row["weight"] for row in rows if row["name"] == "城镇新增就业人数"]
sys.exit(None if None not in weights and "5" in weights else f"the weight was not typed: {weights}")
LOOK

say "export"
as_clerk "jixiao export '$document' -o 表.pdf; jixiao export '$document' -o 表.xlsx; head -c 5 表.pdf; echo; head -c 2 表.xlsx; echo"

say "uninstall, look for what is left"
inside apt-get purge -q -y jixiao-desktop >/dev/null
files >"$machine/tmp/after"
diff "$machine/tmp/before" "$machine/tmp/after"
say "nothing is left but the user's files"
