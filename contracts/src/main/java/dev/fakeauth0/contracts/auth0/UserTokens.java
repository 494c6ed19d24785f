package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** How users' tokens are got where a contract is about what becomes of them. */
final class UserTokens {

  private final Tenant tenant;

  UserTokens(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * What the token endpoint gives a client for a user: by the password where the client may, else
   * by a login in a browser.
   *
   * @param audience an API; empty for none
   */
  Map<String, Object> of(Application client, Person user, String audience, String scope) {
    Reply reply =
        client.passwords()
            ? byPassword(client, user, audience, scope)
            : byCode(client, user, audience, scope);
    if (reply.status() != 200) {
      throw new AssertionError("Expected a user's tokens, but the answer is " + Json.told(reply));
    }
    return Json.object(reply);
  }

  /** A refresh token of the usual user, for the usual API. */
  String refreshToken(Application client, String scope) {
    return refreshToken(client, tenant.fixtures().user(), scope);
  }

  /** A refresh token, for the usual API. */
  String refreshToken(Application client, Person user, String scope) {
    Api api = tenant.fixtures().api();
    if (!api.offline()) {
      throw new Skipped("needs an API with refresh tokens: api.offline_access in --fixtures");
    }
    return Json.text(of(client, user, api.identifier(), scope), "refresh_token");
  }

  /** What the token endpoint answers to a refresh token and further parameters. */
  Reply refreshed(Application client, String refreshToken, Map<String, ?> more) {
    Map<String, Object> body =
        Json.with(
            Json.of("grant_type", "refresh_token", "refresh_token", refreshToken),
            client.credentials());
    return tenant.token(Json.with(body, more));
  }

  private Reply byPassword(Application client, Person user, String audience, String scope) {
    Map<String, Object> body =
        Json.with(client.passwordRequest(user), Json.of("scope", scope, "audience", audience));
    body.values().removeIf(""::equals);
    return tenant.token(body);
  }

  private Reply byCode(Application client, Person user, String audience, String scope) {
    AuthorizationRequest request =
        new AuthorizationRequest(tenant, client).with("scope", scope).with("audience", audience);
    if (client.secret().isEmpty()) {
      request.withPkce();
    }
    return request.exchange(request.code(tenant.browser(), user));
  }
}
