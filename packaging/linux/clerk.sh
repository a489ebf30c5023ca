#!/bin/sh
# What install_test.sh lets a clerk do, inside of the fresh machine and its X screen, by keyboard alone:
#
#     clerk.sh DOCUMENT PICTURE START...
#
# START opens the document; then: to the next finding, a weight of 5 typed, saved, exported as PDF and as Excel beside
# the document, the same document opened again (the window must stay one), a picture, the program ended.
set -eu
document=$1 picture=$2
shift 2

key() { xdotool key --clearmodifiers "$@"; sleep 1; }
window() { timeout 90 xdotool search --sync --onlyvisible --name "$1" | head -n 1; }
windows() { xdotool search --onlyvisible --name '绩效目标编报$' | wc -l; }

# The n-th entry of the menu 输出(O) writes the file; the menu opens with its first one chosen.
export_entry() {
    key alt+o
    for _ in $(seq 2 "$1"); do xdotool key Down; done
    key Return
    sleep 2
    key Return # 仍然输出: the form still has other errors
    sleep 2
    key Return # the proposed name, beside the document
    sleep 6
    key Escape # 打开文件夹 … is not wanted
}

"$@" "$document"
main=$(window "${document##*/}")
sleep 3
xdotool windowfocus --sync "$main"
key F8
key 5 Return
key ctrl+s
sleep 2
export_entry "$PDF_ENTRY"
export_entry "$EXCEL_ENTRY"
scrot --overwrite "$picture"
"$@" "$document"
sleep 3
[ "$(windows)" = 1 ] || { echo "a second start made a second window"; exit 1; }
key ctrl+q
for _ in $(seq 60); do
    xdotool search --onlyvisible --name '绩效目标编报$' >/dev/null 2>&1 || exit 0
    sleep 1
done
echo "the program did not end"
exit 1
