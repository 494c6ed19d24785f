package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.INSUFFICIENT_SCOPE;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_TOKEN;
import static dev.fakeauth0.refusal.RefusalReason.MALFORMED_AUTHORIZATION;
import static dev.fakeauth0.refusal.RefusalReason.TOKEN_MISSING;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.ProvenPossession;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.token.DpopProofs;
import dev.fakeauth0.emulator.token.OpaqueTokens;
import dev.fakeauth0.emulator.token.TokenInspection;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call of {@code /userinfo}: an access token in the Authorization header, posted as the form
 * parameter {@code access_token}, or as that parameter of the query (RFC 6750 section 2). Auth0's
 * strategy for Passport sends it in the query. A token that is bound to a key comes in the header,
 * with the word DPoP and a proof beside it (RFC 9449 section 7.1).
 *
 * @param token the token
 * @param proving whether it came with the word DPoP
 * @param claims what it says, once it is found good
 */
record UserInfoRequest(String token, boolean proving, Document claims) implements Subject {

  private static final String PARAMETER = "access_token";

  private static final String REMEDY =
      "send Authorization: Bearer and the access_token of a login with the scope openid";

  /** Refuses for {@code TOKEN_MISSING} and {@code MALFORMED_AUTHORIZATION}. */
  static Decision<UserInfoRequest> from(Call call) {
    Optional<String> header = call.request().header("Authorization");
    Optional<String> posted =
        call.request().method().equals("POST")
            ? Parameters.of(call.request(), List.of(PARAMETER))
                .fold(parameters -> parameters.get(PARAMETER), refusal -> Optional.empty())
            : Optional.empty();
    Optional<String> asked =
        Parameters.ofQuery(call.request())
            .fold(parameters -> parameters.get(PARAMETER), refusal -> Optional.empty());
    long sent = Stream.of(header, posted, asked).filter(Optional::isPresent).count();
    if (sent > 1) {
      return Decision.refuse(
          MALFORMED_AUTHORIZATION
              .because("the call has a token in more than one of header, body and query")
              .remedy("send the token once (RFC 6750 section 2)"));
    }
    Optional<String> bearer =
        header.isPresent() ? token(header.get(), "Bearer") : posted.or(() -> asked);
    return bearer
        .map(text -> new UserInfoRequest(text, false, Document.EMPTY))
        .or(
            () ->
                header
                    .flatMap(field -> token(field, "DPoP"))
                    .map(text -> new UserInfoRequest(text, true, Document.EMPTY)))
        .map(Decision::grant)
        .orElseGet(() -> Decision.refuse(missing(header.isPresent())));
  }

  private static Optional<String> token(String header, String scheme) {
    String[] parts = header.strip().split(" +", -1);
    return parts.length == 2 && parts[0].equalsIgnoreCase(scheme)
        ? Optional.of(parts[1])
        : Optional.empty();
  }

  private static Diagnosis missing(boolean header) {
    return TOKEN_MISSING
        .because(
            header
                ? "the Authorization header is not the word Bearer and a token"
                : "the call has neither an Authorization header nor the parameter access_token")
        .remedy(REMEDY);
  }

  /**
   * This, if its token is good here: issued by this tenant, for {@code /userinfo}, for a user, and
   * not expired. Refuses for {@code INVALID_TOKEN} and {@code INSUFFICIENT_SCOPE}.
   */
  Decision<UserInfoRequest> verified(Call call, TenantState state) {
    Set<String> issuers = call.tenant().names().issuers(call.issuer());
    Instant now = call.tenant().now(state);
    Optional<Document> opaque = OpaqueTokens.open(token, state.keys().sealing());
    return (opaque.isPresent()
            ? opened(opaque.get(), issuers, now)
            : signed(call, issuers, state, now))
        .then(UserInfoRequest::openId)
        .then(found -> possessed(found, call, issuers, now))
        .map(found -> new UserInfoRequest(token, proving, found));
  }

  /** The claims, if the token is used by who has the key it is bound to (RFC 9449 section 7.1). */
  private Decision<Document> possessed(
      Document found, Call call, Set<String> issuers, Instant now) {
    Optional<String> thumbprint = found.object("cnf").flatMap(cnf -> cnf.string("jkt"));
    if (thumbprint.isPresent() != proving) {
      return Decision.refuse(
          INVALID_TOKEN
              .because(
                  proving
                      ? "the token is bound to no key, and comes with the word DPoP"
                      : "the token is bound to a key, and comes without the word DPoP")
              .remedy(
                  "send it as the token_type of its answer says: Authorization: Bearer, or"
                      + " Authorization: DPoP and a DPoP header with a proof"));
    }
    return thumbprint.isEmpty()
        ? Decision.grant(found)
        : proof(call, issuers, now)
            .fold(
                proof ->
                    thumbprint.get().equals(proof.keyThumbprint())
                        ? Decision.grant(found)
                        : Decision.refuse(
                            INVALID_TOKEN
                                .because("the proof is signed with another key than the token's")
                                .fact("jkt", thumbprint.get())
                                .fact("proven_jkt", proof.keyThumbprint())
                                .remedy("sign the proof with the key of the token request")),
                why -> Decision.refuse(invalid(why)));
  }

  private Decision<ProvenPossession> proof(Call call, Set<String> issuers, Instant now) {
    Set<String> addresses = new LinkedHashSet<>();
    issuers.forEach(issuer -> addresses.add(issuer + "userinfo"));
    List<String> sent = call.request().headers().all("DPoP");
    return DpopProofs.verify(
        sent.size() == 1 ? sent.get(0) : "",
        call.request().method(),
        addresses,
        Optional.of(token),
        now);
  }

  private static Decision<Document> opened(Document claims, Set<String> issuers, Instant now) {
    long expiry = claims.number("exp").orElse(0L);
    if (expiry <= now.getEpochSecond()) {
      return Decision.refuse(
          INVALID_TOKEN
              .because("the token expired")
              .fact("exp", Instant.ofEpochSecond(expiry).toString())
              .fact("now", now.toString())
              .remedy("log in again, or exchange the refresh token"));
    }
    if (!issuers.contains(claims.string("iss", ""))) {
      return Decision.refuse(
          INVALID_TOKEN
              .because("the token was issued under a name that the tenant does not go by now")
              .fact("iss", claims.string("iss", ""))
              .fact("issuers", List.copyOf(issuers))
              .remedy("log in again"));
    }
    return Decision.grant(claims);
  }

  private Decision<Document> signed(
      Call call, Set<String> issuers, TenantState state, Instant now) {
    TokenInspection inspection =
        TokenInspector.inspect(token, call.known(state), TokenInspector.Wanted.ANYTHING, now);
    if (inspection.diagnosis().isPresent()) {
      Diagnosis why = inspection.diagnosis().get();
      return Decision.refuse(why.reason() == INVALID_TOKEN ? why.remedy(REMEDY) : invalid(why));
    }
    Document claims = inspection.claims();
    List<String> audiences = claims.strings("aud");
    for (String issuer : issuers) {
      if (audiences.contains(issuer + "userinfo")) {
        return Decision.grant(claims);
      }
    }
    Diagnosis diagnosis =
        INVALID_TOKEN
            .because("the token is for an API, and not for /userinfo")
            .fact("aud", audiences.isEmpty() ? claims.string("aud", "") : audiences);
    return Decision.refuse(
        claims.string("sub", "").endsWith("@clients")
            ? diagnosis.remedy(
                "it is an application's own token, of client_credentials: /userinfo is about users")
            : diagnosis
                .remedy("ask for the scope openid at the login")
                .remedy("an API that signs with HS256 has tokens for itself alone: use RS256"));
  }

  private static Diagnosis invalid(Diagnosis why) {
    Diagnosis diagnosis = INVALID_TOKEN.because("%s", why.because());
    for (var fact : why.facts().entrySet()) {
      diagnosis = diagnosis.fact(fact.getKey(), fact.getValue());
    }
    return diagnosis.remedy(REMEDY);
  }

  private static Decision<Document> openId(Document claims) {
    return GrantedScope.words(claims.string("scope", "")).contains("openid")
        ? Decision.grant(claims)
        : Decision.refuse(
            INSUFFICIENT_SCOPE
                .because("the token was issued without the scope openid")
                .fact("scope", claims.string("scope", ""))
                .remedy("ask for openid, with profile and email for what they tell"));
  }

  @Override
  public Optional<String> clientId() {
    return claims.string("azp").or(() -> claims.string("client_id"));
  }

  @Override
  public Optional<String> user() {
    return claims.string("sub");
  }

  @Override
  public String toString() {
    return "UserInfoRequest[" + user().orElse("") + "]";
  }
}
