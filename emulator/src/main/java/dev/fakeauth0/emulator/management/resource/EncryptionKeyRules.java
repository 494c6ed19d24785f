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
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.refusal.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encryption keys (Auth0 docs, "Customer Managed Keys"; lists newest first, as recorded). Nothing
 * is encrypted with them here: what is kept is which key is above which, and in what state.
 */
final class EncryptionKeyRules implements ResourceRules {

  private static final String PLACE = "keys/encryption";

  private static final String ROOT = "environment-root-key";
  private static final String CUSTOMER = "customer-provided-root-key";
  private static final String MASTER = "tenant-master-key";

  /** The shortest text that a key of 256 bits, wrapped with RSA and AES, can have in base64. */
  private static final int SHORTEST = 256;

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /keys/encryption/rekey",
        work -> {
          Document master = active(work, MASTER);
          rekeyed(work, master.string("parent_kid", ""));
          return Decision.grant(work.done());
        },
        "POST /keys/encryption/{kid}",
        EncryptionKeyRules::imported,
        "POST /keys/encryption/{kid}/wrapping-key",
        EncryptionKeyRules::wrappingKey);
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return act == Act.DELETE ? Optional.of(EncryptionKeyRules::destroyed) : Optional.empty();
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    boolean customer = sent.string("type", "").equals(CUSTOMER);
    return Decision.grant(
        key(sent.string("kid", ""), sent.string("type", CUSTOMER), work)
            .with("state", customer ? "pre-activation" : "active")
            .with("parent_kid", customer ? null : active(work, MASTER).string("kid").orElse(null)));
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>(work.all(PLACE));
    Collections.reverse(all);
    for (Document fresh : fresh(work)) {
      if (work.stored(PLACE, fresh.string("kid", "")).isEmpty()) {
        all.add(fresh);
      }
    }
    return all;
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

  /** The two keys every tenant begins with. */
  private static List<Document> fresh(Work work) {
    String since = Timestamp.of(work.state().keys().currentSince());
    String rootKid = FixedIds.uuid("root key of " + work.request().tenantName());
    String masterKid = FixedIds.uuid("master key of " + work.request().tenantName());
    return List.of(fresh(rootKid, ROOT, null, since), fresh(masterKid, MASTER, rootKid, since));
  }

  private static Document fresh(
      String kid, String type, @org.jspecify.annotations.Nullable String parent, String since) {
    return Document.of(
        "kid", kid,
        "type", type,
        "state", "active",
        "created_at", since,
        "updated_at", since,
        "parent_kid", parent,
        "public_key", null);
  }

  private static Document key(String kid, String type, Work work) {
    return Document.of(
        "kid",
        kid,
        "type",
        type,
        "state",
        "active",
        "created_at",
        work.timestamp(),
        "updated_at",
        work.timestamp(),
        "parent_kid",
        null,
        "public_key",
        null);
  }

  private static Document active(Work work, String type) {
    for (Document key : new EncryptionKeyRules().all(work)) {
      if (key.string("type", "").equals(type) && key.string("state", "").equals("active")) {
        return key;
      }
    }
    return Document.EMPTY;
  }

  private static void put(Document key, Work work) {
    work.draft().put(PLACE, key.string("kid", ""), key);
  }

  private static void destroy(Document key, Work work) {
    if (!key.asMap().isEmpty()) {
      put(key.with("state", "destroyed").with("updated_at", work.timestamp()), work);
    }
  }

  /** A new master key under a root; the one before is destroyed. */
  private static void rekeyed(Work work, String parent) {
    destroy(active(work, MASTER), work);
    put(key(work.ids().uuid(), MASTER, work).with("parent_kid", parent), work);
  }

  private static Decision<Answer> imported(Work work) {
    Optional<Document> found = new EncryptionKeyRules().find(work.id(), work);
    if (found.isEmpty()) {
      return Decision.refuse(Work.missing(PLACE, work.id()));
    }
    if (!found.get().string("state", "").equals("pre-activation")
        || !wrapped(work.body().string("wrapped_key", ""))) {
      return Decision.refuse(unusable());
    }
    Document active = found.get().with("state", "active").with("updated_at", work.timestamp());
    destroy(active(work, ROOT), work);
    destroy(active(work, CUSTOMER), work);
    put(active, work);
    rekeyed(work, work.id());
    // Recorded: this answer alone has no public_key, not even null.
    return Decision.grant(work.answer(active.without("public_key")));
  }

  private static boolean wrapped(String text) {
    try {
      return Base64.getDecoder().decode(text).length >= SHORTEST;
    } catch (IllegalArgumentException e) {
      return false; // No base64.
    }
  }

  private static Diagnosis unusable() {
    return Refusals.badRequest(
        Words.of("Invalid input. Wrapped key material is invalid or unsupported key type."),
        "wrapped_key is no key wrapped by CKM_RSA_AES_KEY_WRAP, or the key waits for none",
        "wrap a 256-bit key with the public key of POST"
            + " /api/v2/keys/encryption/{kid}/wrapping-key");
  }

  private static Decision<Answer> wrappingKey(Work work) {
    if (new EncryptionKeyRules().find(work.id(), work).isEmpty()) {
      return Decision.refuse(Work.missing(PLACE, work.id()));
    }
    SigningKey key = work.state().keys().next();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return Decision.grant(
        work.shaped(
            work.operation().successStatus(),
            Document.of("public_key", pem, "algorithm", "CKM_RSA_AES_KEY_WRAP")));
  }

  /** Recorded: a destroyed key stays in the list; without its root a tenant has Auth0's again. */
  private static Decision<Answer> destroyed(Work work) {
    Optional<Document> found = new EncryptionKeyRules().find(work.id(), work);
    if (found.isEmpty()) {
      return Decision.refuse(Work.missing(PLACE, work.id()));
    }
    boolean root =
        found.get().string("type", "").equals(CUSTOMER)
            && found.get().string("state", "").equals("active");
    destroy(found.get(), work);
    if (root) {
      String kid = work.ids().uuid();
      put(key(kid, ROOT, work), work);
      rekeyed(work, kid);
    }
    return Decision.grant(work.done());
  }
}
