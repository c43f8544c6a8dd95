# Installs Debian packages that a script cannot do without. Sourced; $name says which script is speaking.

# can_install: whether this machine lets us.
can_install() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1
}

# apt_install PACKAGE…: silent when it works; all that apt-get said when it does not.
apt_install() {
    echo "$name: installing $* (once)" >&2
    if ! said=$( { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } </dev/null 2>&1); then
        printf '%s\n' "$said" >&2
        echo "$name: apt-get could not install $*; see above" >&2
        exit 1
    fi
}

# need_command COMMAND PACKAGE WHO: install the package that brings a command, which WHO needs, where it is missing.
need_command() {
    ! command -v "$1" >/dev/null 2>&1 || return 0
    need_package "$2" "$3"
}

# need_postgres WHO: install PostgreSQL's server, which Debian keeps out of the way.
need_postgres() {
    ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || return 0
    ! command -v initdb >/dev/null 2>&1 || return 0
    # The cluster that Debian makes along with it is left alone: ours are started in folders and on ports of their own.
    need_package postgresql "$1"
}

# need_package PACKAGE WHO: install it, or say who needs it and how to come by it.
need_package() {
    if ! can_install; then
        echo "$name: $2 $1; as root: apt-get install $1" >&2
        exit 1
    fi
    apt_install "$1"
}
