package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.Auth0Assertions.assertThat;
import static dev.fakeauth0.contracts.auth0.Grade.D;
import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.Reply;
import java.net.URI;
import java.util.Map;

/**
 * Links that stand for an e-mail nobody has to send (Auth0 docs, "Change Users' Passwords", "Verify
 * Emails using Auth0").
 */
@SuppressWarnings("MemberName") // Sentences.
final class TicketsContract {

  private final Tenant tenant;

  TicketsContract(Tenant tenant) {
    this.tenant = tenant;
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void makes_a_link_to_a_new_password() {
    Reply reply = ticket("password-change", Map.of("ttl_sec", 3600));

    assertThat(reply).hasStatus(201);
    assertThat(Json.object(reply)).containsOnlyKeys("ticket");
    assertThat(link(reply)).matches(at("u/reset-password") + "\\?ticket=[A-Za-z0-9]{32}#");
  }

  @VerifiedAgainstAuth0(on = "2023-01-26", by = RECORDING)
  void makes_a_link_that_verifies_an_email_address() {
    Reply reply = ticket("email-verification", Map.of("ttl_sec", 3600));

    assertThat(reply).hasStatus(201);
    assertThat(link(reply)).matches(at("u/email-verification") + "\\?ticket=[A-Za-z0-9]{32}#");
  }

  @NotYetVerified(D)
  void asks_for_the_new_password_where_the_link_leads() {
    URI link = URI.create(link(ticket("password-change", Map.of())));

    Reply page = tenant.call("GET", URI.create(link.toString().replace("#", ""))).send();

    assertThat(page).hasStatus(200);
    assertThat(page.body()).contains("password");
  }

  @NotYetVerified(D)
  void makes_no_link_for_nobody() {
    Reply reply =
        tenant
            .management()
            .post("/tickets/password-change", Json.of("user_id", "auth0|000000000000000000000000"));

    assertThat(reply).hasStatus(404).hasMember("error", "Not Found");
  }

  @NotYetVerified(D)
  void makes_no_link_for_what_it_does_not_know() {
    assertThat(ticket("email-verification", Map.of("nonsense", true)))
        .isManagementError(
            400,
            "Bad Request",
            "Payload validation error: 'Additional properties not allowed: nonsense'.")
        .hasErrorCode("invalid_body");
  }

  private Reply ticket(String kind, Map<String, ?> more) {
    return tenant
        .management()
        .post(
            "/tickets/" + kind,
            Json.with(Json.of("user_id", tenant.fixtures().person().userId()), more));
  }

  private static String link(Reply reply) {
    return Json.text(Json.object(reply), "ticket");
  }

  private String at(String path) {
    return (tenant.issuer() + path).replace(".", "\\.");
  }
}
