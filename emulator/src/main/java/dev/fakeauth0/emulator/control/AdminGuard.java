package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.pipeline.Request;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call {@code /__admin}: a program on this machine, under a name that is known, and no web
 * page of another origin; from elsewhere only who sends the admin token.
 *
 * <p>The name keeps DNS rebinding out: a page of an attacker's name that resolves to 127.0.0.1
 * sends that name as Host. The origin keeps other pages of the same browser out, whatever the
 * method.
 */
final class AdminGuard {

  /** Headers by which a proxy or tunnel tells that the caller is somebody else. */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  /**
   * What is known of a caller.
   *
   * @param peer the address it calls from
   * @param host the Host header
   * @param ownOrigin the origin that pages of this very server have
   * @param origin the Origin header (RFC 6454 section 7)
   * @param fetchSite the Sec-Fetch-Site header (W3C Fetch Metadata section 2.2)
   * @param forwardedBy the name of a header by which a proxy makes itself known
   * @param bearer the token of an Authorization header of the Bearer scheme
   */
  record Caller(
      InetAddress peer,
      Optional<String> host,
      String ownOrigin,
      Optional<String> origin,
      Optional<String> fetchSite,
      Optional<String> forwardedBy,
      Optional<String> bearer) {

    static Caller of(Request request) {
      Optional<String> host = request.host();
      return new Caller(
          request.remote(),
          host,
          request.listener().scheme() + "://" + host.orElse("").toLowerCase(Locale.ROOT),
          request.header("Origin"),
          request.header("Sec-Fetch-Site"),
          FORWARDED.stream().filter(name -> request.header(name).isPresent()).findFirst(),
          request
              .header("Authorization")
              .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
              .map(value -> value.substring(7).strip()));
    }
  }

  private final Set<String> names;
  private final Optional<byte[]> token;

  /**
   * A guard.
   *
   * @param names the Hosts that are known beside those of this machine, lower case, without port
   * @param token the admin token, where there is one
   */
  AdminGuard(Set<String> names, Optional<String> token) {
    this.names = Set.copyOf(names);
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Why a caller is kept out; empty if it may come in. */
  Optional<Diagnosis> refusal(Caller caller) {
    if (token.isPresent() && caller.bearer().isPresent()) {
      byte[] sent = caller.bearer().get().getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(sent, token.get())
          ? Optional.empty()
          : refused("the bearer token is not the admin token", caller)
              .map(diagnosis -> diagnosis.remedy("send the token that --admin-token was given"));
    }
    if (!caller.peer().isLoopbackAddress()) {
      return refused("%s is not this machine", caller, caller.peer().getHostAddress())
          .map(this::withToken);
    }
    if (caller.forwardedBy().isPresent()) {
      return refused(
              "a proxy passed the call on (%s), so the caller may be anywhere",
              caller, caller.forwardedBy().get())
          .map(this::withToken);
    }
    if (caller.host().isEmpty()) {
      return refused("the call has no Host", caller)
          .map(diagnosis -> diagnosis.remedy("call it by http://localhost and the port"));
    }
    String name = TenantNames.name(caller.host().get());
    if (!TenantNames.loopback(name) && !names.contains(name)) {
      return refused("the Host %s is not a name of this emulator", caller, Shown.text(name))
          .map(
              diagnosis ->
                  withToken(
                      diagnosis.remedy(
                          "call it by localhost, or declare the name in fakeAuth0.domains")));
    }
    return crossOrigin(caller);
  }

  private Optional<Diagnosis> crossOrigin(Caller caller) {
    Optional<String> foreign =
        caller
            .origin()
            .filter(origin -> !origin.toLowerCase(Locale.ROOT).equals(caller.ownOrigin()));
    if (foreign.isPresent()) {
      return refused(
              "a web page of another origin, %s, made the call", caller, Shown.text(foreign.get()))
          .map(AdminGuard::fromProgram);
    }
    boolean elsewhere =
        caller
            .fetchSite()
            .filter(site -> !site.equals("same-origin") && !site.equals("none"))
            .isPresent();
    return elsewhere
        ? refused("a web page of another origin made the call", caller).map(AdminGuard::fromProgram)
        : Optional.empty();
  }

  private static Diagnosis fromProgram(Diagnosis diagnosis) {
    return diagnosis.remedy("call /__admin from a program or a test, not from a web page");
  }

  private Diagnosis withToken(Diagnosis diagnosis) {
    return token.isPresent()
        ? diagnosis.remedy("send Authorization: Bearer and the token that --admin-token was given")
        : diagnosis.remedy(
            "start the emulator with --admin-token and send that token as Authorization: Bearer");
  }

  private static Optional<Diagnosis> refused(String format, Caller caller, Object... arguments) {
    return Optional.of(
        RefusalReason.ADMIN_FORBIDDEN
            .because(format, arguments)
            .fact("peer", caller.peer().getHostAddress())
            .fact("host", Shown.text(caller.host().orElse("")))
            .fact("origin", Shown.text(caller.origin().orElse(""))));
  }
}
