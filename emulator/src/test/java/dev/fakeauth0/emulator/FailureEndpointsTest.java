package dev.fakeauth0.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.authentication.login.LoginPages;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.token.TokenMinter;
import dev.fakeauth0.failure.FailureMode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureEndpointsTest {

  /** Whoever serves a new endpoint names it in {@link FailureMode#served()}. */
  @Test
  void every_endpoint_that_is_served_can_be_made_to_fail_and_no_other(@TempDir Path cache) {
    TokenMinter minter = new TokenMinter();
    EmulatorConfig config = EmulatorConfig.defaults().cacheDirectory(cache);

    List<Endpoint> endpoints =
        Endpoints.all(
            config,
            new TenantDirectory(List.of(TokenDoor.of(draft -> {}).tenant())),
            new TlsSetup(config, cache),
            minter,
            new TokenOnDemand(minter));

    assertThat(FailureMode.served())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    endpoints.stream()
                        .map(Endpoint::route)
                        .filter(route -> route.surface() != Surface.CONTROL)
                        .map(route -> route.path()),
                    Stream.concat(
                        LoginPages.paths().stream(),
                        Catalogue.standard().operations().stream().map(Operation::path)))
                .distinct()
                .toList());
  }
}
