#!/bin/sh
# What install_test.sh and ../windows/wine_test.py let a clerk do on an X screen, by keyboard alone:
#
#     clerk.sh DOCUMENT PICTURE START...
#
# START opens the document; then: to the next finding, a weight of 5 typed, saved, exported as PDF and as Excel beside
# the document, the same document opened again (the window must stay one), a picture, the program ended. A picture of
# a dialog lies beside it.
set -eu
document=$1 picture=$2
shift 2

key() { xdotool key --clearmodifiers "$@"; sleep 1; }
# window NAME: wait for a window whose title matches, print its number. A search fails when any window goes meanwhile.
window() {
    for _ in $(seq 90); do
        found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1)
        [ -z "$found" ] || { echo "$found"; return 0; }
        sleep 1
    done
    echo "no window: $1" >&2
    exit 1
}

# gone NAME: wait until no such window is left.
gone() {
    for _ in $(seq 60); do
        xdotool search --onlyvisible --name "$1" >/dev/null 2>&1 || return 0
        sleep 1
    done
    echo "still there: $1" >&2
    exit 1
}

windows() { xdotool search --onlyvisible --name '绩效目标编报$' | wc -l; }

# The n-th entry of the menu 输出(O) writes the file; the menu opens with its first one chosen. The typed weight was the
# only error, so nothing is asked but the name; the proposed one, beside the document, is taken.
export_entry() {
    key alt+o
    for _ in $(seq 2 "$1"); do xdotool key Down; done
    key Return
    window '^导出' >/dev/null
    key Return
    window '^已导出' >/dev/null
    scrot --overwrite "${picture%.png}-dialog.png"
    key Escape
    gone '^已导出'
    xdotool windowfocus --sync "$main" # there is no window manager to do it
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
gone '绩效目标编报$'
