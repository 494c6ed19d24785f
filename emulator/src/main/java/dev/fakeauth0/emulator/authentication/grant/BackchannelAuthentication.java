package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.CIBA_REQUEST_INVALID;
import static dev.fakeauth0.refusal.RefusalReason.CIBA_USER_UNKNOWN;
import static dev.fakeauth0.refusal.RefusalReason.OPENID_SCOPE_MISSING;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a user is asked on their phone what a client may do (OpenID Connect CIBA Core section
 * 7.1; Auth0 docs, "User Initiated Backchannel Authentication"): the client has the grant type, and
 * says whom to ask ({@code login_hint} in the form {@code iss_sub}), what for ({@code
 * binding_message}) and with {@code openid} in its scope. Nobody has to have a phone: the push
 * stands in the messages, and a test answers it.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#GRANT_TYPE_NOT_ALLOWED}, {@code
 * OPENID_SCOPE_MISSING}, {@code CIBA_REQUEST_INVALID}, {@code CIBA_USER_UNKNOWN}, and for what
 * {@link UserAccess} refuses.
 */
public final class BackchannelAuthentication {

  private static final Duration LIFETIME = Duration.ofSeconds(300);
  private static final long LONGEST = 259_200;
  private static final int LONGEST_MESSAGE = 64;
  private static final String MARKS = "+-_.,:# ";

  private final Client client;
  private final TokenRequest request;
  private final TenantDraft tenant;
  private final Instant now;

  private BackchannelAuthentication(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    this.client = client;
    this.request = request;
    this.tenant = tenant;
    this.now = now;
  }

  /** Decides, for a client that is known and authenticated. */
  public static Decision<BackchannelRequest.Begun> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    return new BackchannelAuthentication(client, request, tenant, now).decide();
  }

  private Decision<BackchannelRequest.Begun> decide() {
    if (!client.grantTypes().contains(GrantType.CIBA.wireName())) {
      return Decision.refuse(GrantPolicies.notAllowed(client, GrantType.CIBA));
    }
    if (!GrantedScope.words(request.scope().orElse("")).contains("openid")) {
      return Decision.refuse(
          OPENID_SCOPE_MISSING
              .because("the scope of the request does not have openid in it")
              .fact("scope", request.scope().orElse(""))
              .remedy("send scope=openid, and what else is wanted beside it"));
    }
    return message()
        .then(
            message ->
                lifetime().then(lifetime -> user().then(user -> asked(user, message, lifetime))));
  }

  private Decision<String> message() {
    String message = request.parameter("binding_message").orElse("");
    if (message.isEmpty()) {
      return Decision.refuse(
          invalid(
              "binding_message is required",
              "the request has no binding_message",
              "send binding_message: what the user is to see on their phone"));
    }
    boolean plain =
        message
            .chars()
            .allMatch(letter -> Character.isLetterOrDigit(letter) || MARKS.indexOf(letter) >= 0);
    return plain && message.length() <= LONGEST_MESSAGE
        ? Decision.grant(message)
        : Decision.refuse(
            invalid(
                "binding_message is invalid",
                plain
                    ? "the binding_message is longer than 64 characters"
                    : "the binding_message has other characters than letters, digits, blanks and"
                        + " +-_.,:#",
                "send at most 64 letters, digits, blanks and +-_.,:#"));
  }

  private Decision<Duration> lifetime() {
    Optional<String> sent = request.parameter("requested_expiry");
    if (sent.isEmpty()) {
      return Decision.grant(LIFETIME);
    }
    String text = sent.get();
    boolean number = text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    long seconds = number && !text.isEmpty() ? Long.parseLong(text) : 0;
    return seconds >= 1 && seconds <= LONGEST
        ? Decision.grant(Duration.ofSeconds(seconds))
        : Decision.refuse(
            invalid(
                "requested_expiry must be between 1 and " + LONGEST,
                "requested_expiry is not a number of seconds from 1 to " + LONGEST,
                "send a number of seconds, or leave it out for " + LIFETIME.toSeconds()));
  }

  private Decision<Document> user() {
    Document hint;
    try {
      hint =
          Json.readObject(
              request.parameter("login_hint").orElse("").getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      return Decision.refuse(
          invalid(
              "login_hint parameter validation failed: must be a JSON object",
              "login_hint is no JSON object",
              hinting()));
    }
    if (!hint.string("format", "").equals("iss_sub")) {
      return Decision.refuse(
          invalid(
              "login_hint parameter validation failed: \"format\" contains unsupported format",
              "the format of the login_hint is not iss_sub",
              hinting()));
    }
    String issuer = hint.string("iss", "");
    if (!request.names().issuers(request.issuer()).contains(issuer)) {
      return Decision.refuse(
          invalid(
                  "login_hint parameter validation failed: \"iss\" is not the issuer",
                  "the iss of the login_hint is another issuer, or lacks its slash at the end",
                  hinting())
              .fact("iss", issuer)
              .fact("issuer", request.issuer()));
    }
    String sub = hint.string("sub", "");
    if (sub.isEmpty()) {
      return Decision.refuse(
          invalid(
              "login_hint parameter validation failed: \"sub\" contains unsupported format",
              "the login_hint names no user in sub",
              hinting()));
    }
    TenantState state = tenant.state();
    return state
        .users()
        .find(sub)
        .map(Item::document)
        .map(Decision::grant)
        .orElseGet(
            () ->
                Decision.refuse(
                    CIBA_USER_UNKNOWN
                        .because("no user has the user_id that login_hint names in sub")
                        .fact("sub", Shown.text(sub))
                        .fact("users", state.users().size())
                        .remedy("send the user_id with its connection, such as auth0|1234")
                        .remedy("Management API: GET /api/v2/users-by-email finds it")));
  }

  private Decision<BackchannelRequest.Begun> asked(
      Document user, String message, Duration lifetime) {
    String userId = user.string("user_id", "");
    Login login = new Login(userId, UserView.connection(user), now, List.of(), Optional.empty());
    return UserAccess.decide(
            new UserAccess.Asked(
                client,
                login,
                request.audienceParameter(),
                request.resource(),
                request.scope(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                request.issuer(),
                request.names()),
            tenant.state())
        .map(
            authorization -> {
              Message push = Outbox.send(letter(userId, message), tenant, now);
              String id = tenant.ids().opaque(24);
              new BackchannelRequest(
                      id,
                      authorization,
                      push.id(),
                      now.plus(lifetime),
                      BackchannelRequest.INTERVAL,
                      Optional.empty())
                  .keptIn(tenant, now);
              return new BackchannelRequest.Begun(id, lifetime, BackchannelRequest.INTERVAL);
            });
  }

  /** To the user's phone where they have one enrolled; else to the user. */
  private Outbox.Letter letter(String userId, String message) {
    String to =
        SecondFactors.of(userId, tenant.state()).stream()
            .filter(each -> each.channel().equals(Optional.of("auth0")))
            .findFirst()
            .map(each -> each.address().orElse(each.id()))
            .orElse(userId);
    return new Outbox.Letter(
        "ciba_request",
        to,
        Message.Channel.PUSH,
        Optional.empty(),
        client.name() + " asks: " + message,
        Optional.empty(),
        Optional.empty());
  }

  private String hinting() {
    return "send login_hint as JSON: {\"format\": \"iss_sub\", \"iss\": \""
        + request.issuer()
        + "\", \"sub\": \"auth0|1234\"}";
  }

  private static Diagnosis invalid(String words, String because, String remedy) {
    return CIBA_REQUEST_INVALID.because("%s", because).fact("problem", words).remedy("%s", remedy);
  }
}
