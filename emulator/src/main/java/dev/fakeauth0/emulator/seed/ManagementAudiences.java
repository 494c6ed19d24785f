package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which audiences of a seed are the tenant's own Management API: those at a name the tenant
 * declares or at this machine. An export names it by the domain of the tenant it was taken from;
 * that domain is learnt, because no API of the export has such an identifier.
 */
final class ManagementAudiences {

  private static final String PATH = "/api/v2/";

  private final Set<String> domains;
  private final Set<String> apis;

  /**
   * @param declared the names the tenant declares
   * @param apis the identifiers of the APIs the seed has
   */
  ManagementAudiences(List<String> declared, Collection<String> apis) {
    this.domains = new LinkedHashSet<>(declared);
    this.apis = Set.copyOf(apis);
  }

  /** The names declared and learnt. */
  List<String> domains() {
    return List.copyOf(domains);
  }

  /** Learns the domain of an audience that can only be the Management API. */
  void learn(String audience) {
    if (!apis.contains(audience)) {
      host(audience).filter(host -> !TenantNames.loopback(host)).ifPresent(domains::add);
    }
  }

  /** The identifier an audience is kept under. */
  String canonical(String audience) {
    return host(audience)
            .filter(host -> domains.contains(host) || TenantNames.loopback(host))
            .isPresent()
        ? ManagementApi.IDENTIFIER
        : audience;
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
      return Optional.empty();
    }
  }
}
