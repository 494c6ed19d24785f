package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.token.CertificateForms;
import dev.fakeauth0.emulator.token.CredentialFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keys that an OpenID Connect or Okta connection authenticates with at its provider (Management
 * API, "Get connection keys", "Create connection keys", "Rotate connection keys"): one in use, the
 * next, and after a rotation the one before. A connection whose {@code token_endpoint_auth_method}
 * is {@code private_key_jwt} has them from then on, others once they are asked for. Nobody is
 * signed in upstream here, so what is kept is what is shown: every key is RSA, also where an
 * elliptic algorithm is asked for, and says so in {@code algorithm}.
 */
final class ConnectionKeys implements ResourceRules {

  private static final String PLACE = "connections/{id}/keys";

  private static final List<String> STRATEGIES = List.of("oidc", "okta");
  private static final String CURRENT = "current";
  private static final String NEXT = "next";
  private static final String PREVIOUS = "previous";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /connections/{id}/keys",
        work ->
            work.required(ConnectionRules.PLACE, work.owner())
                .map(any -> Answer.of(200, plain(stored(work.owner(), work)))),
        "POST /connections/{id}/keys",
        ConnectionKeys::make,
        "POST /connections/{id}/keys/rotate",
        ConnectionKeys::rotate);
  }

  /** Makes the first keys of a connection that authenticates by them and has none. */
  static void provideFor(Document connection, Work work) {
    Document options = connection.object("options").orElse(Document.EMPTY);
    String id = connection.string("id", "");
    if (STRATEGIES.contains(connection.string("strategy", ""))
        && options.string("token_endpoint_auth_method", "").equals("private_key_jwt")
        && stored(id, work).isEmpty()) {
      provide(connection, options.string("token_endpoint_auth_signing_alg", ""), work);
    }
  }

  private static Decision<Answer> make(Work work) {
    return work.required(ConnectionRules.PLACE, work.owner())
        .then(
            connection -> {
              if (!stored(work.owner(), work).isEmpty()) {
                return Decision.refuse(
                    Refusals.conflict(
                        work.kind().taken(), "keys of the connection " + work.owner()));
              }
              provide(connection, work.body().string("signing_alg", ""), work);
              return Decision.grant(Answer.of(201, plain(stored(work.owner(), work))));
            });
  }

  /** Recorded: the answer has the new next key's id and certificate and no more. */
  private static Decision<Answer> rotate(Work work) {
    return work.required(ConnectionRules.PLACE, work.owner())
        .map(
            connection -> {
              String algorithm = work.body().string("signing_alg", "");
              if (stored(work.owner(), work).isEmpty()) {
                provide(connection, algorithm, work);
              }
              String place = place(work.owner());
              for (Document key : stored(work.owner(), work)) {
                String kid = key.string("kid", "");
                if (key.has(NEXT)) {
                  work.draft().put(place, kid, inUse(key.without(NEXT), work));
                } else if (key.has(CURRENT)) {
                  Document old = key.without(CURRENT).without("current_since");
                  work.draft().put(place, kid, old.with(PREVIOUS, true));
                } else {
                  work.draft().remove(place, kid);
                }
              }
              Document next = made(connection, algorithm, work).with(NEXT, true);
              put(connection, next, work);
              return Answer.of(
                  201, Document.of("kid", next.get("kid"), "cert", next.get("cert")).asMap());
            });
  }

  private static void provide(Document connection, String algorithm, Work work) {
    put(connection, inUse(made(connection, algorithm, work), work), work);
    put(connection, made(connection, algorithm, work).with(NEXT, true), work);
  }

  private static Document inUse(Document key, Work work) {
    return key.with(CURRENT, true).with("current_since", work.timestamp());
  }

  private static Document made(Document connection, String algorithm, Work work) {
    String name = connection.string("name", "");
    SigningKey key = work.request().signingKeys().make(name);
    String pem = CertificateForms.pem(key.certificate());
    String fingerprint = CertificateForms.fingerprint(key.certificate());
    return Document.of(
        "kid",
        CredentialFacts.kid(pem).orElse(key.kid()),
        "algorithm",
        algorithm.startsWith("RS") || algorithm.startsWith("PS") ? algorithm : "RS256",
        "key_use",
        "signing",
        "subject_dn",
        "/CN=" + name,
        "cert",
        pem,
        "fingerprint",
        fingerprint,
        "thumbprint",
        fingerprint.replace(":", ""),
        "pkcs",
        CertificateForms.pkcs7(key.certificate()));
  }

  private static void put(Document connection, Document key, Work work) {
    work.draft().put(place(connection.string("id", "")), key.string("kid", ""), key);
  }

  private static String place(String connection) {
    return ConnectionRules.PLACE + '/' + connection + "/keys";
  }

  /** The keys as lists show them: the one in use, the one before it, the next. */
  private static List<Document> stored(String connection, Work work) {
    List<Document> keys = new ArrayList<>();
    for (String state : List.of(CURRENT, PREVIOUS, NEXT)) {
      for (Document key : work.all(place(connection))) {
        if (key.has(state)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static List<Map<String, Object>> plain(List<Document> keys) {
    return keys.stream().map(Document::asMap).toList();
  }
}
