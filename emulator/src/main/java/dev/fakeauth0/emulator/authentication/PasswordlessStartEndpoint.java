package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.PASSWORDLESS_START_INVALID;

import dev.fakeauth0.emulator.authentication.grant.PasswordlessCode;
import dev.fakeauth0.emulator.authentication.grant.PasswordlessLogin;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /passwordless/start}: sends a code or a link (Auth0 docs, "Get Code or Link"). An
 * e-mail without {@code send} brings a link.
 */
public final class PasswordlessStartEndpoint implements Endpoint {

  private static final List<String> KNOWN =
      List.of(
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "connection",
          "email",
          "phone_number",
          "send",
          "authParams",
          "delivery_method",
          "captcha",
          "organization");

  @Override
  public Route route() {
    return Route.post("/passwordless/start", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> DirectRequest.from(call, PasswordlessStartEndpoint::logged))
        .read((request, state) -> request.checked(state, call.tenant().now(state)))
        .decide(PasswordlessStartEndpoint::decide)
        .reply(started -> new Outcome.Content(200, started));
  }

  private static Decision<Document> decide(DirectRequest request, TenantDraft tenant, Instant now) {
    Optional<Diagnosis> malformed = malformed(request);
    if (malformed.isPresent()) {
      return Decision.refuse(malformed.get());
    }
    return client(request, tenant, now)
        .then(
            client ->
                connection(request, client, tenant.state())
                    .then(connection -> start(connection, client, request, tenant, now)));
  }

  private static Decision<Document> start(
      UserConnection connection,
      Client client,
      DirectRequest request,
      TenantDraft tenant,
      Instant now) {
    String member = PasswordlessLogin.member(connection);
    Optional<String> recipient = request.parameter(member);
    if (recipient.isEmpty()) {
      return Decision.refuse(
          refused("bad." + member, "Missing required property: " + member)
              .remedy("send %s", member));
    }
    String to = recipient.get();
    if (member.equals("phone_number") && !to.matches("\\+[0-9]{1,15}")) {
      return Decision.refuse(
          refused("bad.phone_number", "String does not match pattern: ^\\+[0-9]{1,15}$")
              .remedy("send the number with a plus sign and the country's code"));
    }
    if (member.equals("email") && to.indexOf('@') < 1) {
      return Decision.refuse(
          refused("bad.email", "email is not valid").remedy("send an e-mail address"));
    }
    Optional<UserConnection.Holder> known = connection.holder(tenant.state(), to);
    if (known.isEmpty() && connection.signupDisabled()) {
      return Decision.refuse(
          refused("bad.connection", "Public signup is disabled")
              .fact("connection", connection.name())
              .remedy("switch Disable Sign Ups of the connection off, or create the user"));
    }
    String part =
        known
            .map(holder -> UserView.part(holder.credentials().string("user_id", "")))
            .orElseGet(() -> tenant.ids().objectId());
    send(connection, client, to, part, request, tenant, now);
    boolean verified =
        known
            .map(UserConnection.Holder::profile)
            .map(
                profile ->
                    profile.flag(
                        member.equals("email") ? "email_verified" : "phone_verified", false))
            .orElse(false);
    Document answer = Document.of("_id", part, member, to);
    return Decision.grant(
        member.equals("email")
            ? answer.with("email_verified", verified)
            : answer.with("phone_verified", verified).with("request_language", null));
  }

  private static void send(
      UserConnection connection,
      Client client,
      String to,
      String part,
      DirectRequest request,
      TenantDraft tenant,
      Instant now) {
    Document totp = connection.settings().object("totp").orElse(Document.EMPTY);
    int length = totp.number("length").orElse(6L).intValue();
    Duration life = Duration.ofSeconds(totp.number("time_step").orElse(180L));
    String code = tenant.ids().text(IdSource.Kind.TOKEN, "0123456789", length);
    Document parameters = request.body().object("authParams").orElse(Document.EMPTY);
    Instant expiry = now.plus(life);
    tenant.keep(
        PasswordlessCode.id(connection.name(), to),
        new PasswordlessCode(code, client.id(), part, expiry, 0, parameters),
        expiry.plus(PasswordlessCode.REMEMBERED),
        now);
    boolean byLink =
        PasswordlessLogin.member(connection).equals("email")
            && !request.parameter("send").filter("code"::equals).isPresent();
    if (!PasswordlessLogin.member(connection).equals("email")) {
      Outbox.send(
          Outbox.Letter.sms("passwordless_code", to, "Your verification code is: " + code)
              .withCode(code),
          tenant,
          now);
      return;
    }
    String title = "Welcome to " + client.name();
    Outbox.Letter letter;
    if (byLink) {
      String link = link(connection, client, to, code, parameters, request);
      letter =
          Outbox.Letter.email("passwordless_link", to, title, "Click to log in: " + link)
              .withLink(link)
              .withCode(code);
    } else {
      letter =
          Outbox.Letter.email("passwordless_code", to, title, "Your verification code is: " + code)
              .withCode(code);
    }
    Outbox.send(letter, tenant, now);
  }

  /** The link that logs in: it comes back with all that the application wants of the login. */
  private static String link(
      UserConnection connection,
      Client client,
      String to,
      String code,
      Document parameters,
      DirectRequest request) {
    StringBuilder link =
        new StringBuilder(request.common().issuer()).append("passwordless/verify_redirect?");
    for (Map.Entry<String, @Nullable Object> member : parameters.asMap().entrySet()) {
      if (member.getValue() instanceof String value) {
        link.append(encoded(member.getKey())).append('=').append(encoded(value)).append('&');
      }
    }
    return link.append("verification_code=")
        .append(code)
        .append("&connection=")
        .append(encoded(connection.name()))
        .append("&client_id=")
        .append(encoded(client.id()))
        .append("&email=")
        .append(encoded(to))
        .toString();
  }

  /**
   * The client: authenticated where the tenant asks for it or credentials were sent, else just
   * there.
   */
  private static Decision<Client> client(DirectRequest request, TenantDraft tenant, Instant now) {
    if (request.clientId().isEmpty()) {
      return Decision.refuse(
          refused("bad.client_id", "Missing required property: client_id")
              .remedy("send client_id"));
    }
    boolean enforced =
        tenant
            .state()
            .settings()
            .object("flags")
            .orElse(Document.EMPTY)
            .flag("enforce_client_authentication_on_passwordless_start", false);
    boolean sent =
        request.common().credentials().secret().isPresent()
            || request.common().credentials().assertion().isPresent();
    return enforced || sent
        ? request.client(tenant, now)
        : DatabaseRequests.client(request, tenant.state());
  }

  private static Decision<UserConnection> connection(
      DirectRequest request, Client client, TenantState state) {
    Optional<String> name = request.parameter("connection");
    if (name.isEmpty()) {
      return Decision.refuse(
          refused("bad.connection", "Missing required property: connection")
              .remedy("send connection=email or connection=sms"));
    }
    Optional<UserConnection> connection = UserConnection.of(state, name.get());
    if (connection.isEmpty()) {
      return Decision.refuse(
          refused("bad.connection", "Connection does not exist")
              .fact("connection", Shown.text(name.get()))
              .remedy("Dashboard: Authentication > Passwordless: switch it on")
              .remedy(
                  "seed: connections: [{name: %s, strategy: %s, enabled_clients: [%s]}]",
                  Shown.text(name.get()),
                  name.get().equals("sms") ? "sms" : "email",
                  client.name()));
    }
    if (!connection.get().passwordless()) {
      return Decision.refuse(
          refused(
                  "bad.connection",
                  "Invalid connection strategy. It must either be a passwordless connection")
              .fact("strategy", connection.get().strategy())
              .remedy("send the name of a passwordless connection: email or sms"));
    }
    return connection.get().enabledFor(client.id())
        ? Decision.grant(connection.get())
        : Decision.refuse(
            refused("bad.connection", "Connection is disabled")
                .fact("client_id", client.id())
                .fact("connection", name.get())
                .remedy(
                    "Dashboard: Applications > Applications > %s > Connections: switch %s on",
                    client.name(), name.get())
                .remedy("seed: enabled_clients of the connection"));
  }

  private static Optional<Diagnosis> malformed(DirectRequest request) {
    for (String name : request.body().asMap().keySet()) {
      if (!KNOWN.contains(name)) {
        return Optional.of(
            refused("bad.request", "the following properties are not allowed: " + Shown.text(name))
                .fact("allowed", KNOWN)
                .remedy("leave %s out", Shown.text(name)));
      }
    }
    Object parameters = request.body().get("authParams");
    if (parameters != null && !(parameters instanceof Map)) {
      String type =
          parameters instanceof String
              ? "string"
              : parameters instanceof Number
                  ? "number"
                  : parameters instanceof Boolean ? "boolean" : "array";
      return Optional.of(
          refused(
                  "bad.authParams",
                  "error in authParams - invalid type: " + type + " (expected object)")
              .remedy("send authParams as a JSON object"));
    }
    return Optional.empty();
  }

  private static Diagnosis refused(String error, String words) {
    return PASSWORDLESS_START_INVALID
        .because("a code or link cannot be sent: %s", words.toLowerCase(Locale.ROOT))
        .fact("error", error)
        .fact("message", words);
  }

  private static List<LogFacts> logged(DirectRequest request, Decision<?> decided, Call call) {
    // No type is known for a start that failed.
    boolean link = request.parameter("send").filter("code"::equals).isEmpty();
    return decided.refused()
        ? List.of()
        : List.of(DatabaseRequests.log(link ? "cls" : "cs", "", "", request, call));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
