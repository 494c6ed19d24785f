package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspection.Check;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;
import java.util.Optional;

/**
 * Whether the bearer token is good at the Management API. The checks are {@link TokenInspector}'s;
 * the words on the wire are those of the library Auth0 is known to use there.
 */
final class BearerCheck {

  private static final String REMEDY =
      "ask the token endpoint with grant_type client_credentials and audience %sapi/v2/";

  private BearerCheck() {}

  static Decision<Bearer> of(Call call) {
    Optional<String> header = call.request().header("Authorization");
    String own = call.issuer();
    if (header.isEmpty()) {
      return Decision.refuse(
          RefusalReason.TOKEN_MISSING
              .because("the call has no Authorization header")
              .remedy("send Authorization: Bearer TOKEN")
              .remedy(REMEDY, own));
    }
    String[] parts = header.get().strip().split(" +", -1);
    if (parts.length == 2 && !parts[0].equalsIgnoreCase("Bearer")) {
      return Decision.refuse(
          RefusalReason.TOKEN_MISSING
              .because("the Authorization header's scheme is not Bearer")
              .fact("scheme", parts[0])
              .remedy("send Authorization: Bearer TOKEN")
              .remedy(REMEDY, own));
    }
    if (parts.length != 2 || parts[1].split("\\.", -1).length != 3) {
      return Decision.refuse(malformed(call, parts));
    }
    return inspected(call, parts[1]);
  }

  private static Diagnosis malformed(Call call, String[] parts) {
    if (parts.length != 2) {
      return RefusalReason.MALFORMED_AUTHORIZATION
          .because("the Authorization header is not two words, Bearer and a token")
          .fact("words", parts.length)
          .remedy("send Authorization: Bearer TOKEN, with one blank between")
          .remedy(REMEDY, call.issuer());
    }
    Optional<Diagnosis> why = inspection(call, parts[1]).diagnosis();
    Diagnosis malformed =
        RefusalReason.MALFORMED_AUTHORIZATION.because(
            "%s", why.map(Diagnosis::because).orElse("the token is no JWT"));
    if (why.isPresent()) {
      for (var fact : why.get().facts().entrySet()) {
        malformed = malformed.fact(fact.getKey(), fact.getValue());
      }
    }
    return malformed.remedy(REMEDY, call.issuer());
  }

  private static Decision<Bearer> inspected(Call call, String token) {
    TokenInspection inspection = inspection(call, token);
    if (inspection.diagnosis().isEmpty()) {
      return Decision.grant(bearer(inspection.claims()));
    }
    Diagnosis why = inspection.diagnosis().get();
    return Decision.refuse(
        why.fact("message", message(inspection.checks(), why, inspection.claims()))
            .remedy(REMEDY, call.issuer()));
  }

  private static TokenInspection inspection(Call call, String token) {
    TenantState state = call.epoch().store().state();
    return TokenInspector.inspect(
        token,
        call.known(state),
        new TokenInspector.Wanted(Optional.of(audience(call)), List.of()),
        call.tenant().now(state));
  }

  /**
   * The Management API's identifier as this call spells it, if it is a spelling the tenant knows.
   */
  private static String audience(Call call) {
    String spelt = call.issuer() + "api/v2/";
    return call.tenant().names().canonicalAudience(spelt).equals(ManagementApi.IDENTIFIER)
        ? spelt
        : ManagementApi.IDENTIFIER;
  }

  /** What Auth0 says, by the first check that failed. */
  private static String message(List<Check> checks, Diagnosis why, Document claims) {
    String failed = "";
    for (Check check : checks) {
      if (!check.ok()) {
        failed = check.name();
        break;
      }
    }
    boolean known =
        why.facts().containsKey("revoked_at") || why.facts().containsKey("other_tenant");
    return switch (failed) {
      case "format", "algorithm", "signature" -> signature();
      case "key" -> known ? "Invalid token" : signature();
      case "time" ->
          why.facts().containsKey("exp")
              ? "Expired token received for JSON Web Token validation"
              : "Invalid token";
      case "audience" -> "Bad audience: " + String.join(",", audiences(claims));
      default -> "Invalid token";
    };
  }

  private static String signature() {
    return "Invalid signature received for JSON Web Token validation";
  }

  private static List<String> audiences(Document claims) {
    Optional<String> one = claims.string("aud");
    return one.isPresent() ? List.of(one.get()) : claims.strings("aud");
  }

  private static Bearer bearer(Document claims) {
    Optional<String> subject = claims.string("sub");
    boolean machine = subject.isEmpty() || subject.get().endsWith("@clients");
    Optional<String> client = claims.string("azp").or(() -> claims.string("client_id"));
    if (client.isEmpty() && machine) {
      client = subject.map(text -> text.substring(0, text.lastIndexOf('@')));
    }
    String scope = claims.string("scope", "").strip();
    return new Bearer(
        client,
        scope.isEmpty() ? List.of() : List.of(scope.split(" +")),
        machine ? Optional.empty() : subject,
        claims.string("jti"));
  }
}
