#!/bin/bash
# trace-daemon.sh [reset|stop]: dockerd 28.5.2 (containerd store) for the traces in test/clients/docker-cli/traces, with what they
# expect: procps for top, a registry on 127.0.0.1:5000 that is its mirror of the hub and holds alpine, busybox and hello-world.
# reset empties the daemon but for alpine and busybox: to be done before each trace. Prints the socket.
here=$(dirname "$(readlink -f "$0")")
shared=${ORACLE_DIR:-${TMPDIR:-/tmp}/mockerd-oracles}
export ORACLE_DIR=$shared/traces CONTAINERD_STORE=1 DOCKERD_FLAGS='--registry-mirror http://127.0.0.1:5000'
. "$here/daemons-lib.sh"
run=$ORACLE_DIR/run/dockerd-forky-cs; sock=$run/docker.sock; registry=127.0.0.1:5000/library
d() { docker -H "unix://$sock" "$@"; }

# push NAME CHANGE...: an image of one layer from the folder on stdin (a tar)
push() {
  local name=$1; shift
  d import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$@" - "$registry/$name:latest" >&2
  d push -q "$registry/$name:latest" >&2
}

seed() {
  # Made one after the other: lists are in order of creation.
  tar -C "$ORACLE_DIR/busybox-rootfs" --numeric-owner --owner=0 --group=0 -c . | push alpine --change 'CMD ["/bin/sh"]' --change 'WORKDIR /'; sleep 1
  tar -C "$ORACLE_DIR/busybox-rootfs" --numeric-owner --owner=0 --group=0 --mtime=@0 -c . | push busybox --change 'CMD ["sh"]'
  printf 'FROM %s/busybox\nCMD ["echo","Hello from Docker!"]\n' "$registry" | DOCKER_BUILDKIT=0 d build -q -t "$registry/hello-world" - >&2
  d push -q "$registry/hello-world" >&2
}

reset() {
  # shellcheck disable=SC2046
  d rm -fv $(d ps -aq) >&2 2>/dev/null || :
  d volume prune -af >&2; d network prune -f >&2
  # shellcheck disable=SC2046
  d rmi -f $(d images -aq | sort -u) >&2 2>/dev/null || :
  d system prune -af >&2
  d pull -q alpine >&2; d pull -q busybox >&2
}

case ${1:-start} in
stop) [ ! -s "$run/pid" ] || "$here/real-registry.sh" "$(cat "$run/pid")" stop; "$here/real-dockerd.sh" forky stop; exit;;
reset) reset;;
start)
  KEEP_DEBS=1 mkroot docker-forky forky docker.io iptables docker-cli docker-compose docker-buildx
  if [ ! -x "$ROOT/usr/bin/ps" ] || [ -L "$ROOT/usr/bin/ps" ]; then
    apt_suite forky; apt-get "${APT[@]}" install --download-only -y procps >&2
    for deb in "$APT_DIR"/archives/*.deb; do case $deb in *procps*|*libproc2*|*libsystemd0*|*libtinfo*|*libncurses*)
      dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$ROOT";; esac; done
  fi
  "$here/real-dockerd.sh" forky start >&2
  "$here/real-registry.sh" "$(cat "$run/pid")" >&2
  [ -d "$ORACLE_DIR/busybox-rootfs" ] || "$here/seed-busybox.sh" "unix://$sock" >&2
  seed; reset;;
esac
echo "$sock"
