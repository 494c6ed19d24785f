package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.user.Tokensets;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.emulator.user.UserView;
import dev.fakeauth0.refusal.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts that are linked to one user (Management API, "Link a User Account", "Unlink a User
 * Identity"; Auth0 docs, "User Account Linking"). The linked user is one no more, and becomes one
 * again when unlinked. What providers' tokens there are go with the identity; metadata, roles,
 * memberships and permissions are not merged, and sessions and tokens end with the user they were
 * of.
 */
final class UserIdentityRules implements ResourceRules {

  private static final List<String> PROFILE =
      List.of(
          "email",
          "email_verified",
          "given_name",
          "family_name",
          "name",
          "username",
          "nickname",
          "picture",
          "phone_number",
          "phone_verified");

  @Override
  public String place() {
    return "users/{id}/identities";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /users/{id}/identities", this::link,
        "DELETE /users/{id}/identities/{provider}/{user_id}", this::unlink);
  }

  private Decision<Answer> link(Work work) {
    Optional<Diagnosis> other = UserScopes.onlyCurrent(work, "update:users");
    if (other.isPresent()) {
      return Decision.refuse(other.get());
    }
    Decision<String> named = secondary(work);
    return named.then(id -> linked(work, id));
  }

  private static Decision<String> secondary(Work work) {
    Document body = work.body();
    Optional<String> token = body.string("link_with");
    if (token.isPresent()) {
      return LinkToken.subject(token.get(), work);
    }
    Object id = body.get("user_id");
    if (id == null || body.string("provider").isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of(
                  "Payload validation error: 'Missing required property: "
                      + (id == null ? "user_id" : "provider")
                      + "'."),
              "the body names no second account",
              "send provider and user_id, or link_with"));
    }
    String provider = body.string("provider", "");
    String part = String.valueOf(id);
    return Decision.grant(part.startsWith(provider + '|') ? part : provider + '|' + part);
  }

  private static Decision<Answer> linked(Work work, String secondaryId) {
    if (secondaryId.equals(work.owner())) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Main identity and the new one are the same."),
              "a user is linked to themselves",
              "name another user"));
    }
    Document primary = work.stored(TenantState.USERS, work.owner()).orElseThrow();
    Optional<Item> secondary = work.state().users().find(secondaryId);
    List<Document> identities = new ArrayList<>(stored(primary));
    for (Document identity : identities) {
      if (UserConnection.id(identity).equals(secondaryId)) {
        return Decision.refuse(
            Refusals.conflict(
                Words.of("Specified identity already exists.", "identity_conflict"),
                "identity " + secondaryId + " of this user"));
      }
    }
    if (secondary.isEmpty()) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Linking to an inexistent identity is not allowed."),
              "there is no user " + secondaryId,
              "create the user first, or name one that is there"));
    }
    Document other = secondary.get().document();
    List<Document> others = stored(other);
    identities.add(withProfile(others.get(0), other));
    identities.addAll(others.subList(1, others.size()));
    Tokensets.move(secondaryId, work.owner(), any -> true, work.draft());
    UserRemoval.of(secondaryId, work.draft(), work.now());
    work.draft()
        .put(
            TenantState.USERS,
            work.owner(),
            primary.with("identities", identities).with("updated_at", work.timestamp()));
    return Decision.grant(shown(work));
  }

  private Decision<Answer> unlink(Work work) {
    Optional<Diagnosis> other = UserScopes.onlyCurrent(work, "update:users");
    if (other.isPresent()) {
      return Decision.refuse(other.get());
    }
    Document user = work.stored(TenantState.USERS, work.owner()).orElseThrow();
    String unlinked = work.request().path("provider") + '|' + work.request().path("user_id");
    if (unlinked.equals(work.owner())) {
      return Decision.refuse(
          Refusals.badRequest(
              Words.of("Main identity cannot be removed."),
              "it is the identity that gave the user their user_id",
              "delete the user, or unlink another identity"));
    }
    List<Document> rest = new ArrayList<>();
    Optional<Document> gone = Optional.empty();
    for (Document identity : stored(user)) {
      if (UserConnection.id(identity).equals(unlinked)) {
        gone = Optional.of(identity);
      } else {
        rest.add(identity);
      }
    }
    if (gone.isEmpty()) {
      return Decision.refuse(
          Refusals.notFound(
              Words.of("The identity does not exist.", "inexistent_identity"),
              "identity " + unlinked + " of this user"));
    }
    Document remaining =
        rest.size() == 1 ? user.without("identities") : user.with("identities", rest);
    work.draft()
        .put(TenantState.USERS, work.owner(), remaining.with("updated_at", work.timestamp()));
    work.draft().put(TenantState.USERS, unlinked, again(gone.get(), unlinked, work));
    String connection = gone.get().string("connection", "");
    String subject = work.request().path("user_id");
    Tokensets.move(
        work.owner(),
        unlinked,
        tokenset ->
            tokenset.string("connection", "").equals(connection)
                && tokenset.string("subject", "").equals(subject),
        work.draft());
    return Decision.grant(shown(work));
  }

  /** The user that an identity was, and is again: with its profile, without its metadata. */
  private static Document again(Document identity, String userId, Work work) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("user_id", userId);
    identity.string("connection").ifPresent(connection -> user.put("connection", connection));
    user.put("created_at", work.timestamp());
    user.put("updated_at", work.timestamp());
    identity
        .object("profileData")
        .ifPresent(
            profile ->
                profile
                    .asMap()
                    .forEach(
                        (name, value) -> {
                          if (value != null) {
                            user.put(name, value);
                          }
                        }));
    if (identity.has("access_token")) {
      user.put("identities", List.of(identity.without("profileData").asMap()));
    }
    return UserView.withPassword(Document.of(user), identity);
  }

  /** The identities as they are kept: that of the user, then the linked ones. */
  private static List<Document> stored(Document user) {
    return user.has("identities") ? user.objects("identities") : List.of(UserView.primary(user));
  }

  private static Document withProfile(Document identity, Document user) {
    return UserView.withPassword(identity.with("profileData", profile(user)), user);
  }

  private static Document profile(Document user) {
    Map<String, Object> profile = new LinkedHashMap<>();
    for (String name : PROFILE) {
      Object value = user.get(name);
      if (value != null) {
        profile.put(name, value);
      }
    }
    return Document.of(profile);
  }

  /** Recorded: here the first one has its profile, too. */
  private static Answer shown(Work work) {
    Document user = work.stored(TenantState.USERS, work.owner()).orElseThrow();
    List<Object> shown = new ArrayList<>();
    for (Document identity : UserView.identities(user)) {
      Document whole = shown.isEmpty() ? identity.with("profileData", profile(user)) : identity;
      Map<String, Object> ordered = new LinkedHashMap<>();
      ordered.put("profileData", whole.object("profileData").orElse(Document.EMPTY).asMap());
      whole
          .asMap()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  ordered.putIfAbsent(name, value);
                }
              });
      shown.add(ordered);
    }
    return work.shaped(work.operation().successStatus(), shown);
  }
}
