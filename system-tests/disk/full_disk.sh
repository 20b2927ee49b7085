#!/usr/bin/env bash
# The demo on a disk that is too small: it must say so, wait, and end well once there is space.
#   system-tests/disk/full_disk.sh FOLDER     FOLDER is empty and may be mounted on
set -euo pipefail

folder=$1
weir=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)/weir
said=$(mktemp)
demo=
clean_up() {
    if [ -n "$demo" ]; then kill -KILL "$demo" 2>/dev/null || true; fi
    umount --lazy "$folder" || true
    rm -f -- "$said"
}
fail() { cat "$said"; printf '%s\n' "$*" >&2; exit 1; }

mount -t tmpfs -o size=110m tmpfs "$folder"
trap clean_up EXIT

"$weir" demo --once --data-dir "$folder/demo" >"$said" 2>&1 &
demo=$!
for _ in $(seq 600); do
    if grep -q 'waiting: the disk is full' "$said"; then break; fi
    kill -0 "$demo" 2>/dev/null || fail "the demo ended in place of waiting for space"
    sleep 0.5
done
grep -q 'waiting: the disk is full' "$said" || fail "the demo does not say that the disk is full"

mount -o remount,size=2g "$folder"
code=0
wait "$demo" || code=$?
demo=
[ "$code" = 0 ] || fail "the demo ended with $code, with space enough"
grep -q 'All is well' "$said" || fail "the demo did not prove its counts"
grep -m 1 'waiting: ' "$said"
grep 'All is well' "$said"
