package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;

/**
 * An application (Management API, "clients"). A typed view; the document is the truth.
 *
 * @param document the stored document
 * @param id the {@code client_id}
 * @param name the display name
 * @param secret the {@code client_secret}; a public client may have one and never uses it
 * @param authenticationMethod {@code token_endpoint_auth_method}; {@code private_key_jwt} where the
 *     client has {@code client_authentication_methods} of that kind
 * @param grantTypes the grant types it may use
 * @param firstParty whether it is the tenant's own (Auth0 docs, "First-Party and Third-Party
 *     Applications")
 * @param previousSecret the fingerprint of the secret it had before, if it had another one: it
 *     opens nothing, and explains a refusal. No document has it, so a snapshot forgets it
 */
public record Client(
    Document document,
    String id,
    String name,
    Optional<String> secret,
    AuthenticationMethod authenticationMethod,
    List<String> grantTypes,
    boolean firstParty,
    Optional<String> previousSecret)
    implements Resource {

  /** How a client proves who it is at the token endpoint. */
  public enum AuthenticationMethod {
    /** Secret in the body; Auth0 takes it in the Basic header as well. */
    CLIENT_SECRET_POST,
    /** Secret in the Basic header; Auth0 takes it in the body as well. */
    CLIENT_SECRET_BASIC,
    /** A JWT signed with the client's private key (RFC 7523). */
    PRIVATE_KEY_JWT,
    /** Public: it cannot keep a secret. */
    NONE
  }

  /** The view of a document that has a {@code client_id}. */
  public static Client of(Document document) {
    return new Client(
        document,
        document.string("client_id").orElseThrow(),
        document.string("name", ""),
        document.string("client_secret"),
        method(document),
        document.strings("grant_types"),
        document.flag("is_first_party", true),
        Optional.empty());
  }

  /** This, in the place of what the client was: it remembers a secret that was rotated out. */
  Client replacing(Client before) {
    Optional<String> remembered =
        before.secret().equals(secret)
            ? before.previousSecret()
            : before.secret().map(Sha256::base64Url);
    return remembered.isEmpty()
        ? this
        : new Client(
            document, id, name, secret, authenticationMethod, grantTypes, firstParty, remembered);
  }

  /** Whether this was its secret until it was given the one it has. */
  public boolean hadSecret(String presented) {
    return previousSecret.filter(known -> known.equals(Sha256.base64Url(presented))).isPresent();
  }

  /**
   * Whether it is somebody else's and held to the rules of 2026 (Auth0 docs, "Third-Party
   * Applications").
   */
  public boolean strictThirdParty() {
    return !firstParty && document.string("third_party_security_mode", "").equals("strict");
  }

  /** The URL of the document that describes it (Auth0 docs, "Client ID Metadata Documents"). */
  public Optional<String> externalId() {
    return document.string("external_client_id");
  }

  /** Whether a request names it by this: its id, or the URL of the document that describes it. */
  public boolean goesBy(String name) {
    return id.equals(name) || externalId().filter(name::equals).isPresent();
  }

  /** Whether it cannot keep a secret. */
  public boolean publicClient() {
    return authenticationMethod == AuthenticationMethod.NONE;
  }

  private static AuthenticationMethod method(Document document) {
    if (document
        .object("client_authentication_methods")
        .flatMap(methods -> methods.object("private_key_jwt"))
        .isPresent()) {
      return AuthenticationMethod.PRIVATE_KEY_JWT;
    }
    return switch (document.string("token_endpoint_auth_method", "client_secret_post")) {
      case "none" -> AuthenticationMethod.NONE;
      case "client_secret_basic" -> AuthenticationMethod.CLIENT_SECRET_BASIC;
      default -> AuthenticationMethod.CLIENT_SECRET_POST;
    };
  }
}
