package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** {@code GET /__admin/ca.pem}: what to trust for HTTPS. Open to everybody: it is no secret. */
final class CertificateAuthorityEndpoint implements ControlEndpoint {

  private final Supplier<String> pem;

  CertificateAuthorityEndpoint(Supplier<String> pem) {
    this.pem = pem;
  }

  @Override
  public Route route() {
    return Route.control("GET", "/__admin/ca.pem");
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Decision.grant(
        new Outcome.File("application/x-pem-file", pem.get().getBytes(StandardCharsets.US_ASCII)));
  }
}
