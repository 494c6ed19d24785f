package dev.fakeauth0.emulator.logout;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells clients of sessions that came to the end of their lifetime (Auth0 docs, "OIDC Back-Channel
 * Logout Initiators", {@code session-expired}; "Session Lifecycle"). Nothing in the emulator runs
 * by itself: it is noticed when the tenant's clock is set and when the browser comes back. A
 * session whose end was told is gone, so it is told once; others stay as they are. Safe for use by
 * many threads.
 */
public final class ExpiredSessions {

  private static final String SESSIONS = "sessions";

  private ExpiredSessions() {}

  /** Whether a session is over: nobody used it for too long, or it is too old. */
  public static boolean over(Document session, Instant now) {
    return reached(session, "expires_at", now) || reached(session, "idle_expires_at", now);
  }

  /** Looks at all sessions of a tenant whose clock was set. */
  public static void tell(Tenant tenant, String issuer) {
    Tenant.Epoch epoch = tenant.epoch();
    if (epoch.store().state().collection(SESSIONS).size() == 0) {
      return;
    }
    TenantStore.Change<List<LogoutNotice>> looked =
        epoch
            .store()
            .change(
                draft -> {
                  Instant now = tenant.now(draft.state());
                  List<LogoutNotice> all = new ArrayList<>();
                  for (Resource session : draft.state().collection(SESSIONS).all()) {
                    all.addAll(ended(session.document(), issuer, draft, now));
                  }
                  return all;
                });
    BackChannel.tell(
        looked.result(),
        looked.state().keys(),
        facts -> epoch.log().add(tenant.now(epoch.store().state()), facts));
  }

  /**
   * Looks at the session of the browser that a call comes from.
   *
   * @param cookie the value of its session cookie
   */
  public static void tell(Optional<String> cookie, Call call) {
    Tenant.Epoch epoch = call.epoch();
    Optional<Document> known =
        cookie
            .map(value -> value.substring(0, Math.max(0, value.indexOf('.'))))
            .flatMap(id -> epoch.store().state().collection(SESSIONS).find(id))
            .map(Resource::document);
    if (known.filter(session -> over(session, now(call))).isEmpty()) {
      return;
    }
    String id = known.get().string("id", "");
    TenantStore.Change<List<LogoutNotice>> looked =
        epoch
            .store()
            .change(
                draft ->
                    draft
                        .state()
                        .collection(SESSIONS)
                        .find(id)
                        .map(still -> ended(still.document(), call.issuer(), draft, now(call)))
                        .orElse(List.of()));
    BackChannel.tell(looked.result(), looked.state().keys(), call);
  }

  private static List<LogoutNotice> ended(
      Document session, String issuer, TenantDraft draft, Instant now) {
    if (!over(session, now)) {
      return List.of();
    }
    List<LogoutNotice> notices =
        LogoutNotice.of(
            session, Initiator.SESSION_EXPIRED, issuer, draft.state(), draft.ids(), now);
    if (!notices.isEmpty()) {
      draft.remove(SESSIONS, session.string("id", ""));
    }
    return notices;
  }

  private static Instant now(Call call) {
    return call.tenant().now(call.epoch().store().state());
  }

  private static boolean reached(Document session, String member, Instant now) {
    return session.string(member).map(at -> !Instant.parse(at).isAfter(now)).orElse(false);
  }
}
