package example;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;

/** Runs a container and prints what it says: docker-java, as it is on Maven Central, against whatever DOCKER_HOST names. */
public final class Hello {
  public static void main(String[] arguments) throws Exception {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    var http = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
    try (var docker = DockerClientImpl.getInstance(config, http)) {
      docker.pullImageCmd("alpine").withTag("latest").start().awaitCompletion();
      var made = docker.createContainerCmd("alpine").withCmd("echo", "hello world").exec();
      docker.startContainerCmd(made.getId()).exec();
      docker.waitContainerCmd(made.getId()).start().awaitStatusCode();
      docker.logContainerCmd(made.getId()).withStdOut(true).exec(new ResultCallback.Adapter<Frame>() {
        @Override
        public void onNext(Frame frame) {
          System.out.print(new String(frame.getPayload()));
        }
      }).awaitCompletion();
      docker.removeContainerCmd(made.getId()).withForce(true).exec();
    }
  }
}
