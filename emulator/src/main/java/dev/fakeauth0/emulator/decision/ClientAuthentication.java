package dev.fakeauth0.emulator.decision;

import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ASSERTION_REPLAYED;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_AUTHENTICATION_METHOD_MISMATCH;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_ID_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.CLIENT_SECRET_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT;
import static dev.fakeauth0.refusal.RefusalReason.INVALID_CLIENT_ASSERTION;
import static dev.fakeauth0.refusal.RefusalReason.SEVERAL_CLIENT_CREDENTIALS;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_CLIENT;

import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Client.AuthenticationMethod;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who the client is, and whether it is (RFC 6749 section 2.3; Auth0 docs, "Application
 * Credentials"). A secret is taken from the Basic header and from the body alike, whichever of the
 * two methods the client has. A public client needs none, and one it sends is not looked at.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#CLIENT_ID_MISSING}, {@code
 * UNKNOWN_CLIENT}, {@code SEVERAL_CLIENT_CREDENTIALS}, {@code CLIENT_SECRET_MISSING}, {@code
 * INVALID_CLIENT}, {@code CLIENT_AUTHENTICATION_METHOD_MISMATCH}, {@code INVALID_CLIENT_ASSERTION}
 * and {@code CLIENT_ASSERTION_REPLAYED}.
 */
public final class ClientAuthentication {

  /** The only {@code client_assertion_type} there is (RFC 7523 section 2.2). */
  public static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final List<String> PLACEHOLDERS =
      List.of("your_client_id", "yourclientid", "{yourclientid}", "undefined", "null");

  private final PresentedCredentials sent;
  private final Optional<ProvenAssertion> proof;
  private final Function<String, Optional<String>> otherTenants;
  private final TenantDraft tenant;
  private final Instant now;

  private ClientAuthentication(
      PresentedCredentials sent,
      Optional<ProvenAssertion> proof,
      Function<String, Optional<String>> otherTenants,
      TenantDraft tenant,
      Instant now) {
    this.sent = sent;
    this.proof = proof;
    this.otherTenants = otherTenants;
    this.tenant = tenant;
    this.now = now;
  }

  /**
   * The client, authenticated; an assertion is spent by this.
   *
   * @param sent what the request says
   * @param proof what became of its assertion, where it has a good one
   * @param otherTenants names the other tenant of the emulator that has a client
   */
  public static Decision<Client> of(
      PresentedCredentials sent,
      Optional<ProvenAssertion> proof,
      Function<String, Optional<String>> otherTenants,
      TenantDraft tenant,
      Instant now) {
    return new ClientAuthentication(sent, proof, otherTenants, tenant, now).client();
  }

  private Decision<Client> client() {
    Optional<String> id = sent.clientId();
    if (id.isEmpty()) {
      return Decision.refuse(noId());
    }
    Optional<Client> client = tenant.state().clientNamed(id.get());
    if (client.isEmpty()) {
      return Decision.refuse(unknown(id.get()));
    }
    return severalIds(client.get())
        .or(() -> severalCredentials(client.get()))
        .map(Decision::<Client>refuse)
        .orElseGet(() -> authenticated(client.get()));
  }

  private Decision<Client> authenticated(Client client) {
    if (mutualTls(client)) {
      return Decision.refuse(
          CLIENT_AUTHENTICATION_METHOD_MISMATCH
              .because(
                  "client %s authenticates by mutual TLS, which this emulator does not serve",
                  client.id())
              .fact("client_id", client.id())
              .remedy("give the client a secret or private_key_jwt for tests")
              .remedy("seed: leave client_authentication_methods out of the client"));
    }
    return switch (client.authenticationMethod()) {
      case NONE -> Decision.grant(client);
      case CLIENT_SECRET_POST, CLIENT_SECRET_BASIC -> bySecret(client);
      case PRIVATE_KEY_JWT -> byAssertion(client);
    };
  }

  private static boolean mutualTls(Client client) {
    return client
        .document()
        .object("client_authentication_methods")
        .filter(
            methods ->
                methods.object("tls_client_auth").isPresent()
                    || methods.object("self_signed_tls_client_auth").isPresent())
        .isPresent();
  }

  private Decision<Client> bySecret(Client client) {
    if (sent.assertion().isPresent()) {
      return Decision.refuse(
          CLIENT_AUTHENTICATION_METHOD_MISMATCH
              .because(
                  "client %s sent a client_assertion, but authenticates by secret", client.id())
              .fact("client_id", client.id())
              .fact("client_method", method(client))
              .fact("sent_method", "private_key_jwt")
              .remedy("send client_secret instead of client_assertion")
              .remedy(
                  "or change the client: Dashboard: Applications > Applications > %s > Credentials"
                      + " > Authentication Method: Private Key JWT",
                  client.name())
              .remedy("seed: client_authentication_methods.private_key_jwt of the client"));
    }
    Optional<String> secret = sent.secret();
    if (secret.isEmpty()) {
      return Decision.refuse(
          CLIENT_SECRET_MISSING
              .because("client %s is confidential and sent no client_secret", client.id())
              .fact("client_id", client.id())
              .fact("client_method", method(client))
              .remedy("send client_secret in the body, or id and secret in a Basic header")
              .remedy(
                  "Dashboard: the secret is at Applications > Applications > %s > Settings",
                  client.name())
              .remedy(
                  "if the app cannot keep a secret, make it public: token_endpoint_auth_method"
                      + " none (it then cannot use client_credentials)"));
    }
    return client.secret().filter(own -> same(own, secret.get())).isPresent()
        ? Decision.grant(client)
        : Decision.refuse(wrongSecret(client, secret.get()));
  }

  private Decision<Client> byAssertion(Client client) {
    if (sent.assertion().isEmpty()) {
      Diagnosis diagnosis =
          sent.secret().isPresent()
              ? CLIENT_AUTHENTICATION_METHOD_MISMATCH
                  .because(
                      "client %s sent a client_secret, but authenticates by private_key_jwt",
                      client.id())
                  .fact("client_id", client.id())
                  .fact("client_method", method(client))
                  .fact("sent_method", "client_secret")
              : CLIENT_SECRET_MISSING
                  .because(
                      "client %s authenticates by private_key_jwt and sent no client_assertion",
                      client.id())
                  .fact("client_id", client.id())
                  .fact("client_method", method(client));
      return Decision.refuse(
          diagnosis
              .remedy("send client_assertion and client_assertion_type=%s", JWT_BEARER)
              .remedy(
                  "or change the client: Dashboard: Applications > Applications > %s > Credentials"
                      + " > Authentication Method: Client Secret (Post)",
                  client.name()));
    }
    if (!sent.assertionType().equals(Optional.of(JWT_BEARER))) {
      return Decision.refuse(
          INVALID_CLIENT_ASSERTION
              .because(
                  "the client_assertion of client %s comes without the client_assertion_type it"
                      + " needs",
                  client.id())
              .fact("client_id", client.id())
              .fact("problem", "client_assertion_type is not supported")
              .fact("client_assertion_type", Shown.text(sent.assertionType().orElse("")))
              .remedy("send client_assertion_type=%s", JWT_BEARER));
    }
    if (proof.isEmpty()) {
      return Decision.refuse(
          INVALID_CLIENT_ASSERTION
              .because("client %s was changed while its assertion was being verified", client.id())
              .fact("client_id", client.id())
              .fact("problem", "the client has changed")
              .remedy("repeat the request"));
    }
    ProvenAssertion proven = proof.get();
    if (!proven.spendIn(tenant, now)) {
      return Decision.refuse(
          CLIENT_ASSERTION_REPLAYED
              .because("client %s used this client_assertion before", client.id())
              .fact("client_id", client.id())
              .fact("problem", "jti has already been used")
              .fact("jti", Shown.text(proven.jti()))
              .fact("expires_at", proven.expiry().toString())
              .remedy("make a new assertion, with a jti of its own, for each request"));
    }
    return Decision.grant(client);
  }

  private Diagnosis noId() {
    Diagnosis diagnosis =
        CLIENT_ID_MISSING.because(
            "the request names no client%s", sent.nothingRead().map(why -> ": " + why).orElse(""));
    return sent.nothingRead().isPresent()
        ? diagnosis
            .remedy(
                "send Content-Type: application/x-www-form-urlencoded or application/json, and a"
                    + " body of that type; parameters in the query are not read")
            .remedy("name the client by client_id in the body, or by a Basic header")
        : diagnosis.remedy("name the client by client_id in the body, or by a Basic header");
  }

  private Diagnosis unknown(String id) {
    String shown = Shown.text(id);
    Optional<String> elsewhere = otherTenants.apply(id);
    if (elsewhere.isPresent()) {
      return UNKNOWN_CLIENT
          .because(
              "this tenant has no client %s, but the tenant %s has: its client is used on the wrong"
                  + " tenant",
              shown, elsewhere.get())
          .fact("client_id", shown)
          .fact("tenant_of_client", elsewhere.get())
          .remedy("set AUTH0_DOMAIN to the domain of tenant %s", elsewhere.get())
          .remedy("or use the id and secret of this tenant's own client");
    }
    Diagnosis diagnosis =
        UNKNOWN_CLIENT.because("no client has this client_id").fact("client_id", shown);
    TenantState state = tenant.state();
    Optional<Client> named = state.clients().findByKey(id);
    if (named.isPresent()) {
      return diagnosis
          .fact("client_of_that_name", named.get().id())
          .remedy("the name of an application was sent: send its client_id %s", named.get().id());
    }
    if (PLACEHOLDERS.contains(id.toLowerCase(Locale.ROOT))) {
      return diagnosis.remedy(
          "a placeholder was sent: set the client id, often AUTH0_CLIENT_ID, in the environment of"
              + " the calling program");
    }
    List<String> nearest = Nearest.to(id, state.clients().all().stream().map(Client::id).toList());
    if (!nearest.isEmpty()) {
      diagnosis =
          diagnosis
              .fact("nearest", nearest)
              .remedy("send client_id %s, if that is the one meant", nearest.get(0));
    }
    return diagnosis
        .remedy("Dashboard: the client id is at Applications > Applications > (name) > Settings")
        .remedy("seed: add the client, with this client_id, under clients");
  }

  private Optional<Diagnosis> severalIds(Client client) {
    for (Optional<String> other : List.of(sent.bodyId(), sent.assertedId())) {
      if (other.isPresent() && !client.goesBy(other.get())) {
        return Optional.of(
            SEVERAL_CLIENT_CREDENTIALS
                .because(
                    "the request names two clients, %s and %s",
                    client.id(), Shown.text(other.get()))
                .fact("client_id", client.id())
                .fact("other_client_id", Shown.text(other.get()))
                .remedy("name one client, in one place"));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnosis> severalCredentials(Client client) {
    int ways =
        (sent.basicSecret().isPresent() ? 1 : 0)
            + (sent.bodySecret().isPresent() ? 1 : 0)
            + (sent.assertion().isPresent() ? 1 : 0);
    return ways < 2 || client.publicClient()
        ? Optional.empty()
        : Optional.of(
            SEVERAL_CLIENT_CREDENTIALS
                .because("client %s sent its credentials in more than one way", client.id())
                .fact("client_id", client.id())
                .fact("basic_header", sent.basicSecret().isPresent())
                .fact("client_secret", sent.bodySecret().isPresent())
                .fact("client_assertion", sent.assertion().isPresent())
                .remedy(
                    "send them in one way: a Basic header, client_secret, or client_assertion (RFC"
                        + " 6749 section 2.3)"));
  }

  /** Says what is wrong with a secret without a word of the secret. */
  private Diagnosis wrongSecret(Client client, String secret) {
    Diagnosis diagnosis =
        INVALID_CLIENT
            .because("the client_secret of client %s is wrong", client.id())
            .fact("client_id", client.id())
            .fact("secret_length", secret.length());
    Optional<String> own = client.secret();
    if (own.isEmpty()) {
      return diagnosis
          .fact("finding", "the client has no secret")
          .remedy("seed: give the client a client_secret");
    }
    return pitfall(client, own.get(), secret)
        .map(found -> diagnosis.fact("finding", found.finding()).remedy(found.remedy()))
        .orElseGet(
            () ->
                diagnosis
                    .remedy(
                        "Dashboard: copy the secret from Applications > Applications > %s >"
                            + " Settings; after a rotation the old one is refused at once",
                        client.name())
                    .remedy("seed: client_secret of the client"));
  }

  private record Pitfall(String finding, String remedy) {}

  private Optional<Pitfall> pitfall(Client client, String own, String secret) {
    if (client.hadSecret(secret)) {
      return Optional.of(
          new Pitfall(
              "the secret is the one the client had before it was rotated",
              "roll out the secret that the client has now: Dashboard: Applications > Applications"
                  + " > "
                  + client.name()
                  + " > Settings; after a rotation the old one is refused at once"));
    }
    if (same(own, secret.strip())) {
      return Optional.of(
          new Pitfall("blanks or line ends around the secret", "send the secret without them"));
    }
    if (same(own, unquoted(secret))) {
      return Optional.of(
          new Pitfall(
              "quotes around the secret",
              "take them out of the environment file or the command line"));
    }
    if (sent.basicSecretAsSent().filter(raw -> same(own, raw)).isPresent()) {
      return Optional.of(
          new Pitfall(
              "the secret in the Basic header is not percent-encoded",
              "percent-encode id and secret, then join and Base64-encode them (RFC 6749 section"
                  + " 2.3.1)"));
    }
    if (decoded(secret).filter(once -> same(own, once)).isPresent()) {
      return Optional.of(
          new Pitfall(
              "the secret is percent-encoded once too often",
              "let one of the two, the caller or its HTTP library, encode the secret"));
    }
    if (secret.equals(client.id())) {
      return Optional.of(
          new Pitfall("the client_id was sent as the secret", "send the client_secret"));
    }
    return tenant.state().clients().all().stream()
        .filter(other -> other.secret().filter(theirs -> same(theirs, secret)).isPresent())
        .findFirst()
        .map(
            other ->
                new Pitfall(
                    "the secret is that of client " + other.id(),
                    "send id and secret of one and the same client"));
  }

  private static String unquoted(String text) {
    int last = text.length() - 1;
    boolean quoted =
        last > 0
            && text.charAt(0) == text.charAt(last)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return quoted ? text.substring(1, last) : text;
  }

  private static Optional<String> decoded(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  /** Takes the same time wherever two secrets of one length differ. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String method(Client client) {
    AuthenticationMethod method = client.authenticationMethod();
    return method.name().toLowerCase(Locale.ROOT);
  }
}
