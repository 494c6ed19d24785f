package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Invitations to an organization (Auth0 docs, "Invite Organization Members"): the URL leads to the
 * application's login route, and is good for a week unless said otherwise.
 */
final class InvitationRules implements ResourceRules {

  private static final long WEEK_SECONDS = 604_800;

  @Override
  public String place() {
    return "organizations/{id}/invitations";
  }

  @Override
  public boolean limitedByCount() {
    return true;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Optional<Diagnosis> unfit = unfit(sent, work);
    if (unfit.isPresent()) {
      return Decision.refuse(unfit.get());
    }
    Document organization = work.stored(TenantState.ORGANIZATIONS, work.owner()).orElseThrow();
    String ticket = work.ids().prefixed("", 32);
    long ttl = sent.number("ttl_sec").filter(seconds -> seconds > 0).orElse(WEEK_SECONDS);
    String route = route(sent, work).orElse("");
    String url =
        route
            + (route.indexOf('?') < 0 ? "?" : "&")
            + "invitation="
            + ticket
            + "&organization="
            + work.owner()
            + "&organization_name="
            + URLEncoder.encode(organization.string("name", ""), StandardCharsets.UTF_8);
    return Decision.grant(
        sent.without("ttl_sec")
            .without("send_invitation_email")
            .with("invitation_url", url)
            .with("ticket_id", ticket)
            .with("created_at", work.timestamp())
            .with("expires_at", Timestamp.of(work.now().plusSeconds(ttl)))
            .with("organization_id", work.owner()));
  }

  /** The message with the link, unless the caller sends one itself. */
  @Override
  public void created(Document invitation, Work work) {
    if (!work.body().flag("send_invitation_email", true)) {
      return;
    }
    String organization =
        work.stored(TenantState.ORGANIZATIONS, work.owner())
            .map(found -> found.string("display_name", found.string("name", "")))
            .orElse("");
    Outbox.send(
        Outbox.Letter.email(
                "user_invitation",
                invitation.object("invitee").orElse(Document.EMPTY).string("email", ""),
                "You have been invited to join " + organization,
                "Follow the link to accept the invitation.")
            .withLink(invitation.string("invitation_url", "")),
        work.draft(),
        work.now());
  }

  /** Newest first, unless {@code sort} says otherwise (the only member it takes). */
  @Override
  public List<Document> all(Work work) {
    List<Document> invitations = new ArrayList<>(work.all(work.collection()));
    Comparator<Document> byTime =
        Comparator.comparing(invitation -> invitation.string("created_at", ""));
    boolean ascending = work.query().text("sort").orElse("").equals("created_at:1");
    invitations.sort(ascending ? byTime : byTime.reversed());
    return invitations;
  }

  private static Optional<String> route(Document sent, Work work) {
    return client(sent, work)
        .flatMap(client -> client.string("initiate_login_uri"))
        .filter(route -> !route.isEmpty())
        .or(() -> work.state().settings().string("default_redirection_uri"))
        .filter(route -> !route.isEmpty());
  }

  private static Optional<Document> client(Document sent, Work work) {
    return work.stored(TenantState.CLIENTS, sent.string("client_id", ""));
  }

  private static Optional<Diagnosis> unfit(Document sent, Work work) {
    Optional<Document> client = client(sent, work);
    if (client.isEmpty()) {
      return refused(
          "The specified client_id does not exist.",
          "there is no client " + sent.string("client_id", ""),
          "invite to an application that is there");
    }
    String usage = client.get().string("organization_usage", "deny");
    if (usage.equals("deny")) {
      return refused(
          "The specified client_id does not allow organizations.",
          "the client's organization_usage is deny, which it is unless it is set",
          "set organization_usage of the client to allow or require");
    }
    return unfitConnection(sent, work)
        .or(() -> unfitRoles(sent, work))
        .or(
            () ->
                route(sent, work).isPresent()
                    ? Optional.empty()
                    : refused(
                        "A default login route is required to generate the invitation url. For more"
                            + " information, see"
                            + " https://auth0.com/docs/universal-login/configure-default-login-routes",
                        "neither the client has an initiate_login_uri nor the tenant a"
                            + " default_redirection_uri",
                        "set one of the two: PATCH /api/v2/clients/{id} or"
                            + " /api/v2/tenants/settings"));
  }

  private static Optional<Diagnosis> unfitConnection(Document sent, Work work) {
    Optional<String> id = sent.string("connection_id");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<Document> connection = work.stored(ConnectionRules.PLACE, id.get());
    if (connection.isEmpty()) {
      return refused(
          "The specified connection does not exist.",
          "there is no connection " + id.get(),
          "take the id of a connection from GET /api/v2/connections");
    }
    String strategy = connection.get().string("strategy", "");
    if (strategy.equals("email") || strategy.equals("sms")) {
      return refused(
          "Passwordless connections are not supported.",
          "the connection is of strategy " + strategy,
          "invite through a database, social or enterprise connection");
    }
    boolean enabled =
        work.state()
            .relation(Relations.ORGANIZATIONS_CONNECTIONS)
            .find(work.owner(), id.get())
            .isPresent();
    return enabled
        ? Optional.empty()
        : refused(
            "The specified connection (" + id.get() + ") is not enabled for the organization",
            "the organization does not have the connection",
            "enable it: POST /api/v2/organizations/{id}/enabled_connections");
  }

  private static Optional<Diagnosis> unfitRoles(Document sent, Work work) {
    List<String> unknown = new ArrayList<>();
    for (String role : sent.strings("roles")) {
      if (work.stored(RoleRules.PLACE, role).isEmpty()) {
        unknown.add(role);
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : refused(
            "One or more of the specified roles do not exist: " + String.join(", ", unknown),
            "there is no role " + unknown.get(0),
            "take the ids of roles from GET /api/v2/roles");
  }

  private static Optional<Diagnosis> refused(String message, String because, String remedy) {
    return Optional.of(Refusals.badRequest(Words.of(message), because, remedy));
  }
}
