package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.INVITATION_INVALID;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An invitation to an organization that a login is to accept (Auth0 docs, "Invite Organization
 * Members"): for one e-mail address, good once and until it expires.
 *
 * @param document as the Management API has it
 */
record Invitation(Document document) {

  /** The invitation of a ticket in an organization, used or not, as far as it is still there. */
  static Optional<Invitation> find(String ticket, String organization, TenantState state) {
    for (Resource each : state.collection(collection(organization)).all()) {
      if (each.document().string("ticket_id", "").equals(ticket)) {
        return Optional.of(new Invitation(each.document()));
      }
    }
    return Optional.empty();
  }

  /** The invitation that a login is about. */
  static Optional<Invitation> of(Interaction interaction, TenantState state) {
    Optional<String> ticket = interaction.request().parameter("invitation");
    return ticket.isEmpty()
        ? Optional.empty()
        : interaction
            .request()
            .organizationId()
            .flatMap(organization -> find(ticket.get(), organization, state));
  }

  /**
   * Checks the invitation of a request, if it has one. Refuses for {@code INVITATION_INVALID} one
   * that is not there any more or never was, is of another client, or comes without its
   * organization.
   */
  static Decision<Boolean> check(
      SentAuthorization sent,
      Optional<Organization> organization,
      Client client,
      TenantState state,
      Instant now) {
    Optional<String> ticket = sent.get("invitation");
    if (ticket.isEmpty()) {
      return Decision.grant(false);
    }
    if (organization.isEmpty()) {
      return Decision.refuse(
          INVITATION_INVALID
              .because("the request has an invitation, and not the organization it is to")
              .fact("client_id", client.id())
              .remedy(
                  "hand on both parameters of the invitation's link, invitation and"
                      + " organization"));
    }
    Optional<Invitation> found = find(ticket.get(), organization.get().id(), state);
    boolean usable =
        found.filter(known -> known.clientId().equals(client.id())).isPresent()
            && !found.get().expired(now);
    return usable
        ? Decision.grant(true)
        : Decision.refuse(
            INVITATION_INVALID
                .because(
                    found.isEmpty()
                        ? "the organization %s has no such invitation"
                        : found.get().expired(now)
                            ? "the invitation to organization %s has expired"
                            : "the invitation to organization %s is to another application",
                    organization.get().id())
                .fact("client_id", client.id())
                .fact("organization", organization.get().id())
                .remedy("ask for a new invitation: each is good once, and for seven days")
                .remedy(
                    "Management API: POST /api/v2/organizations/%s/invitations",
                    organization.get().id()));
  }

  /** The e-mail address it is for. */
  String email() {
    return document.object("invitee").orElse(Document.EMPTY).string("email", "");
  }

  /** Who invites. */
  String inviter() {
    return document.object("inviter").orElse(Document.EMPTY).string("name", "");
  }

  /** The id of the only connection that it may be accepted by, if there is one. */
  Optional<String> connectionId() {
    return document.string("connection_id").filter(id -> !id.isEmpty());
  }

  /** Whether it is for a user. */
  boolean isFor(String userId, TenantState state) {
    return state
        .users()
        .find(userId)
        .flatMap(user -> user.document().string("email"))
        .filter(email -> email.equalsIgnoreCase(email()))
        .isPresent();
  }

  /** Makes the user a member, with roles and metadata of the invitation, which is gone then. */
  void accept(Login login, TenantDraft tenant) {
    String organization = document.string("organization_id", "");
    if (tenant
        .state()
        .relation(Relations.ORGANIZATIONS_MEMBERS)
        .find(organization, login.userId())
        .isEmpty()) {
      tenant.join(Relations.ORGANIZATIONS_MEMBERS, organization, login.userId(), Document.EMPTY);
    }
    for (String role : document.strings("roles")) {
      tenant.join(
          Relations.MEMBERS_ROLES,
          Relations.member(organization, login.userId()),
          role,
          Document.EMPTY);
    }
    Document user = tenant.state().users().find(login.userId()).orElseThrow().document();
    Document told = user;
    for (String member : java.util.List.of("app_metadata", "user_metadata")) {
      Optional<Document> given = document.object(member);
      if (given.isPresent()) {
        told = told.with(member, joined(told.object(member), given.get()));
      }
    }
    if (!told.equals(user)) {
      tenant.put(TenantState.USERS, login.userId(), told);
    }
    tenant.remove(collection(organization), document.string("id", ""));
  }

  private static Document joined(Optional<Document> own, Document given) {
    Document joined = own.orElse(Document.EMPTY);
    for (Map.Entry<String, ?> member : given.asMap().entrySet()) {
      joined = joined.with(member.getKey(), member.getValue());
    }
    return joined;
  }

  private String clientId() {
    return document.string("client_id", "");
  }

  private boolean expired(Instant now) {
    return document.string("expires_at").filter(at -> !Instant.parse(at).isAfter(now)).isPresent();
  }

  private static String collection(String organization) {
    return "organizations/" + organization + "/invitations";
  }
}
