package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.LoginCount;
import dev.fakeauth0.emulator.authentication.page.IdentityProviderView;
import dev.fakeauth0.emulator.authentication.page.KnownIdentity;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.Tokensets;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.RefusalReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Stands in for the login at a social or enterprise provider: the tester picks somebody who logged
 * in before, or types a profile. The user is made at the first login and, where the connection says
 * so, brought up to date at each (Auth0 docs, "Configure Identity Provider Connection for User
 * Profile Updates").
 */
final class ProviderPage implements LoginPage {

  private static final String PATH = "/u/provider";
  private static final int SHOWN = 8;

  /** What the provider's tokens are good for, where the connection keeps them. */
  private static final String PROVIDER_SCOPE = "openid profile email";

  /** Strategies whose user_ids name the connection, too. */
  private static final Set<String> ENTERPRISE =
      Set.of("ad", "adfs", "auth0-adldap", "oidc", "okta", "pingfederate", "samlp");

  /** Where the button of a connection leads. */
  static String address(Document connection) {
    return PATH
        + "?connection="
        + URLEncoder.encode(connection.string("name", ""), StandardCharsets.UTF_8);
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return PasswordPages.loggingIn(next);
  }

  @Override
  public Page show(Sight sight) {
    Optional<Document> connection =
        OfferedConnections.of(sight.interaction(), sight.client(), sight.state())
            .other(sight.form().text("connection"));
    String name = connection.map(found -> found.string("name", "")).orElse("");
    List<KnownIdentity> known = of(name, sight.state());
    return Pages.identityProvider(
        sight.frame(),
        new IdentityProviderView(
            sight.interaction().id(),
            connection.map(OfferedConnections::label).orElse("No such connection"),
            known,
            sight
                .form()
                .get("email")
                .or(() -> sight.interaction().request().loginHint())
                .orElse(""),
            sight.form().text("name"),
            sight.error()));
  }

  /** Who has an account at the provider, also one that is linked to another. */
  private static List<KnownIdentity> of(String connection, TenantState state) {
    List<KnownIdentity> known = new ArrayList<>();
    int looked = 0;
    for (Item user : state.users().all()) {
      if (looked++ == 1_000 || known.size() >= SHOWN) {
        break;
      }
      if (UserView.connection(user.document()).equals(connection)) {
        known.add(known(user.id(), UserView.of(user.document())));
      }
      List<Document> identities = user.document().objects("identities");
      for (int i = 1; i < identities.size(); i++) {
        if (identities.get(i).string("connection", "").equals(connection)) {
          known.add(
              known(
                  UserConnection.id(identities.get(i)),
                  identities.get(i).object("profileData").orElse(Document.EMPTY)));
        }
      }
    }
    return known;
  }

  private static KnownIdentity known(String id, Document profile) {
    return new KnownIdentity(id, profile.string("name", id), profile.string("email", ""));
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    if (form.action().equals("cancel")) {
      // Who was led here by the request has no other page to go back to.
      return Decision.grant(
          Onward.of(
              interaction.request().connection().isPresent()
                  ? interaction.declining(RefusalReason.INTERACTION_CANCELED)
                  : interaction.startedOver()));
    }
    Client client = form.client().orElseThrow();
    Optional<UserConnection> connection =
        OfferedConnections.of(interaction, client, tenant.state())
            .other(form.text("connection"))
            .flatMap(found -> UserConnection.of(tenant.state(), found.string("name", "")))
            .filter(found -> !found.passwordless());
    if (connection.isEmpty()) {
      return Decision.refuse(
          FieldErrors.refusal(
              "",
              "invalid-connection",
              "Invalid connection",
              "the connection is not one that is offered to client " + client.id(),
              "enable the connection for the client, or for the organization"));
    }
    Optional<String> picked = form.get("identity");
    if (picked.isPresent()) {
      return of(connection.get().name(), tenant.state()).stream()
          .filter(identity -> identity.id().equals(picked.get()))
          .findFirst()
          .map(
              identity -> loggedIn(identity.id(), connection.get(), form, interaction, tenant, now))
          .orElseGet(() -> Decision.refuse(noAddress()));
    }
    String email = form.text("email").toLowerCase(Locale.ROOT);
    if (email.indexOf('@') < 1) {
      return Decision.refuse(noAddress());
    }
    String userId = userId(connection.get(), form, email);
    if (UserConnection.linkedTo(userId, tenant.state()).isEmpty()) {
      keep(userId, email, connection.get(), form, tenant, now);
    }
    return loggedIn(userId, connection.get(), form, interaction, tenant, now);
  }

  private static dev.fakeauth0.refusal.Diagnosis noAddress() {
    return FieldErrors.refusal(
        "email",
        "no-email",
        "Please enter an email address",
        "the profile has no e-mail address, and nobody was picked",
        "fill in email, or pick one of the users shown");
  }

  private static String userId(UserConnection connection, PageForm form, String email) {
    String typed = form.text("subject");
    String subject =
        typed.isEmpty() ? Browser.fingerprint(email).replaceAll("[^A-Za-z0-9]", "") : typed;
    String provider = connection.strategy();
    return ENTERPRISE.contains(provider)
        ? provider + '|' + connection.name() + '|' + subject
        : provider + '|' + subject;
  }

  private static void keep(
      String userId,
      String email,
      UserConnection connection,
      PageForm form,
      TenantDraft tenant,
      Instant now) {
    Optional<Item> before = tenant.state().users().find(userId);
    if (before.isPresent() && !connection.synchronizes()) {
      return;
    }
    String at = Timestamp.of(now);
    Document user =
        before
            .map(Item::document)
            .orElse(
                Document.of("user_id", userId, "connection", connection.name(), "created_at", at))
            .with("email", email)
            .with("email_verified", form.get("email_verified").isPresent())
            .with("updated_at", at);
    String name = form.text("name");
    tenant.put(TenantState.USERS, userId, name.isEmpty() ? user : user.with("name", name));
  }

  /** Whoever is linked to another user logs in as that one. */
  private static Decision<Onward> loggedIn(
      String identity,
      UserConnection connection,
      PageForm form,
      Interaction interaction,
      TenantDraft tenant,
      Instant now) {
    String userId =
        UserConnection.linkedTo(identity, tenant.state()).map(Item::id).orElse(identity);
    boolean blocked =
        tenant
            .state()
            .users()
            .find(userId)
            .map(user -> user.document().flag("blocked", false))
            .orElse(false);
    if (blocked) {
      return Decision.refuse(
          RefusalReason.USER_BLOCKED
              .because("user %s is blocked", userId)
              .fact("user_id", userId)
              .remedy("Management API: PATCH /api/v2/users/%s {\"blocked\": false}", userId));
    }
    LoginCount.add(userId, form.address(), tenant, now);
    if (Tokensets.keptBy(connection)) {
      Tokensets.keep(userId, connection, UserView.part(identity), PROVIDER_SCOPE, tenant, now);
    }
    return Decision.grant(
        Onward.of(
            interaction.loggedIn(
                new Login(userId, connection.name(), now, List.of(), Optional.empty()))));
  }
}
