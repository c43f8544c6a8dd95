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
