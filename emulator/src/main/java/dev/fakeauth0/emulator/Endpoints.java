package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.authentication.TokenEndpoint;
import dev.fakeauth0.emulator.authentication.grant.ClientCredentialsPolicy;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.control.ControlEndpoints;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.token.TokenMinter;
import java.util.ArrayList;
import java.util.List;

/** Every endpoint that is served. */
final class Endpoints {

  private Endpoints() {}

  static List<Endpoint> all(
      EmulatorConfig config,
      TenantDirectory tenants,
      TlsSetup tls,
      TokenMinter minter,
      TokenOnDemand tokens) {
    List<Endpoint> all = new ArrayList<>();
    all.add(new TokenEndpoint(new GrantPolicies(List.of(new ClientCredentialsPolicy())), minter));
    all.addAll(ControlEndpoints.over(tenants, tokens, config.adminToken(), tls.server()::caPem));
    return all;
  }
}
