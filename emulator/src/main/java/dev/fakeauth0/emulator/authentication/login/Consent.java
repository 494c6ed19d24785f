package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.UrlPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a user is asked what an application may do (Auth0 docs, "User Consent and Third-Party
 * Applications"). A third-party application asks unless a stored grant covers the request; the
 * tenant's own asks where the API does not let it pass, or where nobody can verify that its
 * callback is its own.
 */
final class Consent {

  /** The collection, by its path in the Management API. */
  static final String COLLECTION = "grants";

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
        .map(
            audience ->
                audience.equals(request.issuer() + "api/v2/") ? ManagementApi.IDENTIFIER : audience)
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
    Optional<String> origin = UrlPattern.origin(redirectUri.get());
    return origin.isEmpty()
        || !origin.get().startsWith("http")
        || TenantNames.loopback(TenantNames.name(origin.get().replaceFirst("^https?://", "")));
  }

  /** Stores what a user consented to, joined to what they consented to before. */
  static void keep(UserAuthorization authorization, TenantDraft tenant) {
    String user = authorization.login().userId();
    Set<String> scope = new LinkedHashSet<>();
    Optional<? extends Resource> before = Optional.empty();
    for (Resource grant : ofUser(user, tenant.state())) {
      if (of(
          grant.document(),
          authorization.clientId(),
          authorization.audience(),
          authorization.organizationId())) {
        before = Optional.of(grant);
        scope.addAll(grant.document().strings("scope"));
      }
    }
    scope.addAll(authorization.requestedScope().map(GrantedScope::words).orElse(Set.of()));
    String id = before.isPresent() ? before.get().id() : tenant.ids().objectId();
    Document stored =
        Document.of(
            "id",
            id,
            "clientID",
            authorization.clientId(),
            "user_id",
            user,
            "audience",
            authorization.audience().orElse(null),
            "scope",
            List.copyOf(scope));
    tenant.put(
        COLLECTION,
        id,
        authorization.organizationId().isEmpty()
            ? stored
            : stored.with("organization_id", authorization.organizationId().get()));
  }

  private static boolean of(
      Document grant, String clientId, Optional<String> audience, Optional<String> organization) {
    return grant.string("clientID", "").equals(clientId)
        && grant.string("audience").equals(audience)
        && grant.string("organization_id").equals(organization);
  }

  private static Iterable<? extends Resource> ofUser(String user, TenantState state) {
    return state
        .collection(COLLECTION)
        .having(
            "user_id",
            grant -> grant.document().string("user_id").map(List::of).orElse(List.of()),
            user);
  }

  private static boolean stored(Interaction interaction, TenantState state) {
    AuthorizationRequest request = interaction.request();
    for (Resource grant : ofUser(interaction.login().orElseThrow().userId(), state)) {
      Document stored = grant.document();
      if (of(stored, request.clientId(), request.audience(), interaction.organizationId())
          && stored.strings("scope").containsAll(request.scopes())) {
        return true;
      }
    }
    return false;
  }
}
