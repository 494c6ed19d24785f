package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Requests;
import dev.fakeauth0.emulator.pipeline.TokenDoor;
import dev.fakeauth0.emulator.pipeline.UserDoor;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The endpoints that log people in without a page, on their road, without a socket and without
 * signing: over a tenant with the application app, which may use every such grant, its database,
 * and the user ada in it.
 */
final class AppDoor {

  static final String ADA = "auth0|ada";
  static final String DATABASE = "Username-Password-Authentication";
  static final String PASSWORD = "Passw0rd!";
  static final String ADDRESS = "127.0.0.1";

  private final TokenDoor door;

  /** The doors over the tenant, with what else the seed puts there. */
  AppDoor(Consumer<TenantDraft> more) {
    door =
        TokenDoor.of(
            draft -> {
              draft.settings(Document.of("default_directory", DATABASE));
              draft.put(app("app"));
              draft.put(app("other"));
              database(draft);
              ada(draft);
              more.accept(draft);
            });
  }

  AppDoor() {
    this(draft -> {});
  }

  /** A client without a secret that may use every grant that logs people in. */
  static Client app(String id, Object... more) {
    List<Object> all = new ArrayList<>();
    all.addAll(List.of("token_endpoint_auth_method", "none", "is_first_party", true));
    all.addAll(
        List.of(
            "grant_types",
            List.of(
                "password",
                GrantType.PASSWORD_REALM.wireName(),
                GrantType.MFA_OTP.wireName(),
                GrantType.MFA_OOB.wireName(),
                GrantType.MFA_RECOVERY_CODE.wireName(),
                GrantType.PASSWORDLESS_OTP.wireName(),
                "refresh_token")));
    all.addAll(List.of(more));
    return aClient(id, all.toArray());
  }

  /** The database, with these members besides. */
  static void database(TenantDraft draft, Object... more) {
    draft.put(
        "connections",
        "con_1",
        plus(
            Document.of(
                "id",
                "con_1",
                "name",
                DATABASE,
                "strategy",
                "auth0",
                "enabled_clients",
                List.of("app", "other")),
            more));
  }

  /** The user, with these members besides. */
  static void ada(TenantDraft draft, Object... more) {
    draft.put(
        "users",
        ADA,
        plus(
            Document.of(
                "user_id",
                ADA,
                "email",
                "ada@example.com",
                "username",
                "ada",
                "connection",
                DATABASE,
                "password",
                PASSWORD),
            more));
  }

  /** Asks everybody for one of these factors. */
  static void factors(TenantDraft draft, String... names) {
    Document factors = Document.EMPTY;
    for (String name : names) {
      factors = factors.with(name, true);
    }
    draft.singleton("guardian/factors", factors);
    draft.singleton("guardian/policies", Document.of("policies", List.of("all-applications")));
  }

  /** Gives ada an authentication method that was used before. */
  static void enrolled(TenantDraft draft, String id, String type, Object... more) {
    Document method = plus(Document.of("id", id, "type", type, "confirmed", true), more);
    draft.put(SecondFactors.collection(ADA), id, method);
  }

  /** Gives ada a phone that is reached in these ways. */
  static void phone(TenantDraft draft, String number, String... ways) {
    List<Document> methods = new ArrayList<>();
    for (String way : ways) {
      methods.add(Document.of("id", way + "|dev_2", "type", way));
    }
    enrolled(
        draft, "phone|dev_2", "phone", "phone_number", number, "authentication_methods", methods);
  }

  /** Posts to the token endpoint as app. */
  Reply token(GrantType type, String... more) {
    return token(type.wireName(), more);
  }

  /** Posts to the token endpoint as app. */
  Reply token(String type, String... more) {
    return tokenAs("app", type, more);
  }

  /** Posts to the token endpoint as a client. */
  Reply tokenAs(String client, String type, String... more) {
    List<String> all = new ArrayList<>(List.of("grant_type", type, "client_id", client));
    all.addAll(List.of(more));
    return door.form(all.toArray(String[]::new));
  }

  /** Logs in with a password. */
  Reply login(String username, String password, String... more) {
    List<String> all = new ArrayList<>(List.of("username", username, "password", password));
    all.addAll(List.of(more));
    return token("password", all.toArray(String[]::new));
  }

  /** Logs ada in with her password. */
  Reply asAda(String... more) {
    return login("ada@example.com", PASSWORD, more);
  }

  /** The mfa_token of a login of ada that waits. */
  String mfaToken() {
    return UserDoor.member(asAda(), "mfa_token");
  }

  /** Enrolls a factor for the login of a token. */
  Reply associate(String mfaToken, Object... namesAndValues) {
    return door.at(
        "/mfa/associate", Document.of(namesAndValues), "Authorization", "Bearer " + mfaToken);
  }

  /** Asks for a factor for the login of a token. */
  Reply challenge(String mfaToken, Object... namesAndValues) {
    return post(
        "/mfa/challenge",
        plus(Document.of("client_id", "app", "mfa_token", mfaToken), namesAndValues));
  }

  /** Lists the factors of the login of a token. */
  Reply authenticators(String mfaToken) {
    return door.handle(Requests.get("/mfa/authenticators", "Authorization", "Bearer " + mfaToken));
  }

  /** Posts to an endpoint. */
  Reply post(String path, Document body, String... headers) {
    return door.at(path, body, headers);
  }

  /** Lets time pass. */
  void elapse(Duration duration) {
    change(
        draft ->
            draft.clock(
                new ClockSetting(draft.state().clock().offset().plus(duration), Optional.empty())));
  }

  /** Changes the tenant. */
  void change(Consumer<TenantDraft> change) {
    door.tenant()
        .epoch()
        .store()
        .change(
            draft -> {
              change.accept(draft);
              return draft;
            });
  }

  /** The tenant's state. */
  TenantState state() {
    return door.tenant().state();
  }

  /** The message that was sent last. */
  Message message() {
    List<Message> all = Outbox.of(state());
    return all.get(all.size() - 1);
  }

  /** A user. */
  Document user(String userId) {
    return state().users().find(userId).orElseThrow().document();
  }

  /** Ada's authentication methods. */
  List<Document> methods() {
    List<Document> all = new ArrayList<>();
    for (Resource method : state().collection(SecondFactors.collection(ADA)).all()) {
      all.add(method.document());
    }
    return all;
  }

  /** The records of the tenant's log, oldest first. */
  List<Document> logged() {
    return door.tenant().epoch().log().records();
  }

  /** Why the last call was refused. */
  Diagnosis diagnosis() {
    return door.diagnosis();
  }

  /** The road itself. */
  TokenDoor door() {
    return door;
  }

  /** A body of a refusal as OAuth has it. */
  static String error(String error, String description) {
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
  }

  private static Document plus(Document document, Object... namesAndValues) {
    Document changed = document;
    for (Map.Entry<String, ?> each : Document.of(namesAndValues).asMap().entrySet()) {
      changed = changed.with(each.getKey(), each.getValue());
    }
    return changed;
  }
}
