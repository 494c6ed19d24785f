package dev.fakeauth0.emulator.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The tenants of the process and whose a request is: the listener's tenant, else the tenant that
 * declares its Host, else the first.
 */
public final class TenantDirectory {

  /**
   * Whose a request is.
   *
   * @param tenant the tenant
   * @param note why it is that one, where a reader of the journal may wonder
   */
  record Found(Tenant tenant, Optional<String> note) {}

  private final List<Tenant> tenants;

  /** The tenants in the order they were given; at least one. */
  public TenantDirectory(List<Tenant> tenants) {
    if (tenants.isEmpty()) {
      throw new IllegalArgumentException("an emulator has at least one tenant");
    }
    this.tenants = List.copyOf(tenants);
  }

  /** All tenants; the first is the one that everything undeclared goes to. */
  public List<Tenant> all() {
    return tenants;
  }

  /** The tenant of a name. */
  public Optional<Tenant> named(String name) {
    return tenants.stream().filter(tenant -> tenant.name().equals(name)).findFirst();
  }

  Found of(Request request) {
    for (Tenant tenant : tenants) {
      if (tenant.names().ownListener(request.listener())) {
        return new Found(tenant, Optional.empty());
      }
    }
    Optional<String> host = request.host();
    if (host.isPresent()) {
      for (Tenant tenant : tenants) {
        if (tenant.names().declares(host.get())) {
          return new Found(tenant, Optional.empty());
        }
      }
    }
    Tenant first = tenants.get(0);
    boolean expected =
        host.isPresent()
            && TenantNames.loopback(TenantNames.name(host.get()))
            && tenants.size() == 1;
    return new Found(
        first,
        expected
            ? Optional.empty()
            : Optional.of(
                "no tenant declares the Host "
                    + host.orElse("(none)")
                    + "; the first tenant, "
                    + first.name()
                    + ", answered"));
  }

  /** What the tenants but this one know. */
  Neighbours neighboursOf(Tenant tenant) {
    if (tenants.size() == 1) {
      return Neighbours.NONE;
    }
    return new Neighbours() {
      @Override
      public Optional<String> tenantOfClient(String clientId) {
        return others()
            .filter(other -> other.state().clients().find(clientId).isPresent())
            .map(Tenant::name)
            .findFirst();
      }

      @Override
      public Optional<String> tenantOfKey(String kid) {
        return others()
            .filter(other -> other.state().keys().verifying(kid).isPresent())
            .map(Tenant::name)
            .findFirst();
      }

      private java.util.stream.Stream<Tenant> others() {
        return tenants.stream().filter(other -> other != tenant);
      }
    };
  }
}
