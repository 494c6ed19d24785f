package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ManagementRequest;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.password.PasswordHash;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users (Management API, "users"). */
final class UserRules implements ResourceRules {

  @Override
  public String place() {
    return TenantState.USERS;
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return act == Act.LIST
        ? Optional.of(work -> UserSearch.list(work, stored -> shown(stored, work)))
        : Optional.empty();
  }

  /** The password's hash, made before the one step that rules run in. */
  @Override
  public ManagementRequest prepared(ManagementRequest request, IdSource ids) {
    Optional<String> password = request.object().string("password");
    return password.isPresent()
        ? request.withBody(
            request.object().with("password_hash", PasswordHash.of(password.get(), ids)).asMap())
        : request;
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return NewUser.of(sent, work);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return UserChange.of(before, sent, work);
  }

  @Override
  public Optional<Diagnosis> reading(Document user, Work work) {
    return UserScopes.onlyCurrent(work, "read:users", "read:user_idp_tokens");
  }

  @Override
  public Optional<Diagnosis> removing(Document user, Work work) {
    return UserScopes.onlyCurrent(work, "delete:users");
  }

  @Override
  public void removed(Document user, Work work) {
    UserRemoval.cascade(work.draft(), work.id(), work.now());
  }

  @Override
  public Document shown(Document stored, Work work) {
    Document view = UserView.of(stored);
    if (work.request().bearer().has("read:user_idp_tokens") || !stored.has("identities")) {
      return view;
    }
    List<Document> identities = new ArrayList<>();
    for (Document identity : view.objects("identities")) {
      identities.add(
          identity.without("access_token").without("access_token_secret").without("refresh_token"));
    }
    return view.with("identities", identities);
  }

  @Override
  public Optional<Words> pagedTooFar() {
    return Optional.of(
        Words.of(
            "You can only page through the first 1000 records. See"
                + " https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation",
            "invalid_paging"));
  }
}
