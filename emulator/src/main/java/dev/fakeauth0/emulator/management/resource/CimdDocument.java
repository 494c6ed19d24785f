package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Destination;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.outgoing.Fetched;
import dev.fakeauth0.emulator.outgoing.Fetching;
import dev.fakeauth0.emulator.token.ClientKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A document that describes an application at the URL that is the application's id (Auth0 docs,
 * "CIMD Validation Rules"; draft-ietf-oauth-client-id-metadata-document, sections 2 to 4): fetched,
 * judged, and mapped to the members of a client. Auth0 takes none from localhost; here http is
 * taken on loopback, since a test's document can be nowhere else.
 */
final class CimdDocument {

  /** Where the request carries why the document could not be had. */
  static final String UNREADABLE = "cimd_unreadable";

  /** Where it carries what was made of the document. */
  static final String MAPPED = "cimd_mapped";

  /** Where it carries what the document breaks. */
  static final String VIOLATIONS = "cimd_violations";

  /** Where it carries what was passed over. */
  static final String WARNINGS = "cimd_warnings";

  private static final int MOST = 5 * 1024;
  private static final int MOST_KEYS = 12 * 1024;

  private static final List<String> SUPPORTED =
      List.of(
          "client_id",
          "client_name",
          "logo_uri",
          "redirect_uris",
          "grant_types",
          "response_types",
          "application_type",
          "token_endpoint_auth_method",
          "jwks_uri",
          "jwks");

  private static final List<String> GRANT_TYPES = List.of("authorization_code", "refresh_token");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String url;
  private final Document document;
  private final List<String> violations = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private CimdDocument(String url, Document document) {
    this.url = url;
    this.document = document;
  }

  /** The body of a request with what its {@code external_client_id} leads to. */
  static Document fetched(Document body) {
    String url = body.string("external_client_id", "");
    Optional<String> wrong = wrong(url);
    if (wrong.isPresent()) {
      return body.with(UNREADABLE, wrong.get());
    }
    Fetched found = Fetching.get(url, MOST);
    if (found.text().isEmpty()) {
      return body.with(UNREADABLE, found.problem().orElse(""));
    }
    try {
      Document document = Json.readObject(found.text().get().getBytes(StandardCharsets.UTF_8));
      return new CimdDocument(url, document).judged(body);
    } catch (MalformedJson e) {
      return body.with(UNREADABLE, "it is no JSON object");
    }
  }

  /** Why a URL cannot be the id of an application. */
  private static Optional<String> wrong(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return Optional.of("it is no URL");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
    if (uri.getHost() == null || uri.getPort() == 0) {
      return Optional.of("it names no host");
    }
    boolean secure = "https".equals(uri.getScheme());
    if (!secure && !("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()))) {
      return Optional.of("it is no https URL; http is for loopback alone");
    }
    if (path.length() < 2) {
      return Optional.of("it has no path beyond the root");
    }
    if ((plain + "/").contains("/./") || (plain + "/").contains("/../")) {
      return Optional.of("its path has dot segments");
    }
    return uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getRawQuery() != null
        ? Optional.of("it has a user name, a query or a fragment")
        : Optional.empty();
  }

  private Document judged(Document body) {
    Document mapped = mapped();
    List<String> unsupported = new ArrayList<>();
    for (String member : document.asMap().keySet()) {
      if (!SUPPORTED.contains(member)) {
        unsupported.add(member);
      }
    }
    if (!unsupported.isEmpty()) {
      warnings.add(
          "Ignoring unsupported properties: "
              + String.join(", ", unsupported)
              + ". These properties are not validated or mapped to the Auth0 client"
              + " configuration.");
    }
    return body.with(MAPPED, mapped.asMap()).with(VIOLATIONS, violations).with(WARNINGS, warnings);
  }

  private Document mapped() {
    if (!document.string("client_id", "").equals(url)) {
      violations.add("client_id must be the URL of the document");
    }
    if (document.string("client_name", "").isBlank()) {
      violations.add("client_name is required");
    }
    Document mapped =
        Document.of(
            "external_client_id",
            url,
            "name",
            document.string("client_name", ""),
            "callbacks",
            callbacks(),
            "grant_types",
            grantTypes(),
            "app_type",
            type());
    if (document.has("logo_uri")) {
      mapped = mapped.with("logo_uri", document.string("logo_uri", ""));
    }
    if (!List.of("code").containsAll(document.strings("response_types"))) {
      violations.add("response_types may only contain: code");
    }
    return authenticated(mapped);
  }

  private List<String> callbacks() {
    List<String> callbacks = document.strings("redirect_uris");
    if (callbacks.isEmpty()) {
      violations.add("redirect_uris is required");
    }
    for (String callback : callbacks) {
      Optional<String> problem = Destination.problem(callback);
      if (problem.isPresent()) {
        violations.add("redirect_uris: " + callback + " " + problem.get());
      } else if (callback.indexOf('*') >= 0) {
        violations.add("redirect_uris: " + callback + " has a wildcard");
      }
    }
    return callbacks;
  }

  private List<String> grantTypes() {
    List<String> asked = document.strings("grant_types");
    List<String> granted = new ArrayList<>();
    for (String grantType : asked) {
      if (GRANT_TYPES.contains(grantType)) {
        granted.add(grantType);
      } else {
        warnings.add("Ignoring unsupported grant type: " + grantType);
      }
    }
    return granted.isEmpty() ? List.of("authorization_code") : granted;
  }

  private String type() {
    return switch (document.string("application_type", "web")) {
      case "native" -> "native";
      case "web" -> "regular_web";
      default -> {
        violations.add("application_type must be one of: native, web");
        yield "regular_web";
      }
    };
  }

  private Document authenticated(Document mapped) {
    if (document.has("jwks")) {
      violations.add("invalid_client_metadata: jwks is not supported, use jwks_uri");
    }
    String method = document.string("token_endpoint_auth_method", "none");
    switch (method) {
      case "none" -> {
        return mapped.with("token_endpoint_auth_method", "none");
      }
      case "private_key_jwt" -> {
        return withKeys(mapped.with("token_endpoint_auth_method", method));
      }
      default -> {
        violations.add("token_endpoint_auth_method must be one of: none, private_key_jwt");
        return mapped;
      }
    }
  }

  private Document withKeys(Document mapped) {
    String keys = document.string("jwks_uri", "");
    if (keys.isEmpty()) {
      violations.add("jwks_uri is required for private_key_jwt");
      return mapped;
    }
    Document named = mapped.with("jwks_uri", keys);
    if (!origin(keys).equals(origin(url))) {
      violations.add("jwks_uri must have the origin of the document");
      return named;
    }
    Fetched found = Fetching.get(keys, MOST_KEYS);
    if (found.text().isEmpty()) {
      violations.add("jwks_uri could not be retrieved: " + found.problem().orElse(""));
      return named;
    }
    ClientKeys read = ClientKeys.of(found.text().get());
    read.problem().ifPresent(violations::add);
    return named.with(
        "client_authentication_methods",
        Map.of("private_key_jwt", Map.of("credentials", read.credentials())));
  }

  private static String origin(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getScheme() + "://" + uri.getRawAuthority();
    } catch (IllegalArgumentException e) {
      return address; // No URL has the origin of one.
    }
  }
}
