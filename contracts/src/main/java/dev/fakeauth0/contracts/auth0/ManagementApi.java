package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.contracts.auth0.Auth0Target.Credentials;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Management API of a target, called with the credentials the contracts were given (Auth0 docs,
 * "Management API").
 */
final class ManagementApi {

  private static final int PAGE = 100;

  private final Wire wire;
  private final URI issuer;
  private final Optional<Credentials> credentials;
  private @Nullable String token;

  ManagementApi(Wire wire, URI issuer, Optional<Credentials> credentials) {
    this.wire = wire;
    this.issuer = issuer;
    this.credentials = credentials;
    credentials.ifPresent(client -> wire.masking().learn(client.clientSecret()));
  }

  /** Its identifier as an audience. */
  String audience() {
    return issuer + "api/v2/";
  }

  /** Whether there are credentials for it. */
  boolean isThere() {
    return credentials.isPresent();
  }

  /** The client that calls it. */
  Credentials client() {
    return credentials.orElseThrow(
        () -> new Skipped("needs a client of the Management API: --client-id, --client-secret"));
  }

  /** A token for it, the same one each time. */
  synchronized String token() {
    String known = token;
    if (known == null) {
      Credentials client = client();
      Reply reply =
          wire.call("POST", "/oauth/token")
              .json(
                  Json.of(
                      "grant_type", "client_credentials",
                      "client_id", client.clientId(),
                      "client_secret", client.clientSecret(),
                      "audience", audience()))
              .send();
      if (reply.status() != 200) {
        throw new Skipped(
            "the client given for the Management API gets no token: " + Json.told(reply));
      }
      known = Json.text(Json.object(reply), "access_token");
      token = known;
    }
    return known;
  }

  /** Asks for another token next time: the key that signed this one was revoked. */
  synchronized void forgetToken() {
    token = null;
  }

  /** A request with the token, {@code call("GET", "/users")}. */
  Call call(String method, String path) {
    return wire.call(method, "/api/v2" + path).bearer(token());
  }

  /** A request with another token, or none. */
  Call anonymous(String method, String path) {
    client();
    return wire.call(method, "/api/v2" + path);
  }

  /** Reads. */
  Reply get(String path) {
    return call("GET", path).send();
  }

  /** Creates, or does. */
  Reply post(String path, Map<String, ?> body) {
    return call("POST", path).json(body).send();
  }

  /** Changes. */
  Reply patch(String path, Map<String, ?> body) {
    return call("PATCH", path).json(body).send();
  }

  /** Deletes. */
  Reply delete(String path) {
    return call("DELETE", path).send();
  }

  /** An id as a segment of a path. */
  static String segment(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  /** Everything a listing has, page by page. */
  List<Map<String, Object>> all(String path) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (int page = 0; ; page++) {
      Reply reply = call("GET", path).query("per_page", "" + PAGE).query("page", "" + page).send();
      if (reply.status() != 200) {
        throw new Skipped("cannot list " + path + ": " + Json.told(reply));
      }
      List<Map<String, Object>> some = Json.objects(reply);
      found.addAll(some);
      if (some.size() < PAGE) {
        return found;
      }
    }
  }
}
