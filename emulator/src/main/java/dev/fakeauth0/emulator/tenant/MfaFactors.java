package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The second factors that come with a user, {@code mfa_factors} of an import or a seed (Auth0 docs,
 * "Import User MFA Authenticator Enrollments"): an app's secret, a phone, an e-mail address. From
 * then on they are the user's authentication methods, known to work, and no recovery code comes
 * with them.
 */
public final class MfaFactors {

  /** The member of the user. */
  public static final String MEMBER = "mfa_factors";

  private static final List<String> KINDS = List.of("totp", "phone", "email");

  private MfaFactors() {}

  /** The collection of a user's authentication methods. */
  public static String collection(String userId) {
    return "users/" + userId.replace("/", "%2F") + "/authentication-methods";
  }

  /**
   * Enrolls them. Those of a kind take the place of all that the user had of that kind, so that a
   * user can be imported again.
   *
   * @param user the user as imported or seeded
   * @param at when, in the Management API's form
   * @param devices the id of a factor by its place among those of the user, such as {@code dev_1}
   */
  public static void enroll(
      String userId, Document user, String at, IntFunction<String> devices, TenantDraft draft) {
    List<Document> factors = user.objects(MEMBER);
    if (factors.isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>();
    for (Document factor : factors) {
      kind(factor).ifPresent(named::add);
    }
    String collection = collection(userId);
    for (Resource method : List.copyOf(draft.state().collection(collection).all())) {
      if (named.contains(method.document().string("type", ""))) {
        draft.remove(collection, method.id());
      }
    }
    for (int i = 0; i < factors.size(); i++) {
      Optional<String> kind = kind(factors.get(i));
      if (kind.isPresent()) {
        Document method = method(kind.get(), factors.get(i), devices.apply(i), at);
        draft.put(collection, method.string("id", ""), method);
      }
    }
  }

  /** Those of a user that work, as they are imported. */
  public static List<Document> of(String userId, TenantState state) {
    List<Document> factors = new ArrayList<>();
    for (Resource stored : state.collection(collection(userId)).all()) {
      Document method = stored.document();
      String type = method.string("type", "");
      if (method.flag("confirmed", false) && KINDS.contains(type)) {
        String value = value(type);
        method
            .string(stored(type))
            .ifPresent(known -> factors.add(Document.of(type, Document.of(value, known).asMap())));
      }
    }
    return factors;
  }

  private static Document method(String kind, Document factor, String device, String at) {
    Document method =
        Document.of("id", kind + '|' + device, "type", kind, "confirmed", true)
            .with("created_at", at)
            .with("enrolled_at", at)
            .with(
                stored(kind),
                factor.object(kind).orElse(Document.EMPTY).string(value(kind)).orElse(""));
    return kind.equals("phone")
        ? method
            .with("preferred_authentication_method", "sms")
            .with(
                "authentication_methods",
                List.of(Document.of("id", "sms|" + device, "type", "sms")))
        : method;
  }

  private static Optional<String> kind(Document factor) {
    for (String kind : KINDS) {
      if (factor.object(kind).isPresent()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static String value(String kind) {
    return kind.equals("totp") ? "secret" : "value";
  }

  private static String stored(String kind) {
    return switch (kind) {
      case "totp" -> "totp_secret";
      case "phone" -> "phone_number";
      default -> "email";
    };
  }
}
