package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser without a screen: keeps cookies, follows nothing by itself. */
public final class Browsing {

  /** An answer. */
  public record Seen(int status, String location, String text, HttpResponse<String> answer) {

    /** The parameters of the address it leads to, in query or fragment. */
    public Map<String, String> parameters() {
      return Browsing.parameters(location);
    }

    /** The address it leads to, without parameters. */
    public String place() {
      return location.replaceFirst("[?#].*", "");
    }
  }

  private final URI home;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> jar = new LinkedHashMap<>();

  /** A new one at an emulator. */
  public Browsing(URI home) {
    this.home = home;
  }

  /** The cookies it has. */
  public Map<String, String> jar() {
    return jar;
  }

  /** The id of its session. */
  public String sessionId() {
    return java.util.Objects.requireNonNull(jar.get("auth0_" + home.getPort())).split("\\.", 2)[0];
  }

  /** Opens a page. */
  public Seen get(String path) {
    return send(HttpRequest.newBuilder(home.resolve(path)).GET());
  }

  /** Opens a page with parameters, given as name, value, name, value. */
  public Seen get(String path, String... parameters) {
    return get(path + "?" + form(parameters));
  }

  /** Posts a form. */
  public Seen post(String path, String... parameters) {
    return send(
        HttpRequest.newBuilder(home.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters))));
  }

  /** Posts JSON, and keeps the cookies of the answer too. */
  public Document json(String path, Object body) {
    try {
      return Json.readObject(
          send(HttpRequest.newBuilder(home.resolve(path))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(Json.text(body))))
              .text()
              .getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  /** Posts JSON as a page of an origin does. */
  public Seen fetch(String path, String origin, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(home.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)));
    return send(origin.isEmpty() ? request : request.header("Origin", origin));
  }

  /** What the Management API answers a bearer of a token. */
  public String managed(String path, String token) {
    return send(HttpRequest.newBuilder(home.resolve(path))
            .header("Authorization", "Bearer " + token)
            .GET())
        .text();
  }

  /** Opens {@code /authorize}. */
  public Seen authorize(String... parameters) {
    return get("/authorize", parameters);
  }

  /** Logs a user in without the pages. */
  public void hasSessionOf(String user) {
    json("/__admin/sessions", Map.of("user", user));
  }

  private Seen send(HttpRequest.Builder request) {
    if (!jar.isEmpty()) {
      StringBuilder cookies = new StringBuilder();
      jar.forEach(
          (name, value) ->
              cookies.append(cookies.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      request.header("Cookie", cookies.toString());
    }
    HttpResponse<String> answer;
    try {
      answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    for (String field : answer.headers().allValues("Set-Cookie")) {
      String pair = field.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      if (field.contains("Max-Age=0")) {
        jar.remove(name);
      } else {
        jar.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
    return new Seen(
        answer.statusCode(),
        answer.headers().firstValue("Location").orElse(""),
        answer.body(),
        answer);
  }

  /** The parameters of an address. */
  public static Map<String, String> parameters(String address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int from = Math.max(address.indexOf('?'), address.indexOf('#'));
    if (from >= 0 && from + 1 < address.length()) {
      for (String pair : address.substring(from + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  static String form(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }
}
