// Runs a container and prints what it says: moby's client for Go, as it is, against whatever DOCKER_HOST names.
package main

import (
	"context"
	"log"
	"os"

	"github.com/moby/moby/api/pkg/stdcopy"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/client"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	docker, err := client.New(client.FromEnv)
	if err != nil {
		return err
	}
	defer docker.Close()

	pull, err := docker.ImagePull(ctx, "alpine", client.ImagePullOptions{})
	if err != nil {
		return err
	}
	if err := pull.Wait(ctx); err != nil {
		return err
	}

	config := &container.Config{Image: "alpine", Cmd: []string{"echo", "hello world"}}
	made, err := docker.ContainerCreate(ctx, client.ContainerCreateOptions{Config: config})
	if err != nil {
		return err
	}
	defer docker.ContainerRemove(ctx, made.ID, client.ContainerRemoveOptions{Force: true})
	if _, err := docker.ContainerStart(ctx, made.ID, client.ContainerStartOptions{}); err != nil {
		return err
	}
	wait := docker.ContainerWait(ctx, made.ID, client.ContainerWaitOptions{Condition: container.WaitConditionNotRunning})
	select {
	case err := <-wait.Error:
		return err
	case <-wait.Result:
	}

	output, err := docker.ContainerLogs(ctx, made.ID, client.ContainerLogsOptions{ShowStdout: true})
	if err != nil {
		return err
	}
	defer output.Close()
	_, err = stdcopy.StdCopy(os.Stdout, os.Stderr, output)
	return err
}
