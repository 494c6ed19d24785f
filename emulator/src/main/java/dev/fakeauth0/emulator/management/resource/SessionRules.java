package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions and refresh tokens of users (Management API, "sessions", "refresh-tokens"). */
final class SessionRules implements ResourceRules {

  private static final String SESSIONS = "sessions";
  private static final String TOKENS = "refresh-tokens";

  @Override
  public String place() {
    return SESSIONS;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /sessions/{id}", work -> work.required(SESSIONS, work.owner()).map(work::answer),
        "PATCH /sessions/{id}", SessionRules::update,
        "DELETE /sessions/{id}", SessionRules::delete,
        "POST /sessions/{id}/revoke", SessionRules::revoke,
        "POST /refresh-tokens/revoke", SessionRules::revokeTokens,
        "POST /users/{id}/revoke-access", SessionRules::revokeAccess);
  }

  @Override
  public Document shown(Document session, Work work) {
    return UserPossessions.withoutInternals(session);
  }

  private static Decision<Answer> update(Work work) {
    return work.required(SESSIONS, work.owner())
        .map(
            session -> {
              Document after =
                  Merge.over(session, work.body(), work).with("updated_at", work.timestamp());
              work.draft().put(SESSIONS, work.owner(), after);
              return work.answer(after);
            });
  }

  /** One that is not there is as good as deleted: the documents know no 404 here. */
  private static Decision<Answer> delete(Work work) {
    end(work.draft(), work.owner(), false);
    return Decision.grant(work.done());
  }

  /** Ends a session; its refresh tokens go with it. */
  private static Decision<Answer> revoke(Work work) {
    return work.required(SESSIONS, work.owner())
        .map(
            session -> {
              end(work.draft(), work.owner(), true);
              return work.done();
            });
  }

  private static Decision<Answer> revokeAccess(Work work) {
    Optional<String> only = work.body().string("session_id");
    boolean tokens = !work.body().flag("preserve_refresh_tokens", false);
    for (Document session : UserRemoval.ownedBy(work.state(), SESSIONS, work.owner())) {
      String id = session.string("id", "");
      if (only.isEmpty() || only.get().equals(id)) {
        end(work.draft(), id, tokens);
      }
    }
    if (tokens && only.isEmpty()) {
      for (Document token : UserRemoval.ownedBy(work.state(), TOKENS, work.owner())) {
        work.draft().remove(TOKENS, token.string("id", ""));
      }
    }
    return Decision.grant(work.done());
  }

  private static Decision<Answer> revokeTokens(Work work) {
    Document asked = work.body();
    List<String> ids = asked.strings("ids");
    List<String> gone = new ArrayList<>();
    for (Resource token : work.state().collection(TOKENS).all()) {
      if ((ids.isEmpty() || ids.contains(token.id()))
          && fits(asked, token.document(), "user_id")
          && fits(asked, token.document(), "client_id")
          && forAudience(asked, token.document())) {
        gone.add(token.id());
      }
    }
    for (String id : gone) {
      work.draft().remove(TOKENS, id);
    }
    return Decision.grant(work.done());
  }

  private static boolean fits(Document asked, Document token, String member) {
    return asked.string(member).map(token.string(member, "")::equals).orElse(true);
  }

  private static boolean forAudience(Document asked, Document token) {
    Optional<String> audience = asked.string("audience");
    return audience.isEmpty()
        || token.objects("resource_servers").stream()
            .anyMatch(api -> api.string("audience", "").equals(audience.get()));
  }

  private static void end(TenantDraft draft, String session, boolean tokens) {
    draft.remove(SESSIONS, session);
    if (!tokens) {
      return;
    }
    List<String> gone = new ArrayList<>();
    for (Resource token : draft.state().collection(TOKENS).all()) {
      if (token.document().string("session_id", "").equals(session)) {
        gone.add(token.id());
      }
    }
    for (String id : gone) {
      draft.remove(TOKENS, id);
    }
  }
}
