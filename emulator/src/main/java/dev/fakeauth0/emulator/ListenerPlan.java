package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.http.ListenAddress;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.TenantNames.Listening;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedDocument.PortWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which sockets there are to be, and which tenant's each is. The sockets of the command line are
 * shared by all tenants whose seed asks for none of its own.
 */
final class ListenerPlan {

  private static final int SHARED = -1;

  private record Planned(int tenant, boolean secure, int port) {}

  /**
   * A tenant's part of the sockets that were opened.
   *
   * @param listeners the sockets it is reached by; plain ones first
   * @param listening how they are shared
   */
  record Part(List<Listener> listeners, Listening listening) {}

  private final String host;
  private final int tenants;
  private final List<Planned> sockets;

  private ListenerPlan(String host, int tenants, List<Planned> sockets) {
    this.host = host;
    this.tenants = tenants;
    this.sockets = sockets;
  }

  static ListenerPlan of(EmulatorConfig config, List<SeedDocument> seeds) {
    List<Planned> sockets = new ArrayList<>();
    // A port of the command line is the first tenant's, whatever its seed says.
    boolean chosen = config.portChosen() || config.httpsPortChosen();
    boolean someShare = false;
    for (int i = 0; i < seeds.size(); i++) {
      Optional<PortWish> plain = wish(seeds.get(i).port());
      Optional<PortWish> secure = wish(seeds.get(i).httpsPort());
      if ((plain.isEmpty() && secure.isEmpty()) || (i == 0 && chosen)) {
        someShare = true;
        continue;
      }
      int tenant = i;
      plain.ifPresent(wish -> sockets.add(new Planned(tenant, false, wish.number())));
      secure.ifPresent(wish -> sockets.add(new Planned(tenant, true, wish.number())));
    }
    if (!someShare) {
      // A seed that moves one of the two ports does not take the other away.
      SeedDocument first = seeds.get(0);
      if (first.port().isEmpty()) {
        add(sockets, 0, config.port(), false);
      }
      if (first.httpsPort().isEmpty()) {
        add(sockets, 0, config.httpsPort(), true);
      }
    } else {
      SeedDocument first = seeds.get(0);
      add(
          sockets,
          SHARED,
          config.portChosen() || !chosen ? config.port() : or(first.port(), config.port()),
          false);
      add(
          sockets,
          SHARED,
          config.httpsPortChosen() || !chosen
              ? config.httpsPort()
              : or(first.httpsPort(), config.httpsPort()),
          true);
    }
    if (sockets.isEmpty()) {
      throw new CannotStartException(
          CannotStartException.Cause.CONFIGURATION,
          "there is no port to listen on: give --port or --https-port a number",
          null);
    }
    return new ListenerPlan(config.host(), seeds.size(), sockets);
  }

  /** The sockets to open. */
  List<ListenAddress> addresses(TlsSetup tls) {
    List<ListenAddress> addresses = new ArrayList<>(sockets.size());
    for (Planned socket : sockets) {
      addresses.add(
          socket.secure()
              ? ListenAddress.https(host, socket.port(), tls::listenerContext)
              : ListenAddress.http(host, socket.port()));
    }
    return addresses;
  }

  /**
   * Each tenant's part.
   *
   * @param opened the sockets as they were opened, in the order of {@link #addresses}
   */
  List<Part> shared(List<Listener> opened) {
    List<Part> parts = new ArrayList<>(tenants);
    for (int tenant = 0; tenant < tenants; tenant++) {
      List<Listener> own = of(tenant, opened);
      parts.add(
          own.isEmpty()
              ? new Part(of(SHARED, opened), tenant == 0 ? Listening.FIRST : Listening.BY_NAME)
              : new Part(own, Listening.OWN));
    }
    return parts;
  }

  private List<Listener> of(int tenant, List<Listener> opened) {
    List<Listener> plain = new ArrayList<>(2);
    List<Listener> secure = new ArrayList<>(1);
    for (int i = 0; i < sockets.size(); i++) {
      if (sockets.get(i).tenant() == tenant) {
        (sockets.get(i).secure() ? secure : plain).add(opened.get(i));
      }
    }
    plain.addAll(secure);
    return plain;
  }

  private static Optional<PortWish> wish(Optional<PortWish> wish) {
    return wish.filter(port -> !port.off());
  }

  private static OptionalInt or(Optional<PortWish> wish, OptionalInt otherwise) {
    return wish.map(port -> port.off() ? OptionalInt.empty() : OptionalInt.of(port.number()))
        .orElse(otherwise);
  }

  private static void add(List<Planned> sockets, int tenant, OptionalInt port, boolean secure) {
    if (port.isPresent()) {
      sockets.add(new Planned(tenant, secure, port.getAsInt()));
    }
  }
}
