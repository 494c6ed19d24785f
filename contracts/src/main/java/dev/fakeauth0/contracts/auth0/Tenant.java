package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The target, as contracts see it. */
final class Tenant {

  private final Auth0Target target;
  private final Wire wire;
  private final ManagementApi management;
  private final Fixtures fixtures;
  private @Nullable Map<String, Object> settings;

  Tenant(Auth0Target target, RunName run) {
    Masking masking = new Masking();
    this.target = target;
    this.wire = new Wire(target, masking);
    this.management = new ManagementApi(wire, target.issuer(), target.management());
    this.fixtures = new Fixtures(management, target.fixtures(), run, masking);
  }

  /** Where it is, with the slash at the end. */
  String issuer() {
    return target.issuer().toString();
  }

  /** The time, as the target was said to have it. */
  Instant now() {
    return target.now().instant();
  }

  /** What there is to work with, and what can be made. */
  Fixtures fixtures() {
    return fixtures;
  }

  /** The Management API. */
  ManagementApi management() {
    return management;
  }

  Masking masking() {
    return wire.masking();
  }

  /** A request to a path, {@code get("/userinfo").bearer(token).send()}. */
  Call get(String path) {
    return wire.call("GET", path);
  }

  /** A request to a path, {@code post("/oauth/revoke").json(body).send()}. */
  Call post(String path) {
    return wire.call("POST", path);
  }

  /** A request to a path. */
  Call delete(String path) {
    return wire.call("DELETE", path);
  }

  /** A request to an address that the target named. */
  Call call(String method, URI address) {
    return wire.call(method, address);
  }

  /** What the token endpoint answers to these parameters, sent as JSON: name, value, ... */
  Reply token(Object... parameters) {
    return token(Json.of(parameters));
  }

  /** What the token endpoint answers to these parameters, sent as JSON. */
  Reply token(Map<String, ?> parameters) {
    return post("/oauth/token").json(parameters).send();
  }

  /** The access token of an answer that has to grant one. */
  AccessToken granted(Reply reply) {
    if (reply.status() != 200) {
      throw new AssertionError("Expected a token, but the answer is " + Json.told(reply));
    }
    return AccessToken.read(Json.text(Json.object(reply), "access_token"));
  }

  /** A browser without a session. */
  Browser browser() {
    return new Browser(wire, target.issuer());
  }

  /** The tenant's settings. */
  synchronized Map<String, Object> settings() {
    Map<String, Object> known = settings;
    if (known == null) {
      Reply reply = management.get("/tenants/settings");
      if (reply.status() != 200) {
        throw new Skipped("the tenant's settings cannot be read: " + Json.told(reply));
      }
      known = Json.object(reply);
      settings = known;
    }
    return known;
  }

  /** Skips a contract that needs what is not there. */
  void require(Iterable<Need> needs) {
    Set<Need> allowed = target.allowed();
    for (Need need : needs) {
      if (!allowed.contains(need)
          && (need.isPermission() || !management.isThere() || !need.in(settings()))) {
        throw new Skipped(need.sentence());
      }
    }
  }
}
