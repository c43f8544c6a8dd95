# Makes .venv hold exactly what a lock names. Sourced by the scripts in scripts/ after they set $root, the project's
# folder; sets $python, by which all else runs, and $name, by which a script calls itself.
#
# .venv keeps a copy of each lock it satisfies: as long as that equals the project's, nothing is installed.
# While an install runs, .venv/unfinished stands; where one was cut short, the next run starts afresh.

name=scripts/$(basename -- "$0")
venv=$root/.venv
python=$venv/bin/python
export PYTHONPATH="$root"
[ -n "${HOME:-}" ] || unset HOME # or pip would keep its cache in /

. "$root/scripts/lib/apt.sh"

# need_venv LOCK: set $python to one that has all that LOCK names.
need_venv() {
    venv_has "$1" && return
    exec 9<"$root/requirements.lock"
    ! command -v flock >/dev/null 2>&1 || flock 9 # two scripts at once: one installs, one waits
    venv_has "$1" || fill_venv "$1"
    exec 9<&-
}

venv_has() {
    [ ! -e "$venv/unfinished" ] && cmp -s "$root/$1" "$venv/$1" && "$python" -I -S -c '' 2>/dev/null
}

fill_venv() {
    base=
    if [ -e "$venv/unfinished" ] || ! "$python" -m pip --version >/dev/null 2>&1; then
        find_python
    fi
    echo "$name: installing what $1 names into .venv (once, about a minute)" >&2
    [ -z "$base" ] || make_venv
    : >"$venv/unfinished"
    if ! said=$("$python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps --require-hashes -r "$root/$1" 2>&1); then
        printf '%s\n' "$said" >&2
        echo "$name: pip could not install what $1 names; see above, then run this again" >&2
        exit 1
    fi
    cp "$root/$1" "$venv/$1"
    # The lock for development names all that the other one does.
    [ "$1" != requirements-dev.lock ] || cp "$root/requirements.lock" "$venv/requirements.lock"
    rm "$venv/unfinished"
}

# make_venv: make an empty .venv by $base.
make_venv() {
    if ! "$base" -c 'import ensurepip' 2>/dev/null; then # Debian keeps it in a package of its own
        ! can_install || apt_install python3-venv
        if ! "$base" -c 'import ensurepip' 2>/dev/null; then
            echo "$name: $base cannot make a .venv; as root: apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    rm -rf "$venv"
    mkdir "$venv"
    : >"$venv/unfinished"
    if ! said=$("$base" -m venv "$venv" 2>&1); then
        printf '%s\n' "$said" >&2
        echo "$name: $base could not make .venv; see above" >&2
        exit 1
    fi
}

# find_python: set $base to a Python that is new enough.
find_python() {
    for base in python3.11 python3 python3.12 python3.13; do
        if "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            return
        fi
    done
    echo "$name: needs Python 3.11 or newer and finds none; on Debian, as root: apt-get install python3" >&2
    exit 1
}
