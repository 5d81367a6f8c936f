#!/bin/sh
# enter.sh ROOT COMMAND …: runs a command in a bare root.
# Started by unshare in namespaces of its own, so that mounts and processes are
# gone with it, even after a kill -9, and nothing of the machine's /dev can be
# deleted together with the folder.
set -eu
root=$1
shift

mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=0755 tmpfs "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,mode=0620,ptmxmode=0666 devpts "$root/dev/pts"
for node in null zero full random urandom tty; do
	: >"$root/dev/$node"
	mount --bind "/dev/$node" "$root/dev/$node"
done
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"

# Not exec: the first process of a namespace has to wait for orphans, and this shell does.
code=0
chroot "$root" "$@" || code=$?
exit "$code"
