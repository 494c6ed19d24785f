package dev.fakeauth0.emulator.user;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of attack protection that logins obey, as they are when nobody set them and as a
 * tenant has them (Management API, "Attack Protection"). The defaults are as recorded
 * (terraform-provider-auth0, deploy-cli).
 */
public enum AttackProtection {
  /** Failed logins of one account (Auth0 docs, "Brute-Force Protection"). */
  BRUTE_FORCE_PROTECTION("brute-force-protection"),
  /** Failed logins from one address (Auth0 docs, "Suspicious IP Throttling"). */
  SUSPICIOUS_IP_THROTTLING("suspicious-ip-throttling"),
  /** Passwords that were disclosed elsewhere (Auth0 docs, "Breached Password Detection"). */
  BREACHED_PASSWORD_DETECTION("breached-password-detection");

  private final String setting;

  AttackProtection(String setting) {
    this.setting = setting;
  }

  /** The last word of the setting's path. */
  public String setting() {
    return setting;
  }

  /** What a tenant has. A seed may say less than the whole. */
  public Document of(TenantState state) {
    Optional<Document> set = state.singleton("attack-protection/" + setting);
    return set.isEmpty() ? initial() : merged(initial(), set.get());
  }

  /** Whether it is off, or an address is in its allow-list. */
  public static boolean exempts(Document settings, String address) {
    return !settings.flag("enabled", false)
        || AddressRange.anyHas(settings.strings("allowlist"), address);
  }

  /** What it is when nobody set it. */
  public Document initial() {
    return switch (this) {
      case BRUTE_FORCE_PROTECTION -> bruteForce();
      case SUSPICIOUS_IP_THROTTLING -> throttling();
      case BREACHED_PASSWORD_DETECTION -> breachedPasswords();
    };
  }

  /** A setting with a change merged into it at every level. */
  public static Document merged(Document before, Document sent) {
    Document merged = before;
    for (Map.Entry<String, @Nullable Object> member : sent.asMap().entrySet()) {
      String name = member.getKey();
      Optional<Document> inner = sent.object(name);
      merged =
          merged.with(
              name,
              inner.isPresent()
                  ? merged(before.object(name).orElse(Document.EMPTY), inner.get())
                  : member.getValue());
    }
    return merged;
  }

  private static Document bruteForce() {
    return Document.of(
        "enabled",
        true,
        "shields",
        List.of("block", "user_notification"),
        "mode",
        "count_per_identifier_and_ip",
        "allowlist",
        List.of(),
        "max_attempts",
        10);
  }

  private static Document throttling() {
    return Document.of(
        "enabled",
        true,
        "shields",
        List.of("admin_notification", "block"),
        "allowlist",
        List.of(),
        "stage",
        Document.of(
            "pre-login",
            attempts(100, 864_000),
            "pre-user-registration",
            attempts(50, 1_200),
            "pre-custom-token-exchange",
            attempts(10, 600_000)));
  }

  private static Document attempts(int most, int rate) {
    return Document.of("max_attempts", most, "rate", rate);
  }

  private static Document breachedPasswords() {
    Document noShields = Document.of("shields", List.of());
    return Document.of(
        "enabled",
        false,
        "shields",
        List.of(),
        "admin_notification_frequency",
        List.of(),
        "method",
        "standard",
        "stage",
        Document.of("pre-user-registration", noShields, "pre-change-password", noShields));
  }
}
