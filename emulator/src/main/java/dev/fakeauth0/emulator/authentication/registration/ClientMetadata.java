package dev.fakeauth0.emulator.authentication.registration;

import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_METADATA;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_REDIRECT_URI;
import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_BODY;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Destination;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of itself when it registers (RFC 7591 section 2), read and found to make
 * sense. Members nobody knows are passed over (RFC 7591 section 2).
 *
 * @param name {@code client_name}
 * @param redirectUris {@code redirect_uris}, as they were sent
 * @param authenticationMethod {@code token_endpoint_auth_method}
 * @param grantTypes {@code grant_types}; none if none were sent
 * @param logoUri {@code logo_uri}
 * @param sent the whole body, for the tenant's log
 * @param remote where the call came from
 */
record ClientMetadata(
    String name,
    List<String> redirectUris,
    String authenticationMethod,
    List<String> grantTypes,
    Optional<String> logoUri,
    Document sent,
    InetAddress remote)
    implements Subject {

  /** What an application is called that does not say (Auth0 docs). */
  private static final String UNNAMED = "My App";

  private static final List<String> METHODS =
      List.of("none", "client_secret_post", "client_secret_basic");

  /** Members that are texts, where they are there. */
  private static final List<String> TEXTS =
      List.of(
          "client_name",
          "token_endpoint_auth_method",
          "logo_uri",
          "client_uri",
          "tos_uri",
          "policy_uri",
          "scope",
          "software_id",
          "software_version",
          "application_type");

  /** Members that are lists of texts, where they are there. */
  private static final List<String> LISTS = List.of("grant_types", "response_types", "contacts");

  /**
   * Reads a registration. Refuses for {@link dev.fakeauth0.refusal.RefusalReason#MALFORMED_BODY},
   * {@code INVALID_CLIENT_METADATA} and {@code INVALID_REDIRECT_URI} (RFC 7591 section 3.2.2).
   */
  static Decision<ClientMetadata> from(Call call) {
    Document sent;
    try {
      sent = Json.readObject(call.request().body());
    } catch (MalformedJson e) {
      return Decision.refuse(
          MALFORMED_BODY
              .because("the body cannot be read as a JSON object")
              .fact("format", "JSON")
              .remedy("send the client metadata of RFC 7591 section 2 as application/json"));
    }
    Optional<Diagnosis> wrong = wrong(sent);
    if (wrong.isPresent()) {
      return Decision.refuse(wrong.get());
    }
    return Decision.grant(
        new ClientMetadata(
            sent.string("client_name", UNNAMED),
            sent.strings("redirect_uris"),
            sent.string("token_endpoint_auth_method", "client_secret_post"),
            sent.strings("grant_types"),
            sent.string("logo_uri"),
            sent,
            call.request().remote()));
  }

  @Override
  public Optional<String> clientId() {
    return Optional.empty();
  }

  @Override
  public List<LogFacts> logged(Decision<?> decided, Call call) {
    return decided.<List<LogFacts>>fold(
        made -> List.of(new RegistrationFacts(this, (Document) made)), refused -> List.of());
  }

  private static Optional<Diagnosis> wrong(Document sent) {
    for (String member : TEXTS) {
      if (sent.has(member) && sent.string(member).isEmpty()) {
        return Optional.of(ofType("string", sent.get(member), member));
      }
    }
    for (String member : LISTS) {
      if (sent.has(member) && !texts(sent.get(member))) {
        return Optional.of(ofType("array", sent.get(member), member));
      }
    }
    String method = sent.string("token_endpoint_auth_method", "none");
    if (!METHODS.contains(method)) {
      return Optional.of(
          metadata(
              "token_endpoint_auth_method",
              "No enum match for: " + method + "' on property token_endpoint_auth_method"));
    }
    if (!sent.has("redirect_uris")) {
      return Optional.of(metadata("redirect_uris", "Missing required property: redirect_uris'"));
    }
    if (!texts(sent.get("redirect_uris"))) {
      return Optional.of(ofType("array", sent.get("redirect_uris"), "redirect_uris"));
    }
    if (sent.strings("redirect_uris").isEmpty()) {
      return Optional.of(
          metadata(
              "redirect_uris", "Array is too short (0), minimum 1' on property redirect_uris"));
    }
    return destinations(sent.strings("redirect_uris"));
  }

  private static Optional<Diagnosis> destinations(List<String> uris) {
    for (int i = 0; i < uris.size(); i++) {
      Optional<String> problem = Destination.problem(uris.get(i));
      if (problem.isPresent()) {
        return Optional.of(
            INVALID_REDIRECT_URI
                .because("the redirect_uri \"%s\" %s", Shown.text(uris.get(i)), problem.get())
                .fact("redirect_uri", uris.get(i))
                .fact("problem", problem.get())
                .fact("place", "redirect_uris[" + i + "]")
                .remedy("send absolute URIs without a fragment, such as https://app.example/cb")
                .remedy(
                    "for an application on the user's machine: http://localhost:PORT/... or a"
                        + " scheme of its own"));
      }
    }
    return Optional.empty();
  }

  private static boolean texts(@Nullable Object value) {
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static Diagnosis ofType(String wanted, @Nullable Object found, String member) {
    if (found instanceof List<?> && wanted.equals("array")) {
      return metadata(
          member, "Expected type string but found another' on property " + member + "[]");
    }
    return metadata(
        member,
        "Expected type " + wanted + " but found type " + kind(found) + "' on property " + member);
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof Number) {
      return "number";
    }
    return value instanceof List ? "array" : "object";
  }

  /**
   * Refused metadata.
   *
   * @param words what Auth0's validation says, from behind the first quote
   */
  private static Diagnosis metadata(String member, String words) {
    return INVALID_CLIENT_METADATA
        .because("the client metadata cannot be used: see %s", member)
        .fact("member", member)
        .fact("message", "Payload validation error: '" + words + ".")
        .remedy("see RFC 7591 section 2 for what %s may be", member);
  }

  /** The tenant's log calls it an operation of the Management API (Auth0 docs). */
  private record RegistrationFacts(ClientMetadata asked, Document made) implements LogFacts {

    @Override
    public Document members() {
      return Document.of(
          "type",
          "sapi",
          "description",
          "Dynamic client registration",
          "client_id",
          made.string("client_id", ""),
          "client_name",
          asked.name(),
          "ip",
          asked.remote().getHostAddress(),
          "user_id",
          "",
          "details",
          Map.of(
              "request",
              Map.of("method", "post", "path", "/oidc/register", "body", asked.sent().asMap()),
              "response",
              Map.of("statusCode", 201, "body", made.asMap())));
    }
  }
}
