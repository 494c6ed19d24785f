package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tenant settings (Management API, "Get tenant settings"). What nobody set reads as in a fresh
 * tenant; lifetimes in hours and in minutes follow from one another.
 */
final class TenantSettingsRules implements ResourceRules {

  private static final Map<String, String> HOURS_BY_MINUTES =
      Map.of(
          "session_lifetime_in_minutes", "session_lifetime",
          "idle_session_lifetime_in_minutes", "idle_session_lifetime",
          "ephemeral_session_lifetime_in_minutes", "ephemeral_session_lifetime",
          "idle_ephemeral_session_lifetime_in_minutes", "idle_ephemeral_session_lifetime");

  private static final Document FRESH =
      Document.of(
          "enabled_locales",
          List.of("en"),
          "flags",
          Document.of(
              "allow_changing_enable_sso", false,
              "disable_clickjack_protection_headers", false,
              "disable_impersonation", true,
              "enable_sso", true,
              "revoke_refresh_token_grant", false,
              "universal_login", true),
          "session_lifetime",
          168L,
          "idle_session_lifetime",
          72L,
          "ephemeral_session_lifetime",
          72L,
          "idle_ephemeral_session_lifetime",
          24L,
          "oidc_logout",
          Document.of("rp_logout_end_session_endpoint_discovery", true),
          "client_id_metadata_document_supported",
          false,
          // As what is not set acts; new tenants of 2026 were seen with "compatibility" too.
          "resource_parameter_profile",
          "audience",
          "sandbox_version",
          "22",
          "sandbox_versions_available",
          List.of("22", "18"));

  /** Shown in the answer to a change alone, as recorded. */
  private static final Document HIDDEN_FLAGS =
      Document.of(
          "cannot_change_enforce_client_authentication_on_passwordless_start", true,
          "enforce_client_authentication_on_passwordless_start", true);

  @Override
  public String place() {
    return TenantState.TENANT_SETTINGS;
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.of(Document.EMPTY);
  }

  /** Objects are completed, not replaced: recorded of flags, pages and universal_login. */
  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.metadata(before, sent);
    for (String member : sent.asMap().keySet()) {
      Optional<Document> change = sent.object(member);
      Optional<Document> own = before.object(member);
      if (change.isPresent() && own.isPresent()) {
        after = after.with(member, Merge.metadata(own.get(), change.get()));
      }
    }
    if (after.string("default_redirection_uri", "-").isEmpty()) {
      after = after.without("default_redirection_uri");
    }
    Optional<String> audience = sent.string("default_audience");
    if (audience.isPresent()) {
      after =
          after.with("default_audience", work.request().canonicalAudience().apply(audience.get()));
    }
    for (Map.Entry<String, String> lifetime : HOURS_BY_MINUTES.entrySet()) {
      Optional<Long> minutes = sent.number(lifetime.getKey());
      if (minutes.isPresent()) {
        after =
            after
                .without(lifetime.getKey())
                .with(
                    lifetime.getValue(),
                    minutes.get() % 60 == 0 ? (Object) (minutes.get() / 60) : minutes.get() / 60.0);
      }
    }
    return Decision.grant(after);
  }

  @Override
  public Document shown(Document settings, Work work) {
    boolean read = work.operation().method().equals("GET");
    Document shown = settings;
    for (var fresh : FRESH.asMap().entrySet()) {
      shown = shown.withDefault(fresh.getKey(), fresh.getValue());
    }
    Document flags =
        Merge.metadata(
            FRESH.object("flags").orElseThrow(), settings.object("flags").orElse(Document.EMPTY));
    shown =
        read
            ? shown.with("flags", flags)
            : shown
                .with("flags", Merge.metadata(flags, HIDDEN_FLAGS))
                .without("sandbox_versions_available");
    Optional<String> audience = settings.string("default_audience");
    return audience.isPresent()
        ? shown.with(
            "default_audience", ManagementApi.shown(audience.get(), work.request().issuer()))
        : shown;
  }
}
