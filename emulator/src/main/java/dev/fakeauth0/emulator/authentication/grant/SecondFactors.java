package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which second factors there are, and when one is asked for (Auth0 docs, "Enable Multi-Factor
 * Authentication"). Shared by the grants without a page and the pages.
 */
public final class SecondFactors {

  /** The factors in the order the Dashboard has them. */
  private static final List<String> NAMES =
      List.of("otp", "push-notification", "sms", "email", "recovery-code");

  private SecondFactors() {}

  /** The factors that are switched on and asked for here, by their names in the API. */
  public static List<String> enabled(TenantState state) {
    Document factors = state.singleton("guardian/factors").orElse(Document.EMPTY);
    List<String> enabled = new ArrayList<>();
    for (String name : NAMES) {
      if (factors.flag(name, false)) {
        enabled.add(name);
      }
    }
    return enabled;
  }

  /**
   * Whether a login needs one: the tenant's policy asks for it of everybody, or the request does,
   * and there is a factor that is more than a recovery code.
   *
   * @param asked whether the request asks for it, as {@code acr_values} can
   */
  public static boolean needed(boolean asked, TenantState state) {
    return (asked || always(state)) && usable(state);
  }

  /**
   * Whether a login needs one because it asks for tokens of the MFA API: then whoever has a factor
   * beyond an e-mail address shows it (Auth0 docs, "Manage Authentication Factors with
   * Authentication API").
   *
   * @param audience the API that tokens are asked for, as {@link
   *     dev.fakeauth0.emulator.pipeline.TenantNames#canonicalAudience} has it
   */
  public static boolean guards(Optional<String> audience, String userId, TenantState state) {
    if (!audience.equals(Optional.of(MfaApi.IDENTIFIER))) {
      return false;
    }
    for (Authenticator each : active(userId, state)) {
      if (each.kind() != Authenticator.Kind.RECOVERY_CODE && !each.factor().equals("email")) {
        return true;
      }
    }
    return false;
  }

  private static boolean always(TenantState state) {
    return state
        .singleton("guardian/policies")
        .orElse(Document.EMPTY)
        .strings("policies")
        .contains("all-applications");
  }

  private static boolean usable(TenantState state) {
    for (String factor : enabled(state)) {
      if (!factor.equals("recovery-code")) {
        return true;
      }
    }
    return false;
  }

  /** The collection of a user's authentication methods. */
  public static String collection(String userId) {
    return MfaFactors.collection(userId);
  }

  /**
   * The authenticators of a user, in the order they were enrolled. Whoever has a verified e-mail
   * address has it for an authenticator where the factor is on, once there is another one.
   */
  public static List<Authenticator> of(String userId, TenantState state) {
    List<Authenticator> all = new ArrayList<>();
    boolean email = false;
    for (Resource method : state.collection(collection(userId)).all()) {
      List<Authenticator> ways = Authenticator.of(method.document());
      all.addAll(ways);
      email |= method.document().string("type", "").equals("email");
    }
    if (!email && enabled(state).contains("email") && hasActive(all)) {
      implied(userId, state).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Authenticator> implied(String userId, TenantState state) {
    Document user = state.users().find(userId).map(Resource::document).orElse(Document.EMPTY);
    Optional<String> address = user.string("email");
    if (address.isEmpty() || !user.flag("email_verified", false)) {
      return Optional.empty();
    }
    return Optional.of(
        new Authenticator(
            "email|" + userId.substring(userId.indexOf('|') + 1),
            Authenticator.Kind.OOB,
            Optional.of("email"),
            true,
            address,
            Document.EMPTY));
  }

  /** Those of a user that work and whose factor is on. */
  public static List<Authenticator> active(String userId, TenantState state) {
    List<String> enabled = enabled(state);
    List<Authenticator> active = new ArrayList<>();
    for (Authenticator each : of(userId, state)) {
      if (each.active()
          && (enabled.contains(each.factor()) || each.kind() == Authenticator.Kind.RECOVERY_CODE)) {
        active.add(each);
      }
    }
    return active;
  }

  /** Whether one of them works and is more than a recovery code. */
  public static boolean hasActive(List<Authenticator> authenticators) {
    for (Authenticator each : authenticators) {
      if (each.active() && each.kind() != Authenticator.Kind.RECOVERY_CODE) {
        return true;
      }
    }
    return false;
  }
}
