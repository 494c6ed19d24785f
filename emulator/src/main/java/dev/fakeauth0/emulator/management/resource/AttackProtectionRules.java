package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting of attack protection: what it is when nobody set it, and that a change is merged into
 * it at every level. As recorded (terraform-provider-auth0, deploy-cli).
 */
final class AttackProtectionRules implements ResourceRules {

  private final String place;
  private final Document initial;

  private AttackProtectionRules(String name, Document initial) {
    this.place = "attack-protection/" + name;
    this.initial = initial;
  }

  static List<ResourceRules> all() {
    return List.of(
        new AttackProtectionRules("brute-force-protection", bruteForce()),
        new AttackProtectionRules("suspicious-ip-throttling", throttling()),
        new AttackProtectionRules("breached-password-detection", breachedPasswords()),
        new AttackProtectionRules("bot-detection", botDetection()),
        new AttackProtectionRules("captcha", captcha()));
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.of(initial);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(merged(before, sent));
  }

  @Override
  public Document shown(Document document, Work work) {
    // A seed may say less than the whole.
    Document shown = merged(initial, document);
    for (String name : shown.asMap().keySet()) {
      Optional<Document> provider = shown.object(name);
      if (provider.isPresent()) {
        shown = shown.with(name, provider.get().without("secret").without("api_key"));
      }
    }
    return shown;
  }

  private static Document merged(Document before, Document sent) {
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

  private static Document botDetection() {
    return Document.of(
        "challenge_password_policy",
        "never",
        "challenge_passwordless_policy",
        "never",
        "challenge_password_reset_policy",
        "never",
        "allowlist",
        List.of(),
        "bot_detection_level",
        "medium",
        "monitoring_mode_enabled",
        false);
  }

  private static Document captcha() {
    Document keyed = Document.of("site_key", "");
    Map<String, @Nullable Object> providers = new LinkedHashMap<>();
    providers.put("active_provider_id", "auth_challenge");
    providers.put("simple_captcha", Document.EMPTY);
    providers.put("auth_challenge", Document.of("fail_open", false));
    providers.put("recaptcha_v2", keyed);
    providers.put("recaptcha_enterprise", keyed.with("project_id", ""));
    providers.put("hcaptcha", keyed);
    providers.put("friendly_captcha", keyed);
    providers.put(
        "arkose",
        Document.of(
            "site_key",
            "",
            "client_subdomain",
            "client-api",
            "verify_subdomain",
            "verify-api",
            "fail_open",
            false));
    return Document.of(providers);
  }
}
