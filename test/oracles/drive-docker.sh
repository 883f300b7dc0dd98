#!/bin/bash
# drive-docker.sh DOCKER_HOST: drives the docker CLI through `mockerd conform proxy` before a daemon that has busybox:latest.
# Exit status 1 when a command failed, or the proxy saw a requirement broken.
set -u
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 2
folder=$(mktemp -d) status=0 name=mockerd-driven-$$
trap 'rm -rf "$folder"' EXIT
node_modules/.bin/node src/cli.ts conform proxy "$1" --listen "unix://$folder/proxy.sock" 2>"$folder/said" >"$folder/report" &
proxy=$!
for _ in $(seq 300); do [ -S "$folder/proxy.sock" ] && break; sleep 0.1; done
[ -S "$folder/proxy.sock" ] || { cat "$folder/said"; exit 2; }

d() { # d STATUS ARGUMENT...: a command of docker's that ends with this status
  local wanted=$1 got
  shift
  DOCKER_HOST=unix://$folder/proxy.sock HOME=$folder timeout 60 docker "$@" >"$folder/out" 2>&1 </dev/null
  got=$?
  [ $got -eq "$wanted" ] || { echo "docker $*: ended with $got, not $wanted:"; cat "$folder/out"; status=1; }
}
d 0 version; d 0 info; d 0 images
d 7 run --rm busybox sh -c 'echo hi; exit 7'
d 0 volume create "$name"; d 0 network create "$name"
d 0 run -d --name "$name" --network "$name" -v "$name:/data" --label driven=yes busybox sleep 1000
d 3 exec "$name" sh -c 'echo in; exit 3'
d 0 ps --filter label=driven=yes; d 0 inspect "$name"; d 0 logs "$name"; d 0 top "$name"
d 0 pause "$name"; d 1 start "$name"; d 1 exec "$name" true; d 0 inspect "$name"; d 0 unpause "$name"
d 0 rename "$name" "$name-2"; d 0 update --restart on-failure:3 "$name-2"; d 1 rm "$name-2"; d 1 volume rm "$name"; d 1 network rm "$name"
d 0 restart -t 0 "$name-2"; d 0 stop -t 0 "$name-2"; d 0 stop "$name-2"; d 0 start "$name-2"; d 0 kill "$name-2"; d 0 wait "$name-2"
d 0 ps -a; d 0 cp "$name-2:/etc/passwd" -; d 0 rm -f "$name-2"; d 1 inspect "$name-2"
d 0 volume rm "$name"; d 0 network rm "$name"; d 0 system df; d 0 events --since 10m --until 0s

kill -TERM $proxy
wait $proxy || status=1
cat "$folder/said" "$folder/report"
exit $status
