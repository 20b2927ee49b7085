#!/usr/bin/env bash
# Runs a command in a root file system as a container engine would. To be run in a mount namespace of its own.
#   in-root.sh ROOT JAVA_HOME DATA MODE DIRECTORY COMMAND...
# MODE rw: as root, everything may be written (the building of an image). MODE ro: as user 65532 without capabilities;
# only /tmp and /var/lib/weir, which is DATA, may be written.
set -euo pipefail
root=$1 java=$2 data=$3 mode=$4 directory=$5
shift 5

mount --make-rprivate /
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind /usr "$root/usr"
mount -o remount,bind,ro "$root/usr"
mount --bind "$java" "$root/opt/java/openjdk"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$data" "$root/var/lib/weir"
export PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/usr/sbin:/bin

as_user=()
if [ "$mode" = ro ]; then
    mount -o remount,bind,ro "$root"
    as_user=(setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs --bounding-set=-all)
fi
exec chroot "$root" env --chdir="$directory" "${as_user[@]}" "$@"
