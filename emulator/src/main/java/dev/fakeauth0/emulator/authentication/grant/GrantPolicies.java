package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.GRANT_TYPE_NOT_ALLOWED;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_GRANT_TYPE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policies that are served, by grant type, and the rules that come before all of them: the type
 * is known, and the client may use it (Auth0 docs, "Application Grant Types").
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#GRANT_TYPE_MISSING}, {@code
 * UNSUPPORTED_GRANT_TYPE} and {@code GRANT_TYPE_NOT_ALLOWED}.
 */
public final class GrantPolicies {

  private final Map<GrantType, GrantPolicy> policies = new EnumMap<>(GrantType.class);

  /** The policies of every grant type that is served. */
  public static List<GrantPolicy> all() {
    List<GrantPolicy> all = new ArrayList<>();
    all.add(new ClientCredentialsPolicy());
    all.add(new AuthorizationCodePolicy());
    all.add(new RefreshTokenPolicy());
    all.addAll(PasswordGrantPolicy.all());
    all.add(new DeviceCodePolicy());
    all.add(new TokenExchangePolicy());
    all.add(new JwtBearerPolicy());
    all.add(new TokenVaultPolicy());
    all.addAll(SecondFactorPolicy.all());
    all.add(new PasswordlessPolicy());
    all.add(new BackchannelPolicy());
    return all;
  }

  /** The policies given. */
  public GrantPolicies(List<GrantPolicy> policies) {
    for (GrantPolicy policy : policies) {
      this.policies.put(policy.grantType(), policy);
    }
  }

  /** The request with what its policy checks against a snapshot. */
  public TokenRequest prepared(TokenRequest request, TenantState state, Instant now) {
    return request
        .grantType()
        .flatMap(GrantType::of)
        .flatMap(type -> Optional.ofNullable(policies.get(type)))
        .map(policy -> policy.prepared(request, state, now))
        .orElse(request);
  }

  /** The policy a client's request falls under. */
  public Decision<GrantPolicy> policyFor(Client client, TokenRequest request) {
    Optional<String> sent = request.grantType();
    if (sent.isEmpty()) {
      return Decision.refuse(missing(request));
    }
    Optional<GrantType> known = GrantType.of(sent.get());
    if (known.isEmpty()) {
      return Decision.refuse(unknown(sent.get()));
    }
    GrantType type = known.get();
    if (!allowed(client, type)) {
      return Decision.refuse(notAllowed(client, type));
    }
    return Optional.ofNullable(policies.get(type))
        .map(Decision::grant)
        .orElseGet(() -> Decision.refuse(notServed(type)));
  }

  /** Cross App Access is switched on by a setting of its own, not by a grant type. */
  private static boolean allowed(Client client, GrantType type) {
    return client.grantTypes().contains(type.wireName())
        || (type == GrantType.JWT_BEARER
            && client
                .document()
                .object("identity_assertion_authorization_grant")
                .filter(grant -> grant.flag("active", false))
                .isPresent());
  }

  private Diagnosis missing(TokenRequest request) {
    Diagnosis diagnosis =
        GRANT_TYPE_MISSING.because(
            "the request has no grant_type%s",
            request.credentials().nothingRead().map(why -> ": " + why).orElse(""));
    return (request.credentials().nothingRead().isPresent()
            ? diagnosis.remedy(
                "send Content-Type: application/x-www-form-urlencoded or application/json, and a"
                    + " body of that type; parameters in the query are not read")
            : diagnosis)
        .remedy("send grant_type=client_credentials for a token of the application's own");
  }

  private Diagnosis unknown(String sent) {
    Diagnosis diagnosis =
        UNSUPPORTED_GRANT_TYPE
            .because("Auth0 knows no grant type \"%s\"", Shown.text(sent))
            .fact("grant_type", sent)
            .fact("served", served());
    List<String> nearest =
        Nearest.to(sent, Arrays.stream(GrantType.values()).map(GrantType::wireName).toList());
    return nearest.isEmpty()
        ? diagnosis.remedy("send one of the grant types served, spelled exactly so")
        : diagnosis.remedy("send grant_type=%s, if that is the one meant", nearest.get(0));
  }

  private Diagnosis notServed(GrantType type) {
    return UNSUPPORTED_GRANT_TYPE
        .because(
            "Auth0 has the grant type %s and the client may use it, but this emulator does not"
                + " serve it yet",
            type.wireName())
        .fact("grant_type", type.wireName())
        .fact("served", served())
        .remedy("use one of the grant types served here; a real tenant would go on");
  }

  /** Why a client is refused that does not have a grant type. */
  public static Diagnosis notAllowed(Client client, GrantType type) {
    Diagnosis diagnosis =
        GRANT_TYPE_NOT_ALLOWED
            .because("the grant types of client %s do not include %s", client.id(), type.wireName())
            .fact("client_id", client.id())
            .fact("grant_type", type.wireName())
            .fact("allowed_grant_types", client.grantTypes());
    if (type == GrantType.CLIENT_CREDENTIALS && client.publicClient()) {
      return diagnosis
          .fact("public_client", true)
          .remedy(
              "use a Machine to Machine application: %s is public (token_endpoint_auth_method none)"
                  + " and can never use client_credentials",
              client.name())
          .remedy(
              "or make it confidential: Dashboard: Applications > Applications > %s > Credentials,"
                  + " then Settings > Advanced Settings > Grant Types > %s",
              client.name(), type.dashboardName());
    }
    if (type == GrantType.JWT_BEARER) {
      return diagnosis
          .remedy(
              "Dashboard: Applications > Applications > %s > Settings > Cross App Access: switch it"
                  + " on",
              client.name())
          .remedy(
              "Management API: PATCH /api/v2/clients/%s"
                  + " {\"identity_assertion_authorization_grant\": {\"active\": true}}",
              client.id())
          .remedy("seed: identity_assertion_authorization_grant: {active: true} of the client");
    }
    return diagnosis
        .remedy(
            "Dashboard: Applications > Applications > %s > Settings > Advanced Settings > Grant"
                + " Types > %s",
            client.name(), type.dashboardName())
        .remedy(
            "Management API: PATCH /api/v2/clients/%s with grant_types that include \"%s\"",
            client.id(), type.wireName())
        .remedy("seed: add %s to grant_types of the client", type.wireName());
  }

  private List<String> served() {
    return policies.keySet().stream().map(GrantType::wireName).toList();
  }
}
