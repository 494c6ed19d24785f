package dev.fakeauth0.emulator.control.doctor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A web of a few addresses; nobody is called like any other. */
final class ScriptedWeb implements Web {

  private final Map<String, Function<String, Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  ScriptedWeb on(String call, Answer answer) {
    answers.put(call, body -> answer);
    return this;
  }

  ScriptedWeb on(String call, Function<String, Answer> answer) {
    answers.put(call, answer);
    return this;
  }

  /** A tenant that publishes a key and refuses tokens with an answer. */
  ScriptedWeb tenant(String base, String issuer, Answer tokenAnswer) {
    return on("GET " + base + ".well-known/openid-configuration", discovery(issuer, base))
        .on("GET " + base + ".well-known/jwks.json", json(200, JWKS))
        .on("GET " + base + "__admin/health", json(404, "{}"))
        .on("POST " + base + "oauth/token", tokenAnswer);
  }

  static final String JWKS =
      "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"a-kid\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}";

  static Answer discovery(String issuer, String base) {
    return json(
        200, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + base + ".well-known/jwks.json\"}");
  }

  static Answer json(int status, String body, String... headers) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
    }
    return new Answered(status, fields, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer unreachable(Obstacle obstacle) {
    return new Unreachable(obstacle, "as scripted");
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public Answer ask(String method, URI url, Map<String, String> headers, String body) {
    String call = method + " " + url;
    asked.add(call);
    String bearing = headers.containsKey("Authorization") ? call + " with a token" : call;
    Function<String, Answer> answer = answers.getOrDefault(bearing, answers.get(call));
    return answer == null ? unreachable(Obstacle.REFUSED) : answer.apply(body);
  }
}
