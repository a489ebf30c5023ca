#!/bin/sh
# What `make install-test` does, as root: on a fresh Debian without Python, as a user with a Chinese home folder,
# install the newest .deb of dist/, use it like a clerk, remove it, and look for anything left behind; then the same
# with the portable folder, unpacked under Chinese letters and spaces, of which nothing may be written outside.
# Prints what it does; the pictures and the log of apt land in build/.
#
#     packaging/linux/install_test.sh [MIRROR]
set -eu
cd "$(dirname "$0")/../.."
package=$(ls -t dist/*.deb | head -n 1)
archive=$(ls -t dist/*-portable-*.tar.xz | head -n 1)
machine=$(mktemp -d /var/tmp/jixiao-install.XXXXXX)
chmod 755 "$machine" # the clerk walks through it
home=/home/王会计
document='测试 目录/示例 文档.jixiao'
sample=/usr/lib/jixiao-desktop/_internal/resources/samples/2024-approval-form.txt
stick="$home/便携 软件/绩效目标编报"
log=$PWD/build/install-test.log

say() { printf '== %s\n' "$*"; }

leave() {
    status=$?
    for place in dev/pts proc; do umount "$machine/$place" 2>/dev/null || true; done # not mounted when debootstrap failed
    rm -rf --one-file-system "$machine"
    [ "$status" = 0 ] || tail -n 20 "$log"
}
trap leave EXIT

inside() { chroot "$machine" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
apt_get() { inside apt-get -q -y "$@" >>"$log" 2>&1; }
# In a network namespace of its own: the clerk's machine has no network, and no X server of another user is in its way.
as_clerk() { unshare --net chroot --userspec=clerk:clerk "$machine" env -i PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 sh -euc "cd '$home'; $1"; }
files() { inside find / -xdev \( -path /proc -o -path /var -o -path /home -o -path /tmp -o -path /dev/pts \) -prune -o -print | sort; }

# work NAME START: the clerk's work on a fresh copy of the document; looked at from outside, the picture kept.
work() {
    as_clerk "rm -rf '${document%/*}'; mkdir '${document%/*}'; cp 示例.jixiao '$document'"
    as_clerk "env $entries xvfb-run -a -s '-screen 0 1366x768x24' sh /tmp/clerk.sh '$document' '$home/$1.png' $2"
    mv "$machine$home/$1.png" "$machine$home/$1-dialog.png" build/
    .venv/bin/python packaging/linux/check_work.py "$machine$home/$document"
}

mkdir -p build
: >"$log"
entries=$(QT_QPA_PLATFORM=offscreen .venv/bin/python packaging/linux/check_work.py --entries)
say "a fresh minimal Debian 12 ($(git rev-parse --short HEAD 2>/dev/null || echo no git))"
debootstrap --variant=minbase bookworm "$machine" ${1:+"$1"} >>"$log"
mount -t proc proc "$machine/proc"
mount --bind /dev/pts "$machine/dev/pts"
cp /etc/resolv.conf "$machine/etc/"
apt_get update
say "a screen, a keyboard, a camera; no Python"
apt_get install --no-install-recommends xvfb xauth xdotool scrot libglib2.0-bin xz-utils
if inside sh -c 'command -v python3'; then
    say "there is a Python: this test would prove nothing"
    exit 1
fi
inside useradd --create-home --home-dir "$home" --shell /bin/sh clerk

say "install $package"
cp "$package" "$machine/tmp/program.deb"
cp "$archive" "$machine/tmp/program.tar.xz"
cp packaging/linux/clerk.sh "$machine/tmp/clerk.sh"
# Dependencies first: what apt keeps of them after the removal is not ours.
apt_get install --no-install-recommends $(dpkg-deb -f "$package" Depends | sed "s/([^)]*)//g; s/,/ /g")
files >"$machine/tmp/before"
apt_get install /tmp/program.deb
inside dpkg-query -W -f '${Package} ${Version}: ${Installed-Size} kB\n' jixiao-desktop

say "self-test without a screen, and on one"
as_clerk "jixiao self-test"
as_clerk "xvfb-run -a -s '-screen 0 1366x768x24' jixiao self-test | grep -A1 打开窗口"

say "sample, document type"
as_clerk "jixiao import $sample -o 示例.jixiao | head -n 1"
as_clerk "gio info -a standard::content-type 示例.jixiao | grep application/x-jixiao"
as_clerk "cp 示例.jixiao 无后缀; gio info -a standard::content-type 无后缀 | grep application/x-jixiao; rm 无后缀"

say "without network: open by double click, next finding, type 5, save, export, open again, end"
work installed "gio open"

say "uninstall, look for what is left"
apt_get purge jixiao-desktop
files >"$machine/tmp/after"
diff "$machine/tmp/before" "$machine/tmp/after"
as_clerk "find . -mindepth 1 -not -path './.local/state/*' -not -path './.cache/*' | sort"
say "nothing of the program is left but the clerk's own state"

say "the portable folder: $archive"
as_clerk "rm -rf .local .config .cache .dbus; mkdir -p '${stick%/*}'; tar -C '${stick%/*}' -xf /tmp/program.tar.xz"
as_clerk "printf '#!/bin/sh\n\"%s/绩效目标编报.sh\" \"\$@\" &\n' '$stick' >start.sh; chmod +x start.sh"
work portable "$home/start.sh"
files >"$machine/tmp/after"
diff "$machine/tmp/before" "$machine/tmp/after"
outside=$(as_clerk "find . -mindepth 1 \( -path './便携 软件' -o -path './测试 目录' \) -prune -o -type f -print | sort")
expected=$(printf './.bash_logout\n./.bashrc\n./.profile\n./start.sh\n./示例.jixiao')
[ "$outside" = "$expected" ] || { say "written outside of its folder:"; echo "$outside"; exit 1; }
left=$(as_clerk "find /tmp /var/tmp -user clerk -not -path '/tmp/.X11-unix*' -not -path '/tmp/xvfb-run.*'")
[ -z "$left" ] || { say "left in the temporary folder: $left"; exit 1; }
as_clerk "cd '$stick'; find 数据 -maxdepth 3 | sort"
say "nothing was written outside of the portable folder but the clerk's files"
