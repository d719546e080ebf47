#!/usr/bin/env bash
# Installs the Debian package on a Debian that has nothing, and uses the program there.
#
#   tests/installer/clean_root.sh [PACKAGE.deb]
#
# Without a package it is built first: PYTHON names the interpreter with the program's
# distributions and PyInstaller (default python3). The archive and the AppImage that lie
# beside the package are used too. Needs root, debootstrap and the
# package mirror that apt uses here. CLEAN_ROOT_BASE names what debootstrap made once, to
# be copied instead. Ends with 0 only if everything held.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "clean_root.sh: needs root and debootstrap (apt install debootstrap)." >&2
    exit 2
fi
if [ -z "${CLEAN_ROOT_INSIDE:-}" ]; then
    # Mounts of a namespace go with it, however this ends.
    CLEAN_ROOT_INSIDE=1 exec unshare --mount --pid --fork --kill-child \
        --propagation private "$0" "$@"
fi

if [ $# -gt 0 ]; then
    package=$(realpath "$1")
else
    cd "$project"
    .ci/packaging/build.sh
    package=$(realpath dist/dictation-app_*.deb)
fi
beside() { find "$(dirname "$package")" -maxdepth 1 -name "$1" | sort | head -n 1; }
archive=$(beside 'Dictation-*.tar.xz')
image=$(beside 'Dictation-*.AppImage')

work=$(mktemp -d "${TMPDIR:-/tmp}/clean-root-XXXX")
root="$work/root"
finish() {
    cut -d ' ' -f 2 /proc/self/mounts | grep -F "$root/" | sort -r |
        xargs -r umount --lazy 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap finish EXIT

held=0
broken=0
ok() { held=$((held + 1)); echo "ok    $*"; }
fail() { broken=$((broken + 1)); echo "FAIL  $*"; }
check() { # check WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then ok "$what"; else
        fail "$what"
        tail -n 15 "$work/said" | sed 's/^/      /'
    fi
}
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
home="/home/tester/Größe und Maß"
as_tester() { # as_tester 'SHELL COMMAND', as somebody who has nothing yet
    chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin \
        LC_ALL=C.UTF-8 HOME="$home" XDG_RUNTIME_DIR=/run/tester DISPLAY=:99 \
        bash -c "cd \"\$HOME\"; $1"
}
milliseconds() { echo $((${EPOCHREALTIME/./} / 1000)); }

echo "== a Debian with nothing"
. /etc/os-release
sources=/etc/apt/sources.list.d/debian.sources
[ -f "$sources" ] || sources=/etc/apt/sources.list
mirror=$(grep -m1 -oE 'https?://[^ ]+' <(grep -v '^#' "$sources"))
if [ -n "${CLEAN_ROOT_BASE:-}" ]; then
    cp -a "$CLEAN_ROOT_BASE" "$root"
else
    debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror" >"$work/debootstrap.log" ||
        { tail "$work/debootstrap.log" >&2; exit 1; }
fi
cp /etc/resolv.conf /etc/hosts "$root/etc/"
rm -f "$root/etc/apt/sources.list"
cp "$sources" "$root/etc/apt/${sources#/etc/apt/}"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
check "no Python, no pip" bash -c "! ls '$root'/usr/bin/python3* '$root'/usr/bin/pip*"

echo "== install"
cp "$package" "$root/package.deb"
in_root apt-get -qq update >/dev/null
check "apt installs the package and what it needs" in_root \
    env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends /package.deb
check "still no Python" bash -c "! ls '$root'/usr/bin/python3*"
program=/usr/lib/dictation-app
missing_libraries() { # those that are neither the system's nor the program's
    in_root bash -c "
        export LD_LIBRARY_PATH=$program/_internal
        find $program -type f -name '*.so*' -exec ldd {} + 2>/dev/null |
            sed -n 's/^\s*\(\S*\) => not found/\1/p' | sort -u |
            while read -r name; do
                find $program -name \"\$name\" | grep -q . || echo \"\$name\"
            done"
}
check "every library finds its libraries" bash -c "[ -z '$(missing_libraries)' ] || { echo '$(missing_libraries)'; false; }"
in_root dictation-app --version >"$work/version" # once, to have it in memory
best=999999
busy=999999
TIMEFORMAT='%U %S'
for _ in 1 2 3 4 5 6 7 8 9 10; do
    begun=$(milliseconds)
    { time in_root dictation-app --version >"$work/version"; } 2>"$work/times"
    took=$(($(milliseconds) - begun))
    used=$(awk '{print int(1000 * ($1 + $2))}' "$work/times")
    if [ $took -lt $best ]; then best=$took; fi
    if [ "$used" -lt $busy ]; then busy=$used; fi
done
echo "      $(cat "$work/version"): at best $best ms, $busy ms of a processor"
# Where others keep the processors busy, waiting for one says nothing of the program.
[ "$(awk '{print int($1)}' /proc/loadavg)" -lt "$(nproc)" ] || best=$busy
check "dictation-app --version answers in under half a second" [ $best -lt 500 ]

echo "== tools of the test: a screen and a microphone that are none"
in_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
    xvfb xdotool pulseaudio pulseaudio-utils libasound2-plugins desktop-file-utils locales \
    >/dev/null 2>&1
in_root localedef -i de_DE -f ISO-8859-1 de_DE.ISO-8859-1
in_root update-desktop-database -q
offered() { # offered TYPE...: a desktop offers the program for files of each type
    local type
    for type in "$@"; do
        grep "^$type=" "$root/usr/share/applications/mimeinfo.cache" |
            grep -q 'dictation-app.desktop' || { echo "not for $type"; return 1; }
    done
}
check "desktops offer it for recordings" offered audio/mp4 audio/ogg audio/mpeg video/mp4
check "still no Python" bash -c "! ls '$root'/usr/bin/python3*"
in_root useradd --create-home --uid 1000 tester
mkdir -p "$root$home" "$root/run/tester"
cp "$project/resources/sample.ogg" "$root$home/Gespräch mit Jörg.ogg"
cp "$project/resources/sample.ogg" "$root$home/second.ogg"
chown -R 1000:1000 "$root/home/tester" "$root/run/tester"
chmod 700 "$root/run/tester"

echo "== the command line"
has_words() { grep -qi 'recording' "$1" && [ "$(wc -w <"$1")" -ge 10 ]; }
as_tester 'dictation-app transcribe "Gespräch mit Jörg.ogg"' >"$work/text" 2>"$work/errors" || true
check "the sample is transcribed: $(tr '\n' ' ' <"$work/text")" has_words "$work/text"
check "subtitles" as_tester \
    'dictation-app transcribe second.ogg --format srt | grep -q -- "-->"'
for locale in C de_DE.ISO-8859-1; do
    check "a locale without UTF-8, $locale" as_tester \
        "LC_ALL=$locale dictation-app transcribe 'Gespräch mit Jörg.ogg' | grep -qi recording"
done
is_one_sentence() { # is_one_sentence WORDS IN IT
    cat "$work/sentence"
    [ $code = 1 ] && [ "$(wc -l <"$work/sentence")" = 1 ] && grep -q "$1" "$work/sentence"
}
as_tester 'LC_ALL=de_DE.ISO-8859-1 dictation-app transcribe "fehlt – Größe.ogg"' \
    >"$work/sentence" 2>&1 && code=0 || code=$?
check "a locale without UTF-8: a file that is not there: one sentence" is_one_sentence 'Größe.ogg'
as_tester 'env -u DISPLAY Dictation' >"$work/sentence" 2>&1 && code=0 || code=$?
check "no display: one sentence" is_one_sentence 'no screen'
as_tester 'DISPLAY=:77 Dictation' >"$work/sentence" 2>&1 && code=0 || code=$?
check "a display that is gone: one sentence" is_one_sentence ':77”, does not answer'

echo "== libraries of the system that are missing"
hide() { # hide LIBRARY: until `bring_back`
    hidden=$root$(in_root ldconfig -p | awk -v name="$1" '$1 == name && !n++ {print $NF}')
    mv "$hidden" "$hidden.away"
}
bring_back() { mv "$hidden.away" "$hidden"; }
for pair in libEGL.so.1:libegl1 libGL.so.1:libgl1 libpulse.so.0:libpulse0; do
    hide "${pair%:*}"
    as_tester 'Dictation' >"$work/sentence" 2>&1 && code=0 || code=$?
    check "without ${pair%:*}: one sentence with the package" is_one_sentence "apt install ${pair#*:}"
    bring_back
done
hide libportaudio.so.2
as_tester 'dictation-app dictate' >"$work/sentence" 2>&1 && code=0 || code=$?
check "without PortAudio: one sentence with the package" is_one_sentence 'libportaudio2'
as_tester 'dictation-app doctor' >"$work/doctor" 2>&1 || true
check "without PortAudio: doctor says so" grep -q 'microphone: .*libportaudio2' "$work/doctor"
bring_back
hide libstdc++.so.6
as_tester 'dictation-app transcribe second.ogg' >"$work/sentence" 2>&1 && code=0 || code=$?
is_told() { # one line of the program, perhaps one of Qt before it
    cat "$work/sentence"
    [ $code = 1 ] && [ "$(wc -l <"$work/sentence")" -le 2 ] && grep -q "^dictation-app: .*$1" "$work/sentence"
}
check "without the C++ library: a sentence with its name" is_told 'libstdc++.so.6'
bring_back

echo "== the window"
as_tester 'Xvfb :99 -screen 0 1280x800x24 -nolisten tcp -noreset' >/dev/null 2>&1 &
sleep 3
count() { as_tester "xdotool search --onlyvisible --class '^[Dd]ictation' 2>/dev/null | wc -l"; }
patience=300 # seconds for one step; a busy machine needs many of them
wait_for_windows() { # wait_for_windows NUMBER
    local until=$(($(milliseconds) + patience * 1000))
    while [ "$(milliseconds)" -lt $until ]; do
        if [ "$1" = 0 ]; then [ "$(count)" = 0 ] && return; else [ "$(count)" -ge "$1" ] && return; fi
        sleep 0.1
    done
    return 1
}
end_window() { # as the session does when its user goes
    local process
    for process in "$root"/proc/[0-9]*; do
        case $(readlink "$process/exe") in
        */Dictation | */dictation-app) kill -TERM "${process##*/}" ;;
        esac
    done
    wait_for_windows 0 || true
}
as_tester 'mkdir -p .config/Dictation && cat >.config/Dictation/settings.json' <<'OLD'
{"appearance": {"theme": "dark", "forgotten": 3}, "recognition": {"model": "gone"}}
OLD
begun=$(milliseconds)
as_tester 'Dictation "Gespräch mit Jörg.ogg"' >"$work/window" 2>&1 &
window=$!
check "Dictation FILE opens a window" wait_for_windows 1
echo "      on screen after $(($(milliseconds) - begun)) ms (first start of this root)"
found=$(count)
check "a second start hands its file over and ends" as_tester "timeout $patience Dictation second.ogg"
check "there is still one window" [ "$(count)" = "$found" ]
notes() { # how many have the text of the sample; each is a folder with several files
    grep -rli 'short recording' "$root$home/.local/share/Dictation/notes" 2>/dev/null |
        sed 's|.*/notes/||; s|/.*||' | sort -u | wc -l
}
transcribed() { # transcribed NUMBER: so many notes have their text
    local until=$(($(milliseconds) + patience * 1000))
    while [ "$(milliseconds)" -lt $until ]; do
        [ "$(notes)" -ge "$1" ] && return
        sleep 1
    done
    echo "$(notes) of $1 notes have their text"
    return 1
}
check "both recordings are transcribed in the window" transcribed 2
log="$root$home/.local/state/Dictation/log/dictation.log"
check "the log is where platformdirs says, without text" bash -c "[ -s '$log' ] && ! grep -qi 'short recording' '$log'"
settings="$root$home/.config/Dictation/settings.json"
check "settings of an older version are taken over" bash -c \
    "grep -q '\"dark\"' '$settings' && [ ! -e '$settings.bak' ]"
check "nothing was said on the terminal" bash -c "! grep -iE 'error|traceback|warn' '$work/window'"
end_window
wait $window 2>/dev/null || true
cp -a "$root$home/second.ogg" "$root$home/Maß für Maß.ogg"
as_tester 'LC_ALL=de_DE.ISO-8859-1 Dictation "Maß für Maß.ogg"' >"$work/window" 2>&1 &
check "a locale without UTF-8: the window opens" wait_for_windows 1
check "a locale without UTF-8: the window transcribes" transcribed 3
check "a locale without UTF-8: no traceback" bash -c "! grep -i traceback '$work/window'"
end_window

echo "== dictation from a microphone"
check "a virtual microphone" as_tester '
    pulseaudio --start --exit-idle-time=-1 &&
    pactl load-module module-null-sink sink_name=vmic &&
    pactl load-module module-remap-source master=vmic.monitor source_name=vmic_src &&
    pactl set-default-source vmic_src'
check "doctor finds nothing amiss" as_tester 'dictation-app doctor'
sed 's/^/      /' "$work/said"
check "live dictation writes what is said" as_tester '
    dictation-app dictate --save note.txt 2>dictate.log & said=$!
    for _ in $(seq 300); do grep -q "listening" dictate.log && break; sleep 1; done
    paplay --device=vmic second.ogg
    sleep 5
    kill -INT $said
    wait $said
    [ $(wc -w <note.txt) -ge 8 ]'
sed 's/^/      /' "$root$home/note.txt" || true

echo "== playing"
as_tester 'Dictation second.ogg' >"$work/window" 2>&1 &
check "a third recording opens" wait_for_windows 1
plays() { # Escape plays what is open once its text is there
    local until=$(($(milliseconds) + patience * 1000))
    while [ "$(milliseconds)" -lt $until ]; do
        as_tester 'xdotool search --onlyvisible --class "^[Dd]ictation" windowfocus key Escape'
        sleep 2
        as_tester 'pactl list short sink-inputs | grep -q .' && return
        sleep 8
    done
    return 1
}
check "it is heard" plays
end_window

echo "== places where things cannot be written"
as_tester 'Dictation --safe-mode' >"$work/window" 2>&1 &
check "--safe-mode opens a window" wait_for_windows 1
end_window
mkdir -p "$root/readonly"
mount -t tmpfs -o ro tmpfs "$root/readonly"
check "a read-only home: files are transcribed" as_tester \
    'HOME=/readonly dictation-app transcribe "/home/tester/Größe und Maß/second.ogg" | grep -qi recording'
as_tester 'HOME=/readonly Dictation' >"$work/window" 2>&1 &
check "a read-only home: the window opens" wait_for_windows 1
check "a read-only home: no traceback" bash -c "! grep -i traceback '$work/window'"
end_window
# One that was writable once has notes and settings in it.
mount --bind "$root/home/tester" "$root/home/tester"
mount -o remount,bind,ro "$root/home/tester"
as_tester 'Dictation' >"$work/window" 2>&1 &
check "a home that became read-only: the window opens" wait_for_windows 1
check "a home that became read-only: no traceback" bash -c "! grep -i traceback '$work/window'"
end_window
as_tester 'dictation-app doctor' >"$work/doctor" 2>&1 && code=0 || code=$?
says_what_cannot_be_written() {
    cat "$work/doctor"
    [ $code = 1 ] && grep -q '^FAIL *your data: Cannot write' "$work/doctor"
}
check "a home that became read-only: doctor says so" says_what_cannot_be_written
umount "$root/home/tester"
# The screen's socket is in the old one.
mkdir -p "$root/run/screen"
mount --bind "$root/tmp/.X11-unix" "$root/run/screen"
mount -t tmpfs -o size=8k tmpfs "$root/tmp"
mkdir "$root/tmp/.X11-unix"
mount --bind "$root/run/screen" "$root/tmp/.X11-unix"
head -c 100000 /dev/zero >"$root/tmp/full" 2>/dev/null || true
check "a full /tmp: files are transcribed" as_tester \
    'dictation-app transcribe second.ogg | grep -qi recording'
cp -a "$root$home/second.ogg" "$root$home/fourth.ogg"
before=$(notes)
as_tester 'Dictation fourth.ogg' >"$work/window" 2>&1 &
check "a full /tmp: the window opens" wait_for_windows 1
check "a full /tmp: the window transcribes" transcribed $((before + 1))
check "a full /tmp: no traceback" bash -c "! grep -i traceback '$work/window'"
end_window
umount --recursive "$root/tmp"

echo "== two versions side by side"
other="/opt/Dictation 0.0.9 für Jörg"
if [ -n "$archive" ]; then
    mkdir "$work/unpacked"
    tar --extract --no-same-owner --file "$archive" --directory "$work/unpacked"
    mv "$work/unpacked/Dictation" "$root$other"
    from="the archive"
else
    cp -a "$root$program" "$root$other"
    from="a copy (no archive lies beside the package)"
fi
chmod -R a+rX "$root$other"
check "$from in a folder with spaces and umlauts: files are transcribed" as_tester \
    "'$other/dictation-app' transcribe second.ogg | grep -qi recording"
# The other program says that it is older than it is.
older="import sys, dictation_app
dictation_app.__version__ = '0.0.9'
from dictation_app.cli import open_window
sys.exit(open_window(sys.argv[1:]))"
for name in fifth sixth; do cp -a "$root$home/second.ogg" "$root$home/$name.ogg"; done
before=$(notes)
as_tester 'Dictation' >"$work/window" 2>&1 &
check "the installed version's window opens" wait_for_windows 1
found=$(count)
check "the older version hands its file over and ends" as_tester \
    "timeout $patience '$other/Dictation' -c \"$older\" fifth.ogg"
check "the installed version's window transcribes it" transcribed $((before + 1))
check "there is one window of both" [ "$(count)" = "$found" ]
end_window
as_tester "'$other/Dictation' -c \"$older\" sixth.ogg" >"$work/window" 2>&1 &
check "the older version's window opens, with the same notes" wait_for_windows 1
check "the older version's window transcribes" transcribed $((before + 2))
check "neither says anything on the terminal" bash -c "! grep -iE 'error|traceback|warn' '$work/window'"
end_window

echo "== an AppImage"
if [ -n "$image" ]; then
    one="/opt/Dictation für alle.AppImage"
    cp "$image" "$root$one"
    chmod 755 "$root$one"
    ln -s "$(basename "$one")" "$root/opt/dictation-app"
    # There is no FUSE in a root like this one: the runtime unpacks it.
    check "under the name dictation-app it is the command line" as_tester \
        'APPIMAGE_EXTRACT_AND_RUN=1 /opt/dictation-app transcribe second.ogg | grep -qi recording'
    as_tester "APPIMAGE_EXTRACT_AND_RUN=1 '$one' second.ogg" >"$work/window" 2>&1 &
    check "it opens a window" wait_for_windows 1
    end_window
else
    echo "skipped: none lies beside the package"
fi

echo "== remove"
check "apt removes it" in_root env DEBIAN_FRONTEND=noninteractive apt-get purge -qq dictation-app
check "nothing is left of it" bash -c "! ls '$root$program' '$root/usr/bin/Dictation' \
    '$root/usr/share/applications/dictation-app.desktop' '$root/usr/share/doc/dictation-app'"
check "the user's notes are" [ -d "$root$home/.local/share/Dictation" ]
check "the other version still runs" as_tester "'$other/dictation-app' --version"

size=$(stat -c %s "$package")
echo "package: $((size / 1000000)) MB; $held held, $broken did not"
[ $broken = 0 ]
