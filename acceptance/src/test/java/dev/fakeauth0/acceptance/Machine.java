package dev.fakeauth0.acceptance;

import com.auth0.jwk.Jwk;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A machine that speaks to the token endpoint by hand, as curl would.
 *
 * @param clientId its client_id
 * @param clientSecret its client_secret
 * @param host the Host it sends where the tenant is not reached by its name; empty for the usual
 *     one
 */
record Machine(String clientId, String clientSecret, String host) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a tenant answered.
   *
   * @param status the status
   * @param requestId the journal entry's id
   * @param body the body
   */
  record Answer(int status, String requestId, JsonNode body) {

    /** The token of a grant. */
    String accessToken() {
      if (status != 200) {
        throw new AssertionError("no token: " + status + " " + body);
      }
      return body.path("access_token").textValue();
    }
  }

  Machine(String clientId, String clientSecret) {
    this(clientId, clientSecret, "");
  }

  /** This machine, calling a tenant by a name that leads to this machine only in tests. */
  Machine as(String name) {
    return new Machine(clientId, clientSecret, name);
  }

  /** The key of a tenant that is called by a name: what a hosts file would make of jwks-rsa. */
  static Jwk key(URI connectTo, String name, String kid) throws SigningKeyNotFoundException {
    try {
      JsonNode keys =
          answer(named(connectTo.resolve(".well-known/jwks.json"), name).build())
              .body()
              .path("keys");
      for (JsonNode key : keys) {
        if (key.path("kid").textValue().equals(kid)) {
          return Jwk.fromValues(
              JSON.convertValue(key, new TypeReference<Map<String, Object>>() {}));
        }
      }
    } catch (Exception e) {
      throw new SigningKeyNotFoundException("the keys of " + name + " cannot be had", e);
    }
    throw new SigningKeyNotFoundException("no key " + kid + " at " + name, null);
  }

  private static HttpRequest.Builder named(URI uri, String name) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return name.isEmpty() ? request : request.header("Host", name + ":" + uri.getPort());
  }

  /** Client credentials for an API. */
  Answer tokenFor(String audience, URI issuer) throws Exception {
    return token(Map.of("audience", audience), issuer);
  }

  /** Client credentials for an API, in an organization. */
  Answer tokenFor(String audience, String organization, URI issuer) throws Exception {
    return token(Map.of("audience", audience, "organization", organization), issuer);
  }

  /** Client credentials for no API in particular. */
  Answer tokenForNothing(URI issuer) throws Exception {
    return token(Map.of(), issuer);
  }

  private Answer token(Map<String, String> more, URI issuer) throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    parameters.put("client_id", clientId);
    parameters.put("client_secret", clientSecret);
    parameters.putAll(more);
    String form =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return answer(
        named(issuer.resolve("oauth/token"), host)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  /** Posts nothing; gives the status of the answer. */
  static int post(URI uri) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** The header of a token. */
  static JsonNode header(String token) throws Exception {
    return part(token, 0);
  }

  /** The claims of a token, unverified. */
  static JsonNode claims(String token) throws Exception {
    return part(token, 1);
  }

  private static JsonNode part(String token, int index) throws Exception {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
  }

  private static Answer answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("X-Auth0-RequestId").orElse(""),
        JSON.readTree(response.body()));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
