package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.token.TokenSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a granted token request (RFC 6749 section 5.1), its members in Auth0's order. */
final class TokenReply {

  private TokenReply() {}

  static Outcome of(TokenSet tokens) {
    Document body = Document.of("access_token", tokens.accessToken());
    if (tokens.refreshToken().isPresent()) {
      body = body.with("refresh_token", tokens.refreshToken().get());
    }
    if (tokens.idToken().isPresent()) {
      body = body.with("id_token", tokens.idToken().get());
    }
    if (!tokens.scope().isEmpty()) {
      body = body.with("scope", String.join(" ", tokens.scope()));
    }
    body =
        body.with("expires_in", tokens.expiresIn().toSeconds()).with("token_type", tokens.type());
    for (Map.Entry<String, @Nullable Object> member : tokens.more().asMap().entrySet()) {
      body = body.with(member.getKey(), member.getValue());
    }
    return new Outcome.Grant(body);
  }
}
