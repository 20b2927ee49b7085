#!/usr/bin/env bash
# Each script of this folder that drives a browser, one after the other.
#   system-tests/browser/all.sh chromium
set -euo pipefail

here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
for script in watch_events swagger_ui console dashboard; do
    printf -- '-- %s\n' "$script"
    python3 "$here/$script.py" --browser "$1"
done
