package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which audiences of a seed are the tenant's own Management API: those at a name the tenant
 * declares or at this machine. An export names it by the domain of the tenant it was taken from;
 * that domain is learnt, because no API of the export has such an identifier.
 *
 * <p>Every start runs this; lambdas would cost it more than they say.
 */
final class ManagementAudiences {

  private static final String PATH = "/api/v2/";

  private final Set<String> domains;

  private ManagementAudiences(Set<String> domains) {
    this.domains = domains;
  }

  /** Those of a seed alone. */
  static ManagementAudiences of(SeedContent seed) {
    return of(seed, new LinkedHashSet<>(), new HashSet<>());
  }

  /** Those of a seed that is added to a tenant. */
  static ManagementAudiences of(SeedContent seed, TenantState tenant) {
    Set<String> apis = new HashSet<>();
    for (ResourceServer api : tenant.resourceServers().all()) {
      apis.add(api.identifier());
    }
    return of(seed, new LinkedHashSet<>(tenant.fakeAuth0().strings("domains")), apis);
  }

  private static ManagementAudiences of(
      SeedContent seed, Set<String> domains, Set<String> ordinaryApis) {
    domains.addAll(seed.section("fakeAuth0").strings("domains"));
    Iterable<SeedContent.Entry> apis = seed.entries("resourceServers");
    for (SeedContent.Entry api : apis) {
      if (!api.document().flag("is_system", false)) {
        ordinaryApis.add(api.document().string("identifier", ""));
      }
    }
    Set<String> audiences = new LinkedHashSet<>();
    for (SeedContent.Entry api : apis) {
      if (api.document().flag("is_system", false)) {
        audiences.add(api.document().string("identifier", ""));
      }
    }
    for (SeedContent.Entry grant : seed.entries("clientGrants")) {
      audiences.add(grant.document().string("audience", ""));
    }
    audiences.add(seed.section("tenant").string("default_audience", ""));
    audiences.removeAll(ordinaryApis);
    for (String audience : audiences) {
      Optional<String> host = host(audience);
      if (host.isPresent() && !TenantNames.loopback(host.get())) {
        domains.add(host.get());
      }
    }
    return new ManagementAudiences(domains);
  }

  /** The names declared and learnt. */
  List<String> domains() {
    return List.copyOf(domains);
  }

  /** The identifier an audience is kept under. */
  String canonical(String audience) {
    Optional<String> host = host(audience);
    boolean own =
        host.isPresent() && (domains.contains(host.get()) || TenantNames.loopback(host.get()));
    return own ? ManagementApi.IDENTIFIER : audience;
  }

  private static Optional<String> host(String audience) {
    if (!audience.endsWith(PATH)) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(audience);
      return PATH.equals(uri.getPath()) && uri.getHost() != null
          ? Optional.of(uri.getHost().toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Identifiers need not be URLs; the symbol of the Management API is none.
      return Optional.empty();
    }
  }
}
