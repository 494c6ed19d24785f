package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.AUTHENTICATOR_UNKNOWN;

import dev.fakeauth0.emulator.authentication.grant.Authenticator;
import dev.fakeauth0.emulator.authentication.grant.SecondFactors;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.logout.BackChannel;
import dev.fakeauth0.emulator.logout.Initiator;
import dev.fakeauth0.emulator.logout.LogoutNotice;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.MfaApi;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code GET /mfa/authenticators}: a user's second factors (Auth0 docs, "List Authenticators"). */
public final class MfaAuthenticatorsEndpoint implements Endpoint {

  private static final String PATH = "/mfa/authenticators";

  @Override
  public Route route() {
    return new Route(List.of("GET", "HEAD"), PATH, Surface.AUTHENTICATION, Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> MfaBearer.from(call, MfaApi.READ))
        .consult(
            (bearer, tenant, now) ->
                bearer
                    .userId(tenant, now)
                    .map(
                        userId ->
                            SecondFactors.of(userId, tenant.state()).stream()
                                .map(each -> each.shown().asMap())
                                .toList()))
        .reply(all -> new Outcome.Content(200, all));
  }

  /** {@code DELETE /mfa/authenticators/{id}} (Auth0 docs, "Delete an Authenticator"). */
  public static final class Deletion implements Endpoint {

    @Override
    public Route route() {
      return new Route(List.of("DELETE"), PATH + "/{id}", Surface.AUTHENTICATION, Door.TOKEN);
    }

    @Override
    public Reply answer(Call call) {
      String id = call.pathParameter("id");
      return call.parse(any -> MfaBearer.from(call, MfaApi.REMOVE).map(Removal::new))
          .decide(
              (removal, tenant, now) ->
                  removal
                      .bearer()
                      .userId(tenant, now)
                      .then(userId -> removed(userId, id, tenant))
                      .map(method -> told(method, removal, tenant, now)))
          .mint(
              (notices, keys, tampering) -> {
                BackChannel.tell(notices, keys, call);
                return notices;
              })
          .reply(any -> new Outcome.Nothing(204));
    }

    private record Removal(MfaBearer bearer) implements Subject {

      @Override
      public Optional<String> clientId() {
        return bearer.clientId();
      }

      @Override
      public List<LogFacts> logged(Decision<?> decided, Call call) {
        return decided.refused() ? List.of() : bearer.logged("gd_unenroll", Optional.empty(), call);
      }
    }

    private static Decision<Document> removed(String userId, String id, TenantDraft tenant) {
      List<Authenticator> all = SecondFactors.of(userId, tenant.state());
      Optional<Document> method =
          all.stream()
              .filter(each -> each.id().equals(id) && each.method().has("id"))
              .findFirst()
              .map(Authenticator::method);
      if (method.isEmpty()) {
        return Decision.refuse(
            AUTHENTICATOR_UNKNOWN
                .because("user %s has no authenticator %s", userId, Shown.text(id))
                .fact("user_id", userId)
                .fact("authenticators", all.stream().map(Authenticator::id).toList())
                .remedy("take an id of GET /mfa/authenticators"));
      }
      tenant.remove(SecondFactors.collection(userId), method.get().string("id", ""));
      return Decision.grant(method.get().with("user_id", userId));
    }

    /** Which applications are told: of a phone that was a factor, and is none any more. */
    private static List<LogoutNotice> told(
        Document method, Removal removal, TenantDraft tenant, Instant now) {
      return method.string("type", "").equals("phone") && method.flag("confirmed", false)
          ? LogoutNotice.ofUser(
              method.string("user_id", ""),
              Initiator.MFA_PHONE_UNENROLLED,
              removal.bearer().issuer(),
              tenant.state(),
              tenant.ids(),
              now)
          : List.of();
    }
  }
}
