package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_DENIED;
import static dev.fakeauth0.refusal.RefusalReason.SUBJECT_TOKEN_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.TOKEN_EXCHANGE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_SUBJECT_TOKEN_TYPE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Token exchange (RFC 8693; Auth0 docs, "Custom Token Exchange"): tokens for the user that somebody
 * else's token is about. At Auth0 an Action of the token exchange profile says which user that is;
 * until Actions run here, the seed's {@code fakeAuth0.tokenExchange} does:
 *
 * <pre>{@code
 * fakeAuth0:
 *   tokenExchange:
 *     - subject_token_type: urn:acme:legacy
 *       subject_token: legacy-token-of-ada       # left out: any token of the type
 *       user: ada@example.com                    # user_id or e-mail address
 *     - subject_token_type: urn:acme:legacy
 *       deny: the legacy session has ended       # what the Action would say
 * }</pre>
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#TOKEN_EXCHANGE_NOT_ALLOWED}, {@code
 * SUBJECT_TOKEN_MISSING}, {@code UNKNOWN_SUBJECT_TOKEN_TYPE}, {@code SUBJECT_TOKEN_DENIED}, and for
 * what {@link UserAccess} and {@link UserTokens} refuse.
 */
public final class TokenExchangePolicy implements GrantPolicy {

  private static final String PROFILES = "token-exchange-profiles";
  private static final String CUSTOM = "custom_authentication";
  private static final String ISSUED_TYPE = "urn:ietf:params:oauth:token-type:access_token";

  @Override
  public GrantType grantType() {
    return GrantType.TOKEN_EXCHANGE;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> type = request.parameter("subject_token_type");
    Optional<String> token = request.parameter("subject_token");
    if (type.isEmpty() || token.isEmpty()) {
      return Decision.refuse(missing(type.isEmpty() ? "subject_token_type" : "subject_token"));
    }
    TenantState state = tenant.state();
    boolean known =
        state.collection(PROFILES).all().stream()
            .map(Resource::document)
            .anyMatch(profile -> profile.string("subject_token_type", "").equals(type.get()));
    if (!known) {
      return Decision.refuse(unknownType(type.get(), state));
    }
    if (!allowed(client)) {
      return Decision.refuse(notAllowed(client));
    }
    return user(type.get(), token.get(), state)
        .then(user -> tokens(client, user, request, tenant, now))
        .map(grant -> grant.and("issued_token_type", ISSUED_TYPE));
  }

  private static Decision<TokenGrant> tokens(
      Client client, Item user, TokenRequest request, TenantDraft tenant, Instant now) {
    Login login =
        new Login(
            user.id(), UserView.connection(user.document()), now, List.of(), Optional.empty());
    return LoginOrganization.of(request.organization(), client, tenant.state())
        .then(
            organization ->
                UserAccess.decideDirectly(
                    asked(client, login, organization, request), tenant.state()))
        .then(
            authorization ->
                UserTokens.of(
                    authorization,
                    request.issuer(),
                    request.names(),
                    Optional.empty(),
                    tenant,
                    now));
  }

  private static UserAccess.Asked asked(
      Client client, Login login, Optional<Organization> organization, TokenRequest request) {
    return new UserAccess.Asked(
        client,
        login,
        request.audienceParameter(),
        request.resource(),
        request.scope(),
        organization,
        organization.isPresent()
            && !organization.map(Organization::id).equals(request.organization()),
        Optional.empty(),
        false,
        request.issuer(),
        request.names());
  }

  /** {@code token_exchange.allow_any_profile_of_type} of the client. */
  private static boolean allowed(Client client) {
    return client
        .document()
        .object("token_exchange")
        .orElse(Document.EMPTY)
        .strings("allow_any_profile_of_type")
        .contains(CUSTOM);
  }

  /** The user that the seed's rules find in a token: the first rule that fits decides. */
  private static Decision<Item> user(String type, String token, TenantState state) {
    for (Document rule : state.fakeAuth0().objects("tokenExchange")) {
      boolean fits =
          rule.string("subject_token_type", "").equals(type)
              && rule.string("subject_token").map(token::equals).orElse(true);
      if (fits && rule.string("deny").isPresent()) {
        return Decision.refuse(denied(rule.string("deny", "")));
      }
      if (fits) {
        String name = rule.string("user", "");
        Optional<Item> found =
            state
                .users()
                .find(name)
                .or(() -> state.users().findByKey(name.toLowerCase(Locale.ROOT)));
        return found.isPresent() ? Decision.grant(found.get()) : Decision.refuse(noUser(name));
      }
    }
    return Decision.refuse(noRule(type));
  }

  private static Diagnosis missing(String parameter) {
    return SUBJECT_TOKEN_MISSING
        .because("the request has no %s", parameter)
        .fact("parameter", parameter)
        .remedy("send subject_token and subject_token_type (RFC 8693 section 2.1)");
  }

  private static Diagnosis unknownType(String type, TenantState state) {
    return UNKNOWN_SUBJECT_TOKEN_TYPE
        .because("no token exchange profile is for the type %s", Shown.text(type))
        .fact("subject_token_type", type)
        .fact(
            "known",
            state.collection(PROFILES).all().stream()
                .map(profile -> profile.document().string("subject_token_type", ""))
                .toList())
        .remedy(
            "Management API: POST /api/v2/token-exchange-profiles with this subject_token_type and"
                + " type custom_authentication")
        .remedy("seed: tokenExchangeProfiles");
  }

  private static Diagnosis notAllowed(Client client) {
    return TOKEN_EXCHANGE_NOT_ALLOWED
        .because("client %s may use no custom token exchange profile", client.id())
        .fact("client_id", client.id())
        .fact("profile_type", CUSTOM)
        .remedy(
            "Management API: PATCH /api/v2/clients/%s {\"token_exchange\":"
                + " {\"allow_any_profile_of_type\": [\"custom_authentication\"]}}",
            client.id())
        .remedy("seed: token_exchange.allow_any_profile_of_type of the client");
  }

  private static Diagnosis denied(String message) {
    return SUBJECT_TOKEN_DENIED
        .because("a rule of the seed's fakeAuth0.tokenExchange denies this token")
        .fact("message", message)
        .remedy("send another subject_token, or change the rule");
  }

  private static Diagnosis noUser(String name) {
    return SUBJECT_TOKEN_DENIED
        .because("the rule of fakeAuth0.tokenExchange names a user who is not there: %s", name)
        .fact("message", "Invalid subject token")
        .fact("user", name)
        .remedy("seed: add the user, or name another in the rule");
  }

  private static Diagnosis noRule(String type) {
    return SUBJECT_TOKEN_DENIED
        .because(
            "no rule of the seed's fakeAuth0.tokenExchange fits the token; Actions do not run here,"
                + " so nothing else says whom it is about")
        .fact("message", "Invalid subject token")
        .fact("subject_token_type", type)
        .remedy(
            "seed: fakeAuth0.tokenExchange: [{subject_token_type: %s, subject_token: ..., user:"
                + " ada@example.com}]",
            Shown.text(type));
  }
}
