package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.token.TokenSet;

/** The body of a granted token request (RFC 6749 section 5.1), its members in Auth0's order. */
final class TokenReply {

  private TokenReply() {}

  static Outcome of(TokenSet tokens) {
    Document body = Document.of("access_token", tokens.accessToken());
    if (!tokens.scope().isEmpty()) {
      body = body.with("scope", String.join(" ", tokens.scope()));
    }
    return new Outcome.Grant(
        body.with("expires_in", tokens.expiresIn().toSeconds()).with("token_type", "Bearer"));
  }
}
