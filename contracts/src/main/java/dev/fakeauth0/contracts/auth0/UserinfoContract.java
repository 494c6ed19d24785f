package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.Grade.L;
import static dev.fakeauth0.contracts.auth0.Grade.OPEN;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.util.Map;

/** {@code /userinfo} (OpenID Connect Core section 5.3). */
@SuppressWarnings("MemberName") // Sentences.
final class UserinfoContract {

  private final Tenant tenant;
  private final UserTokens tokens;

  UserinfoContract(Tenant tenant) {
    this.tenant = tenant;
    this.tokens = new UserTokens(tenant);
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_who_the_user_is() {
    Person user = tenant.fixtures().user();

    Reply reply = tenant.get("/userinfo").bearer(token("openid profile email")).send();

    assertThat(reply).hasStatus(200);
    assertThat(Json.object(reply))
        .containsEntry("email", user.email())
        .containsKeys("sub", "nickname", "name", "picture", "updated_at", "email_verified");
    assertThat(Json.object(reply).keySet()).startsWith("sub");
  }

  @NotYetVerified(D)
  void tells_what_the_scope_lets_it() {
    Map<String, Object> openid =
        Json.object(
            tenant
                .get("/userinfo")
                .bearer(token("openid", tenant.fixtures().api().identifier()))
                .send());
    Map<String, Object> email =
        Json.object(
            tenant
                .get("/userinfo")
                .bearer(token("openid email", tenant.fixtures().api().identifier()))
                .send());

    assertThat(openid).containsOnlyKeys("sub");
    assertThat(email).containsOnlyKeys("sub", "email", "email_verified");
  }

  @NotYetVerified(D)
  void takes_a_token_for_an_api_where_openid_was_asked_for() {
    String token =
        token("openid " + tenant.fixtures().api().scope(), tenant.fixtures().api().identifier());

    assertThat(tenant.get("/userinfo").bearer(token).send()).hasStatus(200);
  }

  @NotYetVerified(D)
  void takes_a_post_too() {
    assertThat(tenant.post("/userinfo").bearer(token("openid")).send()).hasStatus(200);
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void tells_its_rate_limit_to_everybody() {
    Reply reply = tenant.get("/userinfo").bearer(token("openid")).send();

    assertThat(reply)
        .hasHeader("Access-Control-Allow-Origin", "*")
        .hasHeader(
            "Access-Control-Expose-Headers",
            "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset");
    assertThat(reply.header("X-RateLimit-Limit").orElse("")).matches("\\d+");
  }

  @VerifiedAgainstAuth0(on = "2021-09-03", by = RECORDING)
  void refuses_what_is_no_token_of_its_own() {
    Reply reply = tenant.get("/userinfo").bearer("fa0-contract-no-token").send();

    assertThat(reply).hasStatus(401);
    assertThat(reply.body()).isEqualTo("Unauthorized");
    assertThat(reply.header("WWW-Authenticate").orElse(""))
        .startsWith("Bearer realm=\"Users\", error=\"invalid_token\", error_description=\"");
  }

  @NotYetVerified(L)
  void asks_for_a_token() {
    Reply reply = tenant.get("/userinfo").send();

    assertThat(reply).hasStatus(401).hasHeader("WWW-Authenticate", "Bearer realm=\"Users\"");
    assertThat(reply.body()).isEqualTo("Unauthorized");
  }

  @NotYetVerified(OPEN)
  void refuses_the_token_of_a_machine() {
    Application machine = tenant.fixtures().machine();
    AccessToken token =
        tenant.granted(tenant.token(machine.tokenRequest(tenant.fixtures().api().identifier())));

    Reply reply = tenant.get("/userinfo").bearer(token.text()).send();

    assertThat(reply).hasStatus(401);
    assertThat(reply.header("WWW-Authenticate").orElse("")).startsWith("Bearer ");
  }

  private String token(String scope) {
    return token(scope, "");
  }

  private String token(String scope, String audience) {
    return Json.text(
        tokens.of(tenant.fixtures().web(), tenant.fixtures().user(), audience, scope),
        "access_token");
  }
}
