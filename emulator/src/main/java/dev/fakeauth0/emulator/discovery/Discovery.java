package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** The endpoints of this package. */
public final class Discovery {

  private Discovery() {}

  /**
   * Metadata, keys and certificates.
   *
   * @param served what else this emulator serves
   */
  public static List<Endpoint> endpoints(ServedFeatures served) {
    List<Endpoint> endpoints = new ArrayList<>(AuthorizationServerMetadata.endpoints(served));
    endpoints.add(new JsonWebKeySet());
    endpoints.addAll(SigningCertificate.endpoints());
    return endpoints;
  }
}
