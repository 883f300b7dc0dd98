"""Runs a container and prints what it says: docker-py, as it is on PyPI, against whatever DOCKER_HOST names."""

import docker

client = docker.from_env()
print(client.containers.run("alpine", ["echo", "hello world"], remove=True).decode(), end="")
