package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.token.CertificateForms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing keys (Auth0 docs, "Rotate Signing Keys", "Revoke Signing Keys"): the tenant's own ring,
 * which tokens are signed with.
 */
final class SigningKeyRules implements ResourceRules {

  private static final String PLACE = "keys/signing";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /keys/signing",
        work -> Decision.grant(Answer.of(200, all(work).stream().map(Document::asMap).toList())),
        "GET /keys/signing/{kid}",
        work -> found(work).map(work::answer),
        "POST /keys/signing/rotate",
        SigningKeyRules::rotate,
        "PUT /keys/signing/{kid}/revoke",
        this::revoke);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return Optional.empty();
  }

  @Override
  public List<Document> all(Work work) {
    KeyRing ring = work.state().keys();
    List<Document> keys = new ArrayList<>();
    keys.add(
        shown(ring.current())
            .with("current", true)
            .with("current_since", Timestamp.of(ring.currentSince()))
            .with("revoked", false));
    keys.add(shown(ring.next()).with("next", true).with("revoked", false));
    for (KeyRing.Previous old : ring.previous()) {
      Document key =
          shown(old.key())
              .with("previous", true)
              .with("current_since", Timestamp.of(old.currentSince()))
              .with("current_until", Timestamp.of(old.currentUntil()))
              .with("revoked", old.revokedAt().isPresent());
      Optional<Instant> revoked = old.revokedAt();
      keys.add(revoked.isPresent() ? key.with("revoked_at", Timestamp.of(revoked.get())) : key);
    }
    return keys;
  }

  @Override
  public Optional<Document> find(String id, Work work) {
    for (Document key : all(work)) {
      if (key.string("kid", "").equals(id)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static Document shown(SigningKey key) {
    return Document.of(
        "kid",
        key.kid(),
        "cert",
        CertificateForms.pem(key.certificate()),
        "pkcs7",
        CertificateForms.pkcs7(key.certificate()),
        "current",
        false,
        "next",
        false,
        "previous",
        false,
        "fingerprint",
        CertificateForms.fingerprint(key.certificate()),
        "thumbprint",
        CertificateForms.fingerprint(key.certificate()).replace(":", ""));
  }

  private Decision<Document> found(Work work) {
    Optional<Document> found = find(work.id(), work);
    return found.isPresent()
        ? Decision.grant(found.get())
        : Decision.refuse(
            Refusals.notFound(
                Words.of("No signing key found with kid " + work.id()),
                "signing key with the kid " + work.id()));
  }

  private static Decision<Answer> rotate(Work work) {
    KeyRing ring = work.state().keys().rotated(work.request().signingKeys().make(), work.now());
    work.draft().keys(ring);
    return Decision.grant(
        work.shaped(
            work.operation().successStatus(),
            Document.of(
                "kid", ring.current().kid(),
                "cert", CertificateForms.pem(ring.current().certificate()))));
  }

  private Decision<Answer> revoke(Work work) {
    String kid = work.id();
    return found(work)
        .then(
            key -> {
              if (!key.flag("previous", false)) {
                return Decision.refuse(
                    Refusals.badRequest(
                        Words.of("The key is in use and cannot be revoked."),
                        "only a key that was rotated out is revoked; " + kid + " is in use",
                        "rotate first: POST /api/v2/keys/signing/rotate"));
              }
              work.draft().keys(work.state().keys().revoked(kid, work.now()));
              return Decision.grant(
                  work.shaped(
                      work.operation().successStatus(),
                      Document.of("kid", kid, "cert", key.get("cert"))));
            });
  }
}
