package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.logout.ExpiredSessions;
import dev.fakeauth0.emulator.pipeline.Headers;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session of a browser with the tenant (Auth0 docs, "Sessions", "Configure Session Lifetime
 * Settings"; Management API, "sessions"): what a user logs in once for. It is a document of the
 * Management API's collection; the cookie is its id and a secret that the state knows the
 * fingerprint of, since ids are told to everybody as {@code sid}.
 */
public final class BrowserSession {

  /** The collection, by its path in the Management API. */
  public static final String COLLECTION = "sessions";

  private final Document document;

  private BrowserSession(Document document) {
    this.document = document;
  }

  /**
   * A session that begins or goes on.
   *
   * @param session the session
   * @param cookie the value of the cookie from now on
   * @param lifetime how long the browser keeps it; none: until it is closed
   */
  public record Given(BrowserSession session, String cookie, Optional<Duration> lifetime) {

    /** What goes with a refusal, see {@link #cookies}. */
    Document told() {
      return lifetime
          .map(kept -> Document.of("session", cookie, "seconds", kept.toSeconds()))
          .orElseGet(() -> Document.of("session", cookie));
    }
  }

  /** The cookies of a session that goes with a refusal. */
  static Headers cookies(Document told, Browser browser) {
    return told.string("session")
        .map(cookie -> browser.session(cookie, told.number("seconds").map(Duration::ofSeconds)))
        .orElse(Headers.NONE);
  }

  /**
   * What a login that is answered made of the browser's session.
   *
   * @param begun the session, where the user proved who they are just now
   * @param authorization what the client may have, in the session
   */
  record Settled(Optional<Given> begun, UserAuthorization authorization) {}

  /**
   * Begins a session, or goes on with the one the browser has, once nothing stands between a login
   * and its answer.
   */
  static Settled settle(
      Interaction interaction,
      UserAuthorization without,
      Optional<String> cookie,
      Caller caller,
      TenantDraft tenant,
      Instant now) {
    String clientId = interaction.request().clientId();
    Optional<BrowserSession> before = of(cookie, tenant.state(), now);
    Optional<Given> begun =
        interaction.proven()
            ? Optional.of(
                begin(
                    without.login(),
                    before,
                    Optional.of(clientId),
                    caller.ip(),
                    caller.userAgent(),
                    tenant,
                    now))
            : Optional.empty();
    if (begun.isEmpty()) {
      before.ifPresent(session -> session.goOn(clientId, caller, tenant, now));
    }
    Optional<String> sid =
        begun.map(given -> given.session().id()).or(() -> before.map(BrowserSession::id));
    Login login = without.login();
    return new Settled(
        begun,
        new UserAuthorization(
            without.clientId(),
            new Login(login.userId(), login.connection(), login.at(), login.methods(), sid),
            without.audience(),
            without.scope(),
            without.requestedScope(),
            without.organizationId(),
            without.namesOrganization(),
            without.nonce(),
            without.saysAuthTime()));
  }

  /** The session of a cookie; none for one that is made up, altered, over or whose user is gone. */
  public static Optional<BrowserSession> of(
      Optional<String> cookie, TenantState state, Instant now) {
    if (cookie.isEmpty()) {
      return Optional.empty();
    }
    int dot = cookie.get().indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    Optional<? extends Resource> found =
        state.collection(COLLECTION).find(cookie.get().substring(0, dot));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Document document = found.get().document();
    boolean own =
        MessageDigest.isEqual(
            bytes(document.string("cookie_fingerprint", "")),
            bytes(Browser.fingerprint(cookie.get().substring(dot + 1))));
    Optional<Item> user = state.users().find(document.string("user_id", ""));
    return own
            && !ExpiredSessions.over(document, now)
            && user.filter(known -> !blocked(known)).isPresent()
        ? Optional.of(new BrowserSession(document))
        : Optional.empty();
  }

  /** The session of an id, as it is told as {@code sid}. */
  static Optional<BrowserSession> ofId(String id, TenantState state) {
    return state.collection(COLLECTION).find(id).map(found -> new BrowserSession(found.document()));
  }

  /** Begins a session. A session that the browser has ends, unless it is the same user's. */
  public static Given begin(
      Login login,
      Optional<BrowserSession> before,
      Optional<String> clientId,
      String ip,
      String userAgent,
      TenantDraft tenant,
      Instant now) {
    Optional<BrowserSession> same =
        before.filter(session -> session.userId().equals(login.userId()));
    if (same.isEmpty()) {
      before.ifPresent(session -> tenant.remove(COLLECTION, session.id()));
    }
    Document settings = tenant.state().settings();
    boolean persistent =
        settings
            .object("session_cookie")
            .map(cookie -> cookie.string("mode", "persistent"))
            .orElse("persistent")
            .equals("persistent");
    String prefix = persistent ? "" : "ephemeral_";
    Duration lifetime = lifetime(settings, prefix + "session_lifetime", persistent ? 168 : 24);
    Duration idle = lifetime(settings, "idle_" + prefix + "session_lifetime", persistent ? 72 : 24);
    String id = same.map(BrowserSession::id).orElseGet(() -> tenant.ids().opaque(32));
    String secret = tenant.ids().opaque(43);
    Document device =
        same.flatMap(session -> session.document.object("device"))
            .orElseGet(() -> Document.of("initial_user_agent", userAgent, "initial_ip", ip))
            .with("last_user_agent", userAgent)
            .with("last_ip", ip);
    Document document =
        Document.of(
            "id",
            id,
            "user_id",
            login.userId(),
            "created_at",
            same.map(session -> session.document.string("created_at", ""))
                .orElse(Timestamp.of(now)),
            "updated_at",
            Timestamp.of(now),
            "authenticated_at",
            Timestamp.of(login.at()),
            "idle_expires_at",
            Timestamp.of(now.plus(idle)),
            "expires_at",
            Timestamp.of(now.plus(lifetime)),
            "last_interacted_at",
            Timestamp.of(now),
            "device",
            device,
            "clients",
            List.of(),
            "authentication",
            Document.of("methods", methods(login)),
            "cookie",
            Document.of("mode", persistent ? "persistent" : "non-persistent"),
            "cookie_fingerprint",
            Browser.fingerprint(secret),
            "idle_seconds",
            idle.toSeconds(),
            "connection",
            login.connection());
    if (same.isPresent()) {
      document =
          document
              .with("clients", same.get().document.objects("clients"))
              .with("session_metadata", same.get().document.get("session_metadata"));
    }
    BrowserSession session = new BrowserSession(document);
    session = clientId.isPresent() ? session.seenBy(clientId.get()) : session;
    tenant.put(COLLECTION, id, session.document);
    return new Given(
        session, id + "." + secret, persistent ? Optional.of(lifetime) : Optional.empty());
  }

  /** Goes on for a client: it is not idle any more. */
  BrowserSession goOn(String clientId, Caller caller, TenantDraft tenant, Instant now) {
    long idle = document.number("idle_seconds").orElse(Duration.ofHours(72).toSeconds());
    Instant end = Instant.parse(document.string("expires_at", Timestamp.of(now)));
    Instant idleEnd = now.plusSeconds(idle);
    BrowserSession gone =
        new BrowserSession(
                document
                    .with("updated_at", Timestamp.of(now))
                    .with("last_interacted_at", Timestamp.of(now))
                    .with("idle_expires_at", Timestamp.of(idleEnd.isBefore(end) ? idleEnd : end))
                    .with(
                        "device",
                        document
                            .object("device")
                            .orElse(Document.EMPTY)
                            .with("last_user_agent", caller.userAgent())
                            .with("last_ip", caller.ip())))
            .seenBy(clientId);
    tenant.put(COLLECTION, id(), gone.document);
    return gone;
  }

  /** The id: the {@code sid} of ID tokens. */
  public String id() {
    return document.string("id", "");
  }

  /** The document of the Management API, with what only the emulator knows beside. */
  Document document() {
    return document;
  }

  /** What the Management API shows of it. */
  public Document shown() {
    return document.without("cookie_fingerprint").without("idle_seconds").without("connection");
  }

  String userId() {
    return document.string("user_id", "");
  }

  /** The clients that were logged in to by it. */
  List<String> clients() {
    return document.objects("clients").stream()
        .flatMap(client -> client.string("client_id").stream())
        .toList();
  }

  /** The login it goes on from. */
  Login login() {
    return new Login(
        userId(),
        document.string("connection", ""),
        Instant.parse(document.string("authenticated_at").orElseThrow()),
        document.object("authentication").orElse(Document.EMPTY).objects("methods").stream()
            .flatMap(method -> method.string("name").stream())
            .toList(),
        Optional.of(id()));
  }

  private BrowserSession seenBy(String clientId) {
    if (clients().contains(clientId)) {
      return this;
    }
    List<Object> clients = new ArrayList<>(document.objects("clients"));
    clients.add(Map.of("client_id", clientId));
    return new BrowserSession(document.with("clients", clients));
  }

  private static List<Document> methods(Login login) {
    List<Document> methods = new ArrayList<>();
    for (String name : login.methods()) {
      methods.add(Document.of("name", name, "timestamp", Timestamp.of(login.at())));
    }
    return methods;
  }

  /** A lifetime of the tenant's settings, in hours or, to the minute, beside it. */
  private static Duration lifetime(Document settings, String name, long hours) {
    Optional<Long> minutes = settings.number(name + "_in_minutes");
    if (minutes.isPresent()) {
      return Duration.ofMinutes(minutes.get());
    }
    return settings.get(name) instanceof Number number
        ? Duration.ofMinutes(Math.round(number.doubleValue() * 60))
        : Duration.ofHours(hours);
  }

  private static boolean blocked(Item user) {
    return user.document().flag("blocked", false);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
