"""Containers as users of docker-py have them: run, exec, attach, logs, files, refusals, a life."""

import io
import json
import tarfile

import docker

client = docker.from_env()
seen = {}

seen["pulled"] = client.images.pull("busybox", tag="latest").tags
seen["run"] = client.containers.run("busybox", ["echo", "hello"], remove=True).decode()
try:
    client.containers.run("busybox", ["sh", "-c", "echo oops >&2; exit 3"], remove=True)
except docker.errors.ContainerError as error:
    seen["failure"] = [error.exit_status, error.stderr.decode()]

worker = client.containers.run(
    "busybox",
    ["sh", "-c", "echo out; echo err >&2; trap 'exit 7' TERM; while true; do sleep 0.1; done"],
    name="worker",
    detach=True,
    environment={"COLOUR": "red"},
    labels={"team": "blue"},
    mem_limit="64m",
)

# Over and over: what comes with the head of the answer would be lost now and then.
seen["outputs"] = sorted({worker.exec_run("echo hello").output.decode() for _ in range(20)})
code, (out, err) = worker.exec_run(["sh", "-c", "echo $COLOUR; echo err >&2; exit 4"], demux=True)
seen["exec"] = [code, out.decode(), err.decode()]
seen["streamed"] = b"".join(worker.exec_run("seq 3", stream=True).output).decode()
seen["terminal"] = worker.exec_run("tty", tty=True).output.decode()
pipe = worker.exec_run("cat", stdin=True, socket=True).output
pipe._sock.sendall(b"ping\n")
seen["talk"] = pipe._sock.recv(64)[8:].decode()
pipe.close()

seen["logs"] = sorted(worker.logs().decode().split())
seen["tail"] = worker.logs(stderr=False, tail=1).decode()
followed = worker.logs(stream=True, follow=True)
seen["followed"] = sorted([next(followed).decode(), next(followed).decode()])
followed.close()
seen["top"] = worker.top()["Titles"][0]
seen["memory"] = worker.stats(stream=False)["memory_stats"]["limit"]
seen["listed"] = [found.name for found in client.containers.list(filters={"label": "team=blue"})]

packed = io.BytesIO()
with tarfile.open(fileobj=packed, mode="w") as archive:
    info = tarfile.TarInfo("note.txt")
    info.size = 4
    archive.addfile(info, io.BytesIO(b"note"))
worker.put_archive("/tmp", packed.getvalue())
chunks, stat = worker.get_archive("/tmp/note.txt")
with tarfile.open(fileobj=io.BytesIO(b"".join(chunks))) as archive:
    seen["file"] = [stat["size"], archive.extractfile("note.txt").read().decode()]
seen["diff"] = sorted(change["Path"] for change in worker.diff())

seen["refusals"] = {}
for what, attempt in {
    "container": lambda: client.containers.get("nosuch"),
    "image": lambda: client.images.get("nosuch"),
    "pull": lambda: client.images.pull("no/such", tag="image"),
    "name": lambda: client.containers.create("busybox", name="worker"),
    "running": lambda: worker.remove(),
}.items():
    try:
        attempt()
    except docker.errors.APIError as error:
        seen["refusals"][what] = [type(error).__name__, error.status_code]

worker.restart(timeout=1)
worker.pause()
worker.reload()
seen["paused"] = worker.status
worker.unpause()
worker.stop(timeout=5)
seen["status"] = worker.wait()["StatusCode"]
worker.remove()
print(json.dumps(seen))
