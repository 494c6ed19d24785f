package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CALLBACK_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ID_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CODE_CHALLENGE_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CODE_CHALLENGE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.NONCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.PARAMETER_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.RESPONSE_TYPE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_RESPONSE_TYPE;
import static dev.fakeauth0.refusal.RefusalReason.WEB_ORIGIN_NOT_ALLOWED;

import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.authentication.grant.UserAccess;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks an authorization request, before anybody is asked anything (RFC 6749 section 4.1.1; RFC
 * 7636 section 4.4.1; RFC 9700 section 2.1; Auth0 docs, "Authorization Code Flow with PKCE"). In
 * this order: client, callback, response type, what strict third-party applications may send, the
 * other parameters, the API, the organization, the connection.
 */
final class AuthorizationCheck {

  private static final List<String> PROMPTS = List.of("none", "login", "consent", "select_account");

  /** Auth0 docs, "Third-Party Applications". */
  private static final List<String> NOT_FOR_THIRD_PARTIES =
      List.of(
          "claims",
          "id_token_hint",
          "invitation",
          "login_ticket",
          "request",
          "request_uri",
          "screen_hint");

  private final SentAuthorization sent;
  private final boolean begins;
  private final TenantState state;
  private final Instant now;

  private AuthorizationCheck(
      SentAuthorization sent, boolean begins, TenantState state, Instant now) {
    this.sent = sent;
    this.begins = begins;
    this.state = state;
    this.now = now;
  }

  /** The request, checked. */
  static Decision<AuthorizationRequest> of(SentAuthorization sent, TenantState state, Instant now) {
    return new AuthorizationCheck(sent, true, state, now).checked();
  }

  /** The same where it is pushed: how users log in matters when they do. */
  static Decision<AuthorizationRequest> pushed(
      SentAuthorization sent, TenantState state, Instant now) {
    return new AuthorizationCheck(sent, false, state, now).checked();
  }

  private Decision<AuthorizationRequest> checked() {
    return client()
        .then(
            client ->
                callback(client)
                    .or(() -> responseType(client))
                    .or(() -> thirdParty(client))
                    .or(() -> parameters(client))
                    .map(Decision::<AuthorizationRequest>refuse)
                    .orElseGet(() -> about(client)));
  }

  private Decision<AuthorizationRequest> about(Client client) {
    return UserAccess.audience(
            client, sent.get("audience"), sent.get("resource"), sent.issuer(), sent.names(), state)
        .then(
            audience ->
                RequestedOrganization.of(sent, client, state, now)
                    .then(
                        organization ->
                            connection(client, organization)
                                .map(Decision::<AuthorizationRequest>refuse)
                                .orElseGet(
                                    () ->
                                        Decision.grant(request(client, audience, organization)))));
  }

  private Optional<Diagnosis> connection(Client client, Optional<String> organization) {
    return begins ? RequestedConnection.check(sent, client, organization, state) : Optional.empty();
  }

  private AuthorizationRequest request(
      Client client, Optional<String> audience, Optional<String> organization) {
    ResponseType type = type().orElseThrow();
    return new AuthorizationRequest(
        client.id(),
        type,
        sent.get("response_mode")
            .flatMap(ResponseMode::of)
            .orElse(type.frontChannel() ? ResponseMode.FRAGMENT : ResponseMode.QUERY),
        sent.get("redirect_uri"),
        audience,
        organization,
        sent.parameters(),
        sent.issuer());
  }

  private Optional<ResponseType> type() {
    return sent.get("response_type").flatMap(ResponseType::of);
  }

  private Decision<Client> client() {
    Optional<String> id = sent.clientId();
    if (id.isEmpty()) {
      return Decision.refuse(
          CLIENT_ID_MISSING
              .because("the authorization request names no client")
              .remedy("send client_id in the query of /authorize"));
    }
    Optional<Client> client = state.clientNamed(id.get());
    return client.isPresent() ? Decision.grant(client.get()) : Decision.refuse(unknown(id.get()));
  }

  private Diagnosis unknown(String id) {
    Diagnosis diagnosis =
        UNKNOWN_CLIENT
            .because("no client has the client_id %s", Shown.text(id))
            .fact("client_id", Shown.text(id));
    if (id.startsWith("https://") || id.startsWith("http://")) {
      return diagnosis
          .remedy(
              "an application that a document describes has to be registered first: POST"
                  + " /api/v2/clients/cimd/register {\"external_client_id\": \"%s\"}",
              Shown.text(id))
          .remedy("or let it register itself: POST /oidc/register");
    }
    Optional<Client> named = state.clients().findByKey(id);
    if (named.isPresent()) {
      return diagnosis.remedy(
          "the name of an application was sent: send its client_id %s", named.get().id());
    }
    List<String> nearest = Nearest.to(id, state.clients().all().stream().map(Client::id).toList());
    return (nearest.isEmpty()
            ? diagnosis
            : diagnosis.remedy("send client_id %s, if that is the one meant", nearest.get(0)))
        .remedy("Dashboard: the client id is at Applications > Applications > (name) > Settings")
        .remedy("seed: add the client, with this client_id, under clients");
  }

  private Optional<Diagnosis> callback(Client client) {
    Optional<String> uri = sent.get("redirect_uri");
    if (uri.isEmpty() || RedirectUris.allowed(uri.get(), client, sent.get("organization"), state)) {
      return Optional.empty();
    }
    List<String> allowed = RedirectUris.of(client);
    List<String> nearest = Nearest.to(uri.get(), allowed);
    Diagnosis diagnosis =
        CALLBACK_NOT_ALLOWED
            .because(
                "%s is not one of the callbacks of client %s", Shown.text(uri.get()), client.id())
            .fact("client_id", client.id())
            .fact("redirect_uri", Shown.text(uri.get()))
            .fact("allowed_callbacks", allowed);
    if (!nearest.isEmpty()) {
      diagnosis = diagnosis.remedy("send %s, if that is the one meant", nearest.get(0));
    }
    return Optional.of(
        diagnosis
            .remedy(
                "Dashboard: Applications > Applications > %s > Settings > Allowed Callback URLs:"
                    + " add it exactly so, with its port and without a slash more or less",
                client.name())
            .remedy("seed: callbacks of the client"));
  }

  private Optional<Diagnosis> responseType(Client client) {
    Optional<String> asked = sent.get("response_type");
    if (asked.isEmpty()) {
      return Optional.of(
          RESPONSE_TYPE_MISSING
              .because("the authorization request has no response_type")
              .fact("client_id", client.id())
              .remedy("send response_type=code, and code_challenge with it"));
    }
    Optional<ResponseType> type = type();
    if (type.isEmpty()) {
      return Optional.of(
          UNSUPPORTED_RESPONSE_TYPE
              .because("Auth0 knows no response_type \"%s\"", Shown.text(asked.get()))
              .fact("client_id", client.id())
              .fact("response_type", Shown.text(asked.get()))
              .remedy("send response_type=code; id_token and token can be joined to it"));
    }
    boolean strict = client.strictThirdParty();
    if (strict && type.get().frontChannel()) {
      return Optional.of(
          UNSUPPORTED_RESPONSE_TYPE
              .because(
                  "client %s is a strict third-party application, and these get codes only",
                  client.id())
              .fact("client_id", client.id())
              .fact("response_type", asked.get())
              .remedy("send response_type=code, and code_challenge with it"));
    }
    if (type.get().code() && lacks(client, GrantType.AUTHORIZATION_CODE.wireName())) {
      return Optional.of(grantOff(client, GrantType.AUTHORIZATION_CODE.wireName()));
    }
    if (type.get().frontChannel() && lacks(client, "implicit")) {
      return Optional.of(grantOff(client, "implicit"));
    }
    return mode(client, type.get());
  }

  private Optional<Diagnosis> mode(Client client, ResponseType type) {
    Optional<String> asked = sent.get("response_mode");
    Optional<ResponseMode> mode = asked.flatMap(ResponseMode::of);
    if (asked.isPresent() && mode.isEmpty()) {
      return Optional.of(
          invalid("response_mode", asked.get(), "query, fragment, form_post or web_message"));
    }
    if (mode.equals(Optional.of(ResponseMode.QUERY)) && type.frontChannel()) {
      return Optional.of(
          invalid(
              "response_mode",
              "query",
              "fragment, form_post or web_message where tokens come" + " by the front channel"));
    }
    Optional<String> uri = sent.get("redirect_uri");
    if (mode.equals(Optional.of(ResponseMode.WEB_MESSAGE))
        && uri.isPresent()
        && !WebOrigins.allowed(uri.get(), client)) {
      return Optional.of(
          WEB_ORIGIN_NOT_ALLOWED
              .because(
                  "the origin of %s is not one of the web origins of client %s",
                  Shown.text(uri.get()), client.id())
              .fact("client_id", client.id())
              .fact("origin", UrlPattern.origin(uri.get()).orElse(""))
              .fact("web_origins", client.document().strings("web_origins"))
              .remedy(
                  "Dashboard: Applications > Applications > %s > Settings > Allowed Web Origins",
                  client.name())
              .remedy("seed: web_origins of the client"));
    }
    return Optional.empty();
  }

  private static boolean lacks(Client client, String grantType) {
    return !client.grantTypes().contains(grantType);
  }

  private static Diagnosis grantOff(Client client, String grantType) {
    return GRANT_TYPE_NOT_ALLOWED
        .because("the grant types of client %s do not include %s", client.id(), grantType)
        .fact("client_id", client.id())
        .fact("grant_type", grantType)
        .fact("allowed_grant_types", client.grantTypes())
        .remedy(
            "Dashboard: Applications > Applications > %s > Settings > Advanced Settings > Grant"
                + " Types",
            client.name())
        .remedy("seed: add %s to grant_types of the client", grantType);
  }

  private Optional<Diagnosis> thirdParty(Client client) {
    if (!client.strictThirdParty()) {
      return Optional.empty();
    }
    for (String name : NOT_FOR_THIRD_PARTIES) {
      if (sent.get(name).isPresent()) {
        return Optional.of(
            PARAMETER_NOT_ALLOWED
                .because(
                    "client %s is a strict third-party application, and these may not send %s",
                    client.id(), name)
                .fact("client_id", client.id())
                .fact("parameter", name)
                .remedy("leave %s out", name));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> parameters(Client client) {
    return nonce(client).or(() -> challenge(client)).or(this::prompt).or(this::maxAge);
  }

  private Optional<Diagnosis> nonce(Client client) {
    return type().filter(ResponseType::idToken).isPresent() && sent.get("nonce").isEmpty()
        ? Optional.of(
            NONCE_MISSING
                .because("an ID token is asked for by the front channel, without a nonce")
                .fact("client_id", client.id())
                .remedy(
                    "send nonce, and compare it with the ID token's (OpenID Connect Core section"
                        + " 3.2.2.1)"))
        : Optional.empty();
  }

  private Optional<Diagnosis> challenge(Client client) {
    Optional<String> challenge = sent.get("code_challenge");
    Optional<String> method = sent.get("code_challenge_method");
    if (challenge.isEmpty()) {
      if (method.isEmpty() && !client.strictThirdParty()) {
        return Optional.empty();
      }
      return Optional.of(
          CODE_CHALLENGE_MISSING
              .because(
                  method.isPresent()
                      ? "there is a code_challenge_method and no code_challenge"
                      : "a strict third-party application has to use PKCE")
              .fact("client_id", client.id())
              .remedy(
                  "send code_challenge, the base64url of the verifier's SHA-256, and"
                      + " code_challenge_method=S256"));
    }
    String text = challenge.get();
    boolean known = method.isEmpty() || method.get().equals("S256") || method.get().equals("plain");
    if (known && text.length() >= 43 && text.length() <= 128 && unreserved(text)) {
      return Optional.empty();
    }
    return Optional.of(
        CODE_CHALLENGE_INVALID
            .because(
                known
                    ? "code_challenge is not 43 to 128 letters, digits or -._~ (RFC 7636 section"
                        + " 4.2)"
                    : "code_challenge_method is neither S256 nor plain")
            .fact("client_id", client.id())
            .fact("parameter", known ? "code_challenge" : "code_challenge_method")
            .remedy("send code_challenge_method=S256 and the base64url of the verifier's SHA-256"));
  }

  private static boolean unreserved(String text) {
    return text.chars()
        .allMatch(
            character ->
                character < 128
                    && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0));
  }

  private Optional<Diagnosis> prompt() {
    Optional<String> asked = sent.get("prompt");
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = Arrays.asList(asked.get().split(" ", -1));
    boolean known = PROMPTS.containsAll(words);
    return known && (words.size() == 1 || !words.contains("none"))
        ? Optional.empty()
        : Optional.of(
            invalid("prompt", asked.get(), "none alone, or any of login, consent, select_account"));
  }

  private Optional<Diagnosis> maxAge() {
    Optional<String> asked = sent.get("max_age");
    boolean number =
        asked.isEmpty()
            || (asked.get().length() < 10 && asked.get().chars().allMatch(Character::isDigit));
    return number
        ? Optional.empty()
        : Optional.of(invalid("max_age", asked.get(), "a whole number of seconds"));
  }

  private static Diagnosis invalid(String parameter, String value, String wanted) {
    return PARAMETER_INVALID
        .because("%s is \"%s\"", parameter, Shown.text(value))
        .fact("parameter", parameter)
        .fact("problem", "must be " + wanted)
        .remedy("send %s as %s", parameter, wanted);
  }
}
