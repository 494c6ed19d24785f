package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.user.AttackProtection;
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
        of(AttackProtection.BRUTE_FORCE_PROTECTION),
        of(AttackProtection.SUSPICIOUS_IP_THROTTLING),
        of(AttackProtection.BREACHED_PASSWORD_DETECTION),
        new AttackProtectionRules("bot-detection", botDetection()),
        new AttackProtectionRules("captcha", captcha()));
  }

  private static AttackProtectionRules of(AttackProtection setting) {
    return new AttackProtectionRules(setting.setting(), setting.initial());
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
    return Decision.grant(AttackProtection.merged(before, sent));
  }

  @Override
  public Document shown(Document document, Work work) {
    // A seed may say less than the whole.
    Document shown = AttackProtection.merged(initial, document);
    for (String name : shown.asMap().keySet()) {
      Optional<Document> provider = shown.object(name);
      if (provider.isPresent()) {
        shown = shown.with(name, provider.get().without("secret").without("api_key"));
      }
    }
    return shown;
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
