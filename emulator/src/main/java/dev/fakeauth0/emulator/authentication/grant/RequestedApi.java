package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.AUDIENCE_MISSING;
import static dev.fakeauth0.refusal.RefusalReason.UNKNOWN_AUDIENCE;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.Nearest;
import java.util.List;
import java.util.Optional;

/**
 * The API a request is about: its {@code audience}; else, where the tenant's {@code
 * resource_parameter_profile} is {@code compatibility}, its {@code resource} (RFC 8707); else the
 * tenant's {@code default_audience} (Auth0 docs, "Tenant Settings").
 *
 * @param api the API
 * @param audience its identifier as the token will name it: as it was sent
 */
record RequestedApi(ResourceServer api, String audience) {

  /**
   * The API of a request; refuses for {@link dev.fakeauth0.refusal.RefusalReason#AUDIENCE_MISSING}
   * and {@code UNKNOWN_AUDIENCE}.
   */
  static Decision<RequestedApi> of(TokenRequest request, Client client, TenantState state) {
    Document settings = state.settings();
    boolean compatible =
        settings.string("resource_parameter_profile", "audience").equals("compatibility");
    Optional<String> sent =
        request
            .audienceParameter()
            .or(() -> compatible ? request.resource() : Optional.empty())
            .or(() -> settings.string("default_audience").filter(text -> !text.isEmpty()));
    if (sent.isEmpty()) {
      return Decision.refuse(missing(request, client, state));
    }
    String audience = ManagementApi.shown(sent.get(), request.issuer());
    return state
        .api(request.canonicalAudience(audience))
        .map(api -> Decision.grant(new RequestedApi(api, audience)))
        .orElseGet(
            () -> {
              Diagnosis diagnosis = unknown(audience, request.issuer(), state);
              return Decision.refuse(
                  request.audienceParameter().isPresent()
                      ? diagnosis
                      : diagnosis.fact(
                          "audience_from",
                          compatible && request.resource().isPresent()
                              ? "resource"
                              : "default_audience of the tenant"));
            });
  }

  /**
   * The API that a user's token is wanted for. None where none is named: such a token is for {@code
   * /userinfo} alone, and that may be named as well. Refuses for {@link
   * dev.fakeauth0.refusal.RefusalReason#UNKNOWN_AUDIENCE}.
   */
  static Decision<Optional<RequestedApi>> ofUser(UserAccess.Asked asked, TenantState state) {
    Document settings = state.settings();
    Optional<String> sent = asked.audience();
    Optional<String> from = Optional.empty();
    if (sent.isEmpty()
        && settings.string("resource_parameter_profile", "audience").equals("compatibility")) {
      sent = asked.resource();
      from = sent.map(any -> "resource");
    }
    if (sent.isEmpty()) {
      sent = settings.string("default_audience").filter(text -> !text.isEmpty());
      from = sent.map(any -> "default_audience of the tenant");
    }
    if (sent.isEmpty() || sent.get().equals(asked.issuer() + "userinfo")) {
      return Decision.grant(Optional.empty());
    }
    String audience = ManagementApi.shown(sent.get(), asked.issuer());
    Optional<ResourceServer> api = state.api(asked.names().canonicalAudience(audience));
    if (api.isPresent()) {
      return Decision.grant(Optional.of(new RequestedApi(api.get(), audience)));
    }
    Diagnosis diagnosis = unknown(audience, asked.issuer(), state);
    return Decision.refuse(
        from.isPresent() ? diagnosis.fact("audience_from", from.get()) : diagnosis);
  }

  private static Diagnosis missing(TokenRequest request, Client client, TenantState state) {
    Diagnosis diagnosis =
        AUDIENCE_MISSING
            .because("the request names no audience, and the tenant has no default audience")
            .fact("client_id", client.id())
            .fact("granted_audiences", granted(client, request, state));
    if (request.resource().isPresent()) {
      diagnosis =
          diagnosis
              .fact("resource", Shown.text(request.resource().get()))
              .remedy(
                  "send audience instead of resource, or set the tenant's"
                      + " resource_parameter_profile to compatibility (Dashboard: Settings >"
                      + " Advanced > Resource Parameter Compatibility Profile)");
    }
    return diagnosis
        .remedy("send the identifier of an API as audience")
        .remedy("Dashboard: Settings > General > API Authorization Settings > Default Audience")
        .remedy("seed: tenant.default_audience");
  }

  static Diagnosis unknown(String audience, String issuer, TenantState state) {
    List<String> identifiers =
        state.resourceServers().all().stream()
            .map(api -> ManagementApi.shown(api.identifier(), issuer))
            .toList();
    List<String> nearest = Nearest.to(audience, identifiers);
    Diagnosis diagnosis =
        UNKNOWN_AUDIENCE
            .because("no API has the identifier \"%s\"", Shown.text(audience))
            .fact("audience", audience)
            .fact("nearest", nearest);
    if (audience.endsWith("/api/v2") || audience.endsWith("/api/v2/")) {
      diagnosis =
          diagnosis.remedy(
              "send %s for this tenant's Management API, with the slash at the end; the identifier"
                  + " of another tenant's is unknown here",
              ManagementApi.shown(ManagementApi.IDENTIFIER, issuer));
    } else if (!nearest.isEmpty()) {
      diagnosis =
          diagnosis.remedy(
              "send %s, if that is the one meant: %s",
              nearest.get(0), difference(audience, nearest.get(0)));
    }
    return diagnosis
        .remedy("Dashboard: the identifiers are at Applications > APIs, and compare exactly")
        .remedy("Management API: POST /api/v2/resource-servers; seed: resourceServers");
  }

  private static String difference(String sent, String meant) {
    if (sent.equals(meant + "/")) {
      return "a slash too many at the end";
    }
    if (meant.equals(sent + "/")) {
      return "the slash at the end is missing";
    }
    if (sent.replaceFirst("^https?://", "").equals(meant.replaceFirst("^https?://", ""))) {
      return "http and https differ";
    }
    return sent.equalsIgnoreCase(meant) ? "upper and lower case differ" : "it is spelled nearly so";
  }

  /** The audiences a client has grants for, as this request would name them. */
  static List<String> granted(Client client, TokenRequest request, TenantState state) {
    return state.audiencesOf(client.id()).stream()
        .map(identifier -> ManagementApi.shown(identifier, request.issuer()))
        .toList();
  }
}
