package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.USER_GONE;

import dev.fakeauth0.emulator.authentication.grant.UserClaims;
import dev.fakeauth0.emulator.decision.CustomClaims;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * UserInfo endpoint, {@code GET} and {@code POST /userinfo} (OpenID Connect Core section 5.3; Auth0
 * docs, "Get User Info"): what is known of the user now, by the scopes of the token. Takes opaque
 * tokens, and those for an API that name this endpoint beside it.
 */
public final class UserInfoEndpoint implements Endpoint {

  @Override
  public Route route() {
    return new Route(List.of("GET", "POST"), "/userinfo", Surface.AUTHENTICATION, Door.USERINFO);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(UserInfoRequest::from)
        .read((request, state) -> request.verified(call, state))
        .consult((request, tenant, now) -> told(request.claims(), tenant.state()))
        .reply(claims -> new Outcome.Content(200, claims));
  }

  private static Decision<Document> told(Document token, TenantState state) {
    String subject = token.string("sub", "");
    Optional<Item> user = state.users().find(subject);
    if (user.isEmpty()) {
      return Decision.refuse(
          USER_GONE
              .because("the user %s of the token does not exist any more", subject)
              .fact("user_id", subject)
              .remedy("log in again as a user who exists"));
    }
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject);
    claims.putAll(
        UserClaims.of(user.get().document(), GrantedScope.words(token.string("scope", ""))));
    custom(token, user.get().document(), state).forEach(claims::put);
    claims.values().removeIf(Objects::isNull);
    return Decision.grant(Document.of(claims));
  }

  /** What the seed adds to ID tokens of the same client and user. */
  private static Map<String, @Nullable Object> custom(
      Document token, Document user, TenantState state) {
    return token
        .string("azp")
        .or(() -> token.string("client_id"))
        .flatMap(state.clients()::find)
        .map(
            client ->
                CustomClaims.of(
                    state.fakeAuth0(),
                    client,
                    UserView.names(user),
                    client.id(),
                    UnaryOperator.identity()))
        .orElse(Map.of());
  }
}
