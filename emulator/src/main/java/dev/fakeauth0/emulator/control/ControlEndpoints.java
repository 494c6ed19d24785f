package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All of the emulator's own endpoints, each behind the one door. */
public final class ControlEndpoints {

  private ControlEndpoints() {}

  /**
   * The endpoints over these tenants.
   *
   * @param adminToken what a caller from elsewhere has to send, where there is such a token
   * @param caPem gives the certificate authority in PEM; asked when somebody wants it
   */
  public static List<Endpoint> over(
      TenantDirectory tenants,
      TokenOnDemand tokens,
      Optional<String> adminToken,
      Supplier<String> caPem) {
    AdminGuard guard = new AdminGuard(hosts(tenants), adminToken);
    List<Endpoint> guarded = new ArrayList<>();
    for (ControlEndpoint endpoint : all(tenants, tokens, caPem)) {
      guarded.add(new ControlDoor(endpoint, guard, tenants));
    }
    return guarded;
  }

  private static List<ControlEndpoint> all(
      TenantDirectory tenants, TokenOnDemand tokens, Supplier<String> caPem) {
    return List.of(
        new HealthEndpoint(tenants),
        new CertificateAuthorityEndpoint(caPem),
        TenantEndpoint.get(),
        TenantEndpoint.put(),
        new SeedEndpoint(),
        new MachineClientEndpoint(),
        new ResetEndpoint(),
        new BaselineEndpoint(),
        new RequestsEndpoint(),
        new RequestsEndpoint.Clear(),
        ClockEndpoint.get(),
        ClockEndpoint.put(),
        new FailuresEndpoint(),
        new FailuresEndpoint.Replace(tenants),
        new FailuresEndpoint.Add(tenants),
        new FailuresEndpoint.Clear(),
        new TokensEndpoint(tokens),
        new SessionsEndpoint(),
        KeysEndpoint.rotate(),
        KeysEndpoint.revoke(),
        new MessagesEndpoint(),
        new MessagesEndpoint.Clear(),
        new MessagesEndpoint.Answer(),
        new ExplainEndpoint(tenants));
  }

  /** The names that somebody who set the emulator up gave it. */
  private static Set<String> hosts(TenantDirectory tenants) {
    Set<String> hosts = new HashSet<>();
    for (Tenant tenant : tenants.all()) {
      for (String domain : tenant.names().domains()) {
        hosts.add(domain.toLowerCase(Locale.ROOT));
      }
      tenant
          .names()
          .fixedIssuer()
          .map(issuer -> URI.create(issuer).getHost())
          .ifPresent(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }
    return hosts;
  }
}
