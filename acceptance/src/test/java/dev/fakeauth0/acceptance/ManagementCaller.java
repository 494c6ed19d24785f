package dev.fakeauth0.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Somebody who calls a tenant's Management API by hand, as curl would.
 *
 * @param issuer the tenant
 * @param token the access token
 */
record ManagementCaller(URI issuer, String token) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the tenant answered.
   *
   * @param status the status
   * @param requestId the journal entry's id
   * @param headers the header fields
   * @param body the body; a missing node if it is empty
   */
  record Answer(int status, String requestId, HttpHeaders headers, JsonNode body) {

    /** A member of the body, as text. */
    String text(String member) {
      return body.path(member).asText();
    }
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  Answer post(String path, String json) throws Exception {
    return send("POST", path, json);
  }

  Answer patch(String path, String json) throws Exception {
    return send("PATCH", path, json);
  }

  Answer delete(String path) throws Exception {
    return send("DELETE", path, "");
  }

  /** A part of a path or query, percent-encoded. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer send(String method, String path, String json) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(issuer.resolve("api/v2" + path))
            .header("Authorization", "Bearer " + token);
    if (json.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(json));
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("X-Auth0-RequestId").orElse(""),
        response.headers(),
        JSON.readTree(response.body()));
  }
}
