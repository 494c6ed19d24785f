package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.CONSENT_DENIED;

import dev.fakeauth0.emulator.authentication.page.ConsentView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.ScopeLine;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The consent page (Auth0 docs, "User Consent and Third-Party Applications"). */
final class ConsentPage implements LoginPage {

  @Override
  public String path() {
    return "/u/consent";
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.CONSENT;
  }

  @Override
  public Page show(Sight sight) {
    Interaction interaction = sight.interaction();
    AuthorizationRequest request = interaction.request();
    String user = interaction.login().orElseThrow().userId();
    return Pages.consent(
        sight.frame(),
        new ConsentView(
            interaction.id(),
            sight.client().name(),
            sight.state().users().find(user).map(found -> called(found.document())).orElse(user),
            interaction
                .organizationId()
                .flatMap(sight.state().organizations()::find)
                .map(Organization::name)
                .orElse(""),
            request.audience().orElse(""),
            String.join(" ", request.scopes()),
            ScopeLine.of(request.scopes(), descriptions(request, sight.state())),
            request.redirectUri().map(ConsentPage::place).orElse("")));
  }

  /** What a user is called. */
  static String called(Document user) {
    return user.string("name")
        .or(() -> user.string("email"))
        .or(() -> user.string("username"))
        .orElse(user.string("user_id", ""));
  }

  private static Map<String, String> descriptions(AuthorizationRequest request, TenantState state) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    boolean wanted =
        state
            .settings()
            .object("flags")
            .orElse(Document.EMPTY)
            .flag("use_scope_descriptions_for_consent", false);
    Optional<ResourceServer> api = request.audience().flatMap(state::api);
    if (wanted && api.isPresent()) {
      for (Document scope : api.get().document().objects("scopes")) {
        descriptions.put(scope.string("value", ""), scope.string("description", ""));
      }
    }
    return descriptions;
  }

  /** Origin or scheme of a redirect URI. */
  static String place(String redirectUri) {
    URI uri = URI.create(redirectUri);
    return uri.getAuthority() == null
        ? uri.getScheme() + ":"
        : uri.getScheme() + "://" + uri.getAuthority();
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    return switch (form.action()) {
      case "accept" -> Decision.grant(Onward.of(interaction.agreed()));
      case "deny" -> Decision.grant(Onward.of(interaction.declining(CONSENT_DENIED)));
      default ->
          Decision.refuse(
              FieldErrors.refusal(
                  "",
                  "invalid-action",
                  "Please accept or decline",
                  "the form says neither accept nor deny",
                  "send action=accept or action=deny"));
    };
  }
}
