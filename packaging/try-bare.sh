#!/bin/sh
# Proves the two commands on a Debian 12 that has git, make and python3 and nothing else of use.
#
#   sudo packaging/try-bare.sh FOLDER [GOAL…]
#
# makes such a system below FOLDER (about 400 MB; the unpacked base is kept there for the next
# time), clones the last commit into it, and there
#   1. types `make test` as an ordinary user, who must be told what to type;
#   2. makes each GOAL as root: test and run, unless others are named;
#   3. makes the last GOAL once more as the ordinary user, now that the system has its packages.
#
# What only the outside knows is handed in through the environment and kept out of this file:
#   BARE_MIRROR  where debootstrap takes Debian from, if not from its default
#   BARE_FILES   files and folders that must be there as they are here, separated by spaces:
#                certificates, package indexes on disk, apt's settings
# and PIP_*, SSL_CERT_FILE and the proxies' variables, which are passed on.
#
# Needs debootstrap and root. All mounts live in a namespace that ends with this script.
set -eu

if [ "${1:-}" = --inside ]; then
    # In namespaces of our own: mount what a chroot needs, and run the commands.
    root=$2
    shift 2
    . "$(dirname "$0")/mount-root.sh"
    for path in /etc/resolv.conf ${BARE_FILES:-}; do
        if [ -d "$path" ]; then
            mkdir -p "$root$path"
        else
            mkdir -p "$root$(dirname "$path")"
            rm -f "$root$path"
            : >"$root$path"
        fi
        mount --bind -o ro "$path" "$root$path"
    done
    # A clean environment, and the variables that the outside hands in.
    set -- "$@" HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin CI=true
    goals=$1
    shift
    for name in $(env | sed -n 's/^\(PIP_[A-Z_]*\|SSL_CERT_[A-Z]*\|[a-zA-Z]*_[pP][rR][oO][xX][yY]\)=.*/\1/p'); do
        eval "set -- \"\$@\" \"$name=\$$name\""
    done

    inside() { # USER FOLDER GOAL ENVIRONMENT…
        user=$1 folder=$2 goal=$3
        shift 3
        if [ "$user" = root ]; then
            chroot "$root" env -i "$@" make -C "$folder" "$goal" </dev/null
        else
            chroot --userspec="$user:$user" "$root" env -i "$@" HOME="/home/$user" \
                make -C "$folder" "$goal" </dev/null
        fi
    }

    echo "== make test as an ordinary user of a bare system: must say what to type"
    if said=$(inside user /home/user/pith test "$@" 2>&1); then
        echo "it passed, which it cannot have"
        exit 1
    fi
    printf '%s\n' "$said"
    case $said in *"sudo apt-get"*"apt-get install"*) ;; *) exit 1 ;; esac

    for goal in $goals; do
        echo "== make $goal as root"
        inside root /root/pith "$goal" "$@"
    done
    echo "== make $goal as an ordinary user of the same system"
    inside user /home/user/pith "$goal" "$@"
    echo "== all of it worked"
    exit 0
fi

if [ $# -eq 0 ]; then
    sed -n '/^#!/d; /^#/!q; s/^# \{0,1\}//p' "$0"
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
repository=$(cd "$(dirname "$0")/.." && pwd)
base=$folder/base
root=$folder/root

if [ ! -e "$base.done" ]; then
    rm -rf "$base"
    debootstrap --variant=minbase --include=git,make,python3 bookworm "$base" ${BARE_MIRROR:+"$BARE_MIRROR"}
    : >"$base.done"
fi
rm -rf "$root"
cp -a "$base" "$root"
chroot "$root" useradd --create-home user
git clone --quiet --no-hardlinks "$repository" "$root/root/pith"
git clone --quiet --no-hardlinks "$repository" "$root/home/user/pith"
chroot "$root" chown -R user:user /home/user
exec unshare --mount --pid --fork --kill-child "$0" --inside "$root" "${*:-test run}"
