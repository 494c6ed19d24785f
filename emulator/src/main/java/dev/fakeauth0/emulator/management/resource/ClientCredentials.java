package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.token.CredentialFacts;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of an application (Management API, "Create a client credential"): what Auth0
 * reads off their PEM, and where an application names them. An application's document holds those
 * it uses whole, so that token decisions need look nowhere else; answers show their ids.
 */
final class ClientCredentials {

  /** Where a client's document has credentials: an object of methods, or one use. */
  private static final List<String> USES =
      List.of("signed_request_object", "token_vault_privileged_access");

  private static final String METHODS = "client_authentication_methods";
  private static final String LIST = "credentials";
  private static final int MOST = 2;

  private ClientCredentials() {}

  /** The collection of a client's credentials. */
  static String collection(String clientId) {
    return "clients/" + clientId + "/credentials";
  }

  /**
   * A credential with an id: those of a seed have none, and their id follows from what they are.
   */
  static Document identified(Document credential) {
    if (credential.string("id").isPresent()) {
      return credential;
    }
    String pem = credential.string("pem", "");
    Document identified =
        credential
            .with(
                "id",
                "cred_" + FixedIds.letters(credential.string("name", "") + pem).substring(0, 22))
            .withDefault("credential_type", "public_key");
    Optional<String> kid = CredentialFacts.kid(pem);
    return kid.isPresent() ? identified.withDefault("kid", kid.get()) : identified;
  }

  /** A sent credential as it is kept, its PEM included; or why it cannot be one. */
  static Decision<Document> made(Document sent, Work work) {
    String type = sent.string("credential_type", "public_key");
    Document credential =
        sent.without("parse_expiry_from_cert")
            .withDefault("id", work.ids().prefixed("cred_", 22))
            .with("credential_type", type);
    Optional<String> pem = sent.string("pem");
    if (pem.isPresent()) {
      Optional<String> kid = CredentialFacts.kid(pem.get());
      Optional<X509Certificate> certificate = CredentialFacts.certificate(pem.get());
      if (kid.isEmpty() || (!type.equals("public_key") && certificate.isEmpty())) {
        return Decision.refuse(
            Refusals.badRequest(
                Words.of("The provided PEM is not valid for the credential type."),
                "pem holds no " + (type.equals("public_key") ? "public key" : "certificate"),
                "send a PEM block: PUBLIC KEY or CERTIFICATE for public_key, else CERTIFICATE"));
      }
      credential = read(credential, type, kid.get(), certificate, sent);
    }
    Optional<String> expiry = sent.string("expires_at");
    if (expiry.isPresent()) {
      credential = credential.with("expires_at", inUtc(expiry.get()));
    }
    return Decision.grant(
        credential.with("created_at", work.timestamp()).with("updated_at", work.timestamp()));
  }

  private static Document read(
      Document credential,
      String type,
      String kid,
      Optional<X509Certificate> certificate,
      Document sent) {
    Document read = credential;
    boolean key = type.equals("public_key");
    if (key) {
      read = read.withDefault("kid", kid).withDefault("alg", "RS256");
    }
    if (certificate.isEmpty()) {
      return read;
    }
    X509Certificate own = certificate.get();
    if (type.equals("x509_cert")) {
      read = read.with("thumbprint_sha256", CredentialFacts.thumbprint(own));
    }
    if (type.equals("cert_subject_dn")) {
      read = read.with("subject_dn", CredentialFacts.subject(own));
    }
    return type.equals("x509_cert") || (key && sent.flag("parse_expiry_from_cert", false))
        ? read.with("expires_at", Timestamp.of(own.getNotAfter().toInstant()))
        : read;
  }

  /** A time as it is kept: in UTC, with milliseconds. */
  static String inUtc(String time) {
    try {
      return Timestamp.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException e) {
      return time; // The schema's format takes what this reads; a seed may say anything.
    }
  }

  /**
   * A client with its credentials whole: new ones made of what was sent, those that are named by id
   * taken from what the client has; or why that cannot be.
   */
  static Decision<Document> resolved(Document client, Work work) {
    Decision<Document> resolved = Decision.grant(client);
    Optional<Document> methods = client.object(METHODS);
    if (methods.isPresent()) {
      for (String method : methods.get().asMap().keySet()) {
        resolved =
            resolved.then(
                now -> {
                  Document all = now.object(METHODS).orElseThrow();
                  return use(all.object(method).orElse(Document.EMPTY), client, work)
                      .map(used -> now.with(METHODS, all.with(method, used)));
                });
      }
    }
    for (String use : USES) {
      Optional<Document> own = client.object(use);
      if (own.isPresent() && own.get().has(LIST)) {
        resolved =
            resolved.then(now -> use(own.get(), client, work).map(used -> now.with(use, used)));
      }
    }
    return resolved;
  }

  private static Decision<Document> use(Document use, Document client, Work work) {
    List<Document> whole = new ArrayList<>();
    for (Document named : use.objects(LIST)) {
      Decision<Document> credential = one(named, client, work);
      if (credential.refused()) {
        return credential;
      }
      credential.map(whole::add);
    }
    if (whole.size() > MOST) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Array is too long (" + whole.size() + "), maximum " + MOST),
              "an application uses at most " + MOST + " credentials at once",
              "leave one out"));
    }
    return Decision.grant(use.with(LIST, whole));
  }

  private static Decision<Document> one(Document named, Document client, Work work) {
    Optional<String> id = named.string("id");
    if (id.isEmpty()) {
      return made(named, work);
    }
    if (named.has("credential_type")) {
      return Decision.grant(named); // It is whole.
    }
    String collection = collection(client.string("client_id", ""));
    Optional<Document> stored = work.stored(collection, id.get());
    if (stored.isEmpty()) {
      stored = used(work, client.string("client_id", ""), id.get());
    }
    return stored.isPresent()
        ? Decision.grant(stored.get())
        : Decision.refuse(
            Refusals.badRequest(
                Words.of("The credential " + id.get() + " does not exist."),
                "the application has no credential " + id.get(),
                "create it first: POST /api/v2/clients/{id}/credentials"));
  }

  /** The credential of an id that a client uses. */
  static Optional<Document> used(Work work, String clientId, String id) {
    Document client = work.stored("clients", clientId).orElse(Document.EMPTY);
    for (Document credential : of(client)) {
      if (credential.string("id", "").equals(id)) {
        return Optional.of(credential);
      }
    }
    return Optional.empty();
  }

  /** All credentials a client's document names, whole. */
  static List<Document> of(Document client) {
    List<Document> all = new ArrayList<>();
    Optional<Document> methods = client.object(METHODS);
    if (methods.isPresent()) {
      for (String method : methods.get().asMap().keySet()) {
        for (Document one : methods.get().object(method).orElse(Document.EMPTY).objects(LIST)) {
          all.add(identified(one));
        }
      }
    }
    for (String use : USES) {
      for (Document one : client.object(use).orElse(Document.EMPTY).objects(LIST)) {
        all.add(identified(one));
      }
    }
    return all;
  }

  /**
   * A client as answers show it: its credentials by id, or whole but for the PEM in the answer to
   * what made it.
   */
  static Document shown(Document client, boolean whole) {
    Document shown = client;
    Optional<Document> methods = client.object(METHODS);
    if (methods.isPresent()) {
      Document all = methods.get();
      for (String method : all.asMap().keySet()) {
        all = all.with(method, shownUse(all.object(method).orElse(Document.EMPTY), whole));
      }
      shown = shown.with(METHODS, all);
    }
    for (String use : USES) {
      Optional<Document> own = client.object(use);
      if (own.isPresent() && own.get().has(LIST)) {
        shown = shown.with(use, shownUse(own.get(), whole));
      }
    }
    return shown;
  }

  private static Document shownUse(Document use, boolean whole) {
    List<Document> shown = new ArrayList<>();
    for (Document named : use.objects(LIST)) {
      Document credential = identified(named);
      shown.add(
          whole
              ? credential.without("pem")
              : Document.of(Map.of("id", credential.string("id", ""))));
    }
    return use.with(LIST, shown);
  }

  /** A client with one of its credentials replaced wherever it is used. */
  static Document replaced(Document client, Document credential) {
    Document replaced = client;
    Optional<Document> methods = client.object(METHODS);
    if (methods.isPresent()) {
      Document all = methods.get();
      for (String method : all.asMap().keySet()) {
        all = all.with(method, replacedUse(all.object(method).orElse(Document.EMPTY), credential));
      }
      replaced = replaced.with(METHODS, all);
    }
    for (String use : USES) {
      Optional<Document> own = client.object(use);
      if (own.isPresent()) {
        replaced = replaced.with(use, replacedUse(own.get(), credential));
      }
    }
    return replaced;
  }

  private static Document replacedUse(Document use, Document credential) {
    if (!use.has(LIST)) {
      return use;
    }
    List<Document> list = new ArrayList<>();
    for (Document named : use.objects(LIST)) {
      Document one = identified(named);
      list.add(one.string("id", "").equals(credential.string("id", " ")) ? credential : one);
    }
    return use.with(LIST, list);
  }
}
