"""What containers live in, as docker-py sees it: networks, volumes, images, events, the daemon itself."""

import json
import time

import docker

client = docker.from_env()
began = int(time.time())
seen = {"ping": client.ping(), "system": client.info()["OSType"], "version": client.version()["ApiVersion"] > "1.44"}

client.images.pull("nginx", tag="alpine")
network = client.networks.create("site", labels={"team": "blue"})
volume = client.volumes.create("pages", labels={"team": "blue"})
client.containers.run(
    "nginx:alpine", ["sh", "-c", "echo welcome > /pages/index.html"], volumes={"pages": {"bind": "/pages"}}, remove=True
)
web = client.containers.run(
    "nginx:alpine",
    name="web",
    detach=True,
    network="site",
    volumes={"pages": {"bind": "/usr/share/nginx/html", "mode": "ro"}},
    healthcheck={"test": ["CMD", "wget", "-qO-", "localhost"], "interval": 10**8, "retries": 3},
)
for _ in range(100):
    web.reload()
    if web.health == "healthy":
        break
    time.sleep(0.1)
seen["health"] = web.health
fetch = ["wget", "-qO-", "-T", "2", "http://web"]
seen["fetched"] = client.containers.run("nginx:alpine", fetch, network="site", remove=True).decode()
network.reload()
seen["members"] = [member.name for member in network.containers]

web.reload()
mount = web.attrs["Mounts"][0]
seen["mount"] = [mount["Name"], mount["Destination"], mount["RW"]]
committed = web.commit(repository="mine", tag="v1", changes=["LABEL made=here"])
seen["committed"] = [committed.tags, committed.labels["made"]]
seen["saved"] = sum(len(chunk) for chunk in committed.save()) > 1000
web.remove(force=True)
client.images.remove("mine:v1")
network.remove()
volume.remove()
left = [*client.networks.list(names=["site"]), *client.volumes.list(filters={"label": "team=blue"})]
seen["left"] = len(left)

events = client.events(since=began, until=int(time.time()) + 1, decode=True, filters={"container": "web"})
seen["events"] = [event["Action"] for event in events if not event["Action"].startswith("exec_")]
print(json.dumps(seen))
