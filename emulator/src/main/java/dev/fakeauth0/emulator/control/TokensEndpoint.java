package dev.fakeauth0.emulator.control;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.token.TokenSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /__admin/tokens}: mints the token that is described, and answers as the token
 * endpoint does. Nothing of it counts in the journal or in failure rules.
 */
final class TokensEndpoint implements ControlEndpoint {

  private static final List<String> MEMBERS =
      List.of(
          "client",
          "user",
          "audience",
          "scope",
          "permissions",
          "organization",
          "claims",
          "expires_in",
          "defect");

  private final TokenOnDemand tokens;

  TokensEndpoint(TokenOnDemand tokens) {
    this.tokens = tokens;
  }

  @Override
  public Route route() {
    return Route.control("POST", "/__admin/tokens");
  }

  @Override
  public Decision<Outcome> answer(ControlCall call) {
    return Body.of(call.request().body(), MEMBERS)
        .then(TokensEndpoint::spec)
        .then(spec -> tokens.mint(spec, call.tenant(), call.issuer()))
        .map(TokensEndpoint::shown);
  }

  private static Decision<TokenSpec> spec(Body body) {
    Optional<String> client = body.string("client");
    Optional<String> user = body.string("user");
    Optional<String> audience = body.string("audience");
    Optional<List<String>> scope = body.words("scope");
    Optional<List<String>> permissions = body.words("permissions");
    Optional<String> organization = body.string("organization");
    Map<String, Object> claims = body.object("claims");
    Optional<Duration> expiresIn = body.seconds("expires_in");
    Optional<String> defect = body.string("defect");
    return body.then(
        () ->
            Decision.grant(
                new TokenSpec(
                    client,
                    user,
                    audience,
                    scope,
                    permissions,
                    organization,
                    claims,
                    expiresIn,
                    defect)));
  }

  private static Outcome shown(TokenSet tokens) {
    Document body = Document.of("access_token", tokens.accessToken());
    if (!tokens.scope().isEmpty()) {
      body = body.with("scope", String.join(" ", tokens.scope()));
    }
    return new Outcome.Grant(
        body.with("expires_in", tokens.expiresIn().toSeconds()).with("token_type", "Bearer"));
  }
}
