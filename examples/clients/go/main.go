// Runs a container and prints what it says: the Go SDK, as it is, against whatever DOCKER_HOST names.
package main

import (
	"context"
	"io"
	"log"
	"os"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/client"
	"github.com/docker/docker/pkg/stdcopy"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	docker, err := client.NewClientWithOpts(client.FromEnv, client.WithAPIVersionNegotiation())
	if err != nil {
		return err
	}
	defer docker.Close()

	progress, err := docker.ImagePull(ctx, "alpine", image.PullOptions{})
	if err != nil {
		return err
	}
	defer progress.Close()
	if _, err := io.Copy(io.Discard, progress); err != nil {
		return err
	}

	made, err := docker.ContainerCreate(ctx, &container.Config{Image: "alpine", Cmd: []string{"echo", "hello world"}}, nil, nil, nil, "")
	if err != nil {
		return err
	}
	defer docker.ContainerRemove(ctx, made.ID, container.RemoveOptions{Force: true})
	if err := docker.ContainerStart(ctx, made.ID, container.StartOptions{}); err != nil {
		return err
	}
	ended, failed := docker.ContainerWait(ctx, made.ID, container.WaitConditionNotRunning)
	select {
	case err := <-failed:
		return err
	case <-ended:
	}
	output, err := docker.ContainerLogs(ctx, made.ID, container.LogsOptions{ShowStdout: true})
	if err != nil {
		return err
	}
	defer output.Close()
	_, err = stdcopy.StdCopy(os.Stdout, os.Stderr, output)
	return err
}
