package dev.fakeauth0.emulator.pipeline;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cross-origin calls by browsers (Auth0 docs, "Set Up Cross-Origin Resource Sharing"). Documents
 * are for everybody; the Authentication API is for origins that some client names, and so is the
 * Management API, which single-page apps call for the user who is logged in (Auth0 docs, "Get
 * Management API Access Tokens for Single-Page Applications"); the emulator's own endpoints are for
 * nobody.
 */
final class CrossOrigin {

  private CrossOrigin() {}

  /** The answer to a preflight, if this call is one and the path exists. */
  static Optional<Reply> preflight(Call call, boolean pathExists) {
    Request request = call.request();
    if (!pathExists
        || !request.method().equals("OPTIONS")
        || request.header("Access-Control-Request-Method").isEmpty()) {
      return Optional.empty();
    }
    return origin(call)
        .map(
            allowed ->
                Reply.empty(204)
                    .with(
                        "Access-Control-Allow-Methods",
                        request.header("Access-Control-Request-Method").orElse("GET"))
                    .with(
                        "Access-Control-Allow-Headers",
                        "authorization, content-type, auth0-client, dpop, x-request-language")
                    .with("Access-Control-Max-Age", "3600"));
  }

  /** Where Auth0 lets every page in, and says so to those that do not ask, too (recorded). */
  private static final Set<String> OPEN =
      Set.of("/userinfo", "/dbconnections/signup", "/dbconnections/change_password");

  /** Where a client names its origins. */
  private static final List<String> LISTS = List.of("web_origins", "allowed_origins", "callbacks");

  private static Reply open(Reply reply) {
    return reply
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Allow-Credentials", "false")
        .with(
            "Access-Control-Expose-Headers",
            "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset");
  }

  /** The answer with the origin named, where the caller's origin may read it. */
  static Reply allowed(Reply reply, Call call) {
    if (OPEN.contains(call.route().path())) {
      return open(reply);
    }
    return origin(call)
        .map(
            allowed -> {
              Reply open = reply.with("Access-Control-Allow-Origin", allowed);
              return allowed.equals("*")
                  ? open
                  : open.with("Access-Control-Allow-Credentials", "true")
                      .with(
                          "Access-Control-Expose-Headers",
                          "X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,DPoP-Nonce");
            })
        .orElse(reply);
  }

  private static Optional<String> origin(Call call) {
    Optional<String> origin = call.request().header("Origin");
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    String path = call.request().path();
    if (OPEN.contains(path)
        || call.route().surface() == Surface.DISCOVERY
        || path.startsWith("/.well-known/")) {
      return Optional.of("*");
    }
    if (Surface.of(path) == Surface.CONTROL) {
      return Optional.empty();
    }
    return origin.filter(sent -> named(sent, call.epoch().store().state()));
  }

  private static boolean named(String origin, TenantState state) {
    for (Client client : state.clients().all()) {
      for (String list : LISTS) {
        for (String known : client.document().strings(list)) {
          if (UrlPattern.coversOrigin(known, origin)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
