package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import dev.fakeauth0.testcontainers.FakeAuth0Container;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;

/**
 * The image as those who run it care about it; what it serves is {@link ContainerFakeAuth0IT}'s.
 */
@Timeout(120)
class ImageIT {

  private static final String API = "https://api.example.com";
  private static final Machine M2M = new Machine("m2m", "m2m-secret");

  @BeforeAll
  static void needs_an_engine_and_the_image() {
    Image.required();
  }

  @Test
  void serves_as_nobody_in_particular_from_a_read_only_file_system() throws Exception {
    try (FakeAuth0Container auth0 = container()) {
      auth0.withCreateContainerCmdModifier(
          command ->
              Objects.requireNonNull(command.getHostConfig())
                  .withReadonlyRootfs(true)
                  .withCapDrop(Capability.ALL));
      auth0.start();

      Machine.Answer answer = M2M.tokenFor(API, auth0.issuer());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(auth0.caPem()).startsWith("-----BEGIN CERTIFICATE-----");
      assertThat(auth0.getContainerInfo().getConfig().getUser()).isEqualTo("65532:65532");
    }
  }

  @Test
  void is_healthy_by_its_own_check() throws Exception {
    try (FakeAuth0Container auth0 = container()) {
      auth0.start();
      String[] check =
          Objects.requireNonNull(docker().inspectImageCmd(Image.required()).exec().getConfig())
              .getHealthcheck()
              .getTest()
              .stream()
              .skip(1)
              .toArray(String[]::new);

      Container.ExecResult serving = auth0.execInContainer(check);

      assertThat(serving.getExitCode()).as(serving.toString()).isZero();
    }
  }

  @Test
  void stops_when_it_is_told_to() {
    try (FakeAuth0Container auth0 = container()) {
      auth0.start();

      docker().stopContainerCmd(auth0.getContainerId()).withTimeout(30).exec();

      ContainerState state = docker().inspectContainerCmd(auth0.getContainerId()).exec().getState();
      // 128 and SIGTERM, as a JVM ends that was told to stop; 137 would be one that had to be
      // killed.
      assertThat(state.getExitCodeLong()).isEqualTo(143);
      assertThat(auth0.getLogs()).contains("FakeAuth0 tenant default").doesNotContain("Exception");
    }
  }

  @Test
  void keeps_its_authority_where_that_is_mounted() {
    String name = docker().createVolumeCmd().exec().getName();
    try {
      assertThat(authorityIn(name)).isEqualTo(authorityIn(name));
    } finally {
      docker().removeVolumeCmd(name).exec();
    }
  }

  private static String authorityIn(String volume) {
    try (FakeAuth0Container auth0 = container()) {
      auth0.withCreateContainerCmdModifier(
          command ->
              Objects.requireNonNull(command.getHostConfig())
                  .withBinds(new Bind(volume, new Volume("/var/lib/fake-auth0"))));
      auth0.start();
      return auth0.caPem();
    }
  }

  private static FakeAuth0Container container() {
    return new FakeAuth0Container(Image.required());
  }

  private static DockerClient docker() {
    return DockerClientFactory.lazyClient();
  }
}
