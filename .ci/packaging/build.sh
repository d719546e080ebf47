#!/usr/bin/env bash
# Builds the frozen program and everything that is published of it for Linux.
#
#   .ci/packaging/build.sh [FOLDER [OPTIONS OF artefacts.py]]
#
# FOLDER is dist where it is left out. PYTHON names the interpreter that has the program's
# distributions and PyInstaller (default python3). What depends on chance or on the clock
# is settled here: the order of sets in byte code, and every date.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(realpath -m "${1:-$project/dist}")
export PYTHONHASHSEED=0
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}
cd "$project"
"${PYTHON:-python3}" -m PyInstaller --noconfirm --distpath "$folder" \
    --workpath "$folder/work" build_installer.spec
"${PYTHON:-python3}" .ci/packaging/artefacts.py "$folder/Dictation" "${@:2}"
rm -rf "$folder/work"
