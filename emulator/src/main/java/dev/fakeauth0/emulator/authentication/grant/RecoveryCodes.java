package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The code that stands in for a lost second factor (Auth0 docs, "Recovery Codes"). A user has one;
 * whoever uses it is given another.
 */
public final class RecoveryCodes {

  private static final String TYPE = "recovery-code";

  /** Digits and capitals that are not taken for one another (recorded). */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ123456789";

  private RecoveryCodes() {}

  /** A new code: 24 characters. */
  public static String make(IdSource ids) {
    return ids.text(IdSource.Kind.TOKEN, ALPHABET, 24);
  }

  /** Gives a user a code in the place of any other. */
  public static void put(String userId, String code, TenantDraft tenant, Instant now) {
    String collection = SecondFactors.collection(userId);
    Optional<Document> known = method(userId, tenant.state());
    String id =
        known
            .map(method -> method.string("id", ""))
            .orElseGet(() -> TYPE + '|' + tenant.ids().prefixed("dev_"));
    tenant.put(
        collection,
        id,
        known
            .orElse(
                Document.of("id", id, "type", TYPE, "confirmed", true)
                    .with("created_at", Timestamp.of(now)))
            .with("recovery_code", code));
  }

  /** Whether a code is the user's. */
  public static boolean matches(String userId, String code, TenantState state) {
    return method(userId, state)
        .flatMap(method -> method.string("recovery_code"))
        .filter(
            own ->
                MessageDigest.isEqual(
                    own.getBytes(StandardCharsets.UTF_8),
                    code.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  private static Optional<Document> method(String userId, TenantState state) {
    for (Resource method : state.collection(SecondFactors.collection(userId)).all()) {
      if (method.document().string("type", "").equals(TYPE)) {
        return Optional.of(method.document());
      }
    }
    return Optional.empty();
  }
}
