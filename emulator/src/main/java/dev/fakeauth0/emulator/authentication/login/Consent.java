package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Whether a user is asked what an application may do (Auth0 docs, "User Consent and Third-Party
 * Applications"). A third-party application asks unless a stored grant covers the request; the
 * tenant's own asks where the API does not let it pass, or where nobody can verify that its
 * callback is its own.
 */
final class Consent {

  private Consent() {}

  /** Whether the page is due. */
  static boolean due(Interaction interaction, Client client, TenantState state) {
    if (interaction.consented()) {
      return false;
    }
    return interaction.request().prompts("consent") || missing(interaction, client, state);
  }

  /** Whether consent is needed and not there. */
  static boolean missing(Interaction interaction, Client client, TenantState state) {
    return needed(interaction.request(), client, state) && !stored(interaction, state);
  }

  private static boolean needed(AuthorizationRequest request, Client client, TenantState state) {
    if (!client.firstParty()) {
      return true;
    }
    return request
        .audience()
        .flatMap(state::api)
        .filter(
            api ->
                !api.document().flag("skip_consent_for_verifiable_first_party_clients", false)
                    || unverifiable(request.redirectUri()))
        .isPresent();
  }

  /** Whether anybody on the user's machine could be behind a callback. */
  static boolean unverifiable(Optional<String> redirectUri) {
    if (redirectUri.isEmpty()) {
      return false;
    }
    URI uri = URI.create(redirectUri.get());
    String host = uri.getHost() == null ? "" : uri.getHost();
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    return !web || dev.fakeauth0.emulator.pipeline.TenantNames.loopback(host);
  }

  private static boolean stored(Interaction interaction, TenantState state) {
    AuthorizationRequest request = interaction.request();
    String user = interaction.login().orElseThrow().userId();
    List<String> wanted = request.scopes();
    for (Resource grant : state.collection("grants").all()) {
      Document stored = grant.document();
      if (stored.string("user_id", "").equals(user)
          && stored.string("clientID", "").equals(request.clientId())
          && stored.string("audience").equals(request.audience())
          && stored.string("organization_id").equals(interaction.organizationId())
          && stored.strings("scope").containsAll(wanted)) {
        return true;
      }
    }
    return false;
  }
}
