package dev.fakeauth0.emulator.control.doctor;

import dev.fakeauth0.emulator.control.doctor.Web.Unreachable;
import java.net.URI;
import java.util.function.Predicate;

/** What stands in the way to a domain, and how it is cleared. */
final class Obstacles {

  private static final int HTTPS_PORT = 8443;

  private Obstacles() {}

  /**
   * The mistake behind an obstacle.
   *
   * @param emulatorAt whether an emulator answers at an address
   */
  static Mistake mistake(Domain domain, Unreachable unreachable, Predicate<URI> emulatorAt) {
    Mistake mistake =
        switch (unreachable.obstacle()) {
          case UNKNOWN_HOST ->
              Mistake.of("domain-unknown", "no machine is called %s", domain.host())
                  .remedy("check the domain letter by letter, its region too (.eu, .us, .au)")
                  .remedy("check the network: DNS may be out of reach");
          case REFUSED -> refused(domain, emulatorAt);
          case TIMEOUT ->
              Mistake.of("domain-unreachable", "%s does not answer in time", domain.right())
                  .remedy("check the network: a proxy or firewall may stand in between");
          case NOT_TRUSTED ->
              Mistake.of(
                      "tls-not-trusted",
                      "the certificate of %s is of an authority that is not trusted here",
                      domain.right())
                  .remedy(
                      "for the emulator: --ca FILE with the file that its ready line names, or that"
                          + " GET /__admin/ca.pem gives; your program has to trust it too"
                          + " (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, a trust store)")
                  .remedy(
                      "for a tenant behind a proxy that opens TLS: --ca FILE with the proxy's CA");
          case OTHER_NAME ->
              Mistake.of(
                      "tls-other-name",
                      "the certificate that is shown is not for %s",
                      domain.host())
                  .remedy("for the emulator: start it with --tls-san %s", domain.host())
                  .remedy("call the tenant by a name that its certificate has");
          case NO_TLS ->
              Mistake.of("port-without-tls", "%s speaks plain HTTP, not TLS", domain.right())
                  .remedy("use the HTTPS port; the emulator's is 8443 unless said otherwise");
          case OTHER ->
              Mistake.of("domain-unreachable", "%s cannot be talked to", domain.right())
                  .remedy("look at the problem among the facts (--json)");
        };
    return mistake.fact("domain", domain.right()).fact("problem", unreachable.detail());
  }

  private static Mistake refused(Domain domain, Predicate<URI> emulatorAt) {
    Mistake mistake = Mistake.of("domain-unreachable", "nobody listens at %s", domain.right());
    if (!domain.local()) {
      return mistake.remedy("check the domain: Auth0's tenants answer on port 443");
    }
    String https = domain.host() + ":" + HTTPS_PORT;
    String http = domain.host() + ":8080";
    for (String found : new String[] {https, http}) {
      String scheme = found.equals(https) ? "https" : "http";
      if (!found.equals(domain.right())
          && emulatorAt.test(URI.create(scheme + "://" + found + "/"))) {
        return mistake.remedy("an emulator answers at %s: write the port", found);
      }
    }
    return mistake
        .remedy("start the emulator: ./fake-auth0")
        .remedy("write the port it named when it was ready, such as %s", https);
  }
}
