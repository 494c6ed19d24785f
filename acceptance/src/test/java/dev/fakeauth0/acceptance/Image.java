package dev.fakeauth0.acceptance;

import com.github.dockerjava.api.exception.NotFoundException;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * The image that tests of the container run: {@code fake-auth0:latest}, or {@code
 * FAKE_AUTH0_IMAGE}.
 */
final class Image {

  private static final String NAME =
      System.getenv().getOrDefault("FAKE_AUTH0_IMAGE", "fake-auth0:latest");

  private Image() {}

  /**
   * Its name; where there is no Docker or no such image, the test is skipped and says what to do.
   */
  static String required() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine is reached: install and start one (Debian: apt-get install docker.io),"
            + " then run docker/build, then this test again");
    Assumptions.assumeTrue(
        built(), "there is no image " + NAME + ": run docker/build, then this test again");
    return NAME;
  }

  private static boolean built() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(NAME).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
