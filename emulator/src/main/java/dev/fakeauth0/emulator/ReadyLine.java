package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.Client;
import java.nio.file.Path;
import java.util.Optional;

/** What somebody needs to know of a tenant that serves: where it is, what to trust, who may ask. */
final class ReadyLine {

  private ReadyLine() {}

  /**
   * The line of a tenant.
   *
   * @param showsSecrets whether the clients' secrets are shown: those of a preset are in the
   *     documentation, those of a file may be real
   * @param ca the file of the certificate to trust
   */
  static String of(Tenant tenant, boolean showsSecrets, Optional<Path> ca) {
    StringBuilder line = new StringBuilder(256).append("FakeAuth0 tenant ").append(tenant.name());
    String before = ": issuer ";
    String last = "";
    boolean secure = false;
    for (Listener listener : tenant.names().listeners()) {
      String issuer = tenant.names().issuer(listener);
      if (!issuer.equals(last)) {
        line.append(before).append(issuer);
        before = " and ";
        last = issuer;
      }
    }
    before = "; port ";
    for (Listener listener : tenant.names().listeners()) {
      line.append(before)
          .append(listener.port())
          .append(" (")
          .append(listener.scheme())
          .append(')');
      before = ", ";
      secure |= listener.secure();
    }
    if (secure && ca.isPresent()) {
      line.append("; CA ").append(ca.get());
    }
    before = "; clients ";
    for (Client client : tenant.state().clients().all()) {
      line.append(before).append(client.id());
      if (showsSecrets && !client.publicClient() && client.secret().isPresent()) {
        line.append(" / ").append(client.secret().get());
      }
      before = ", ";
    }
    return line.toString();
  }
}
