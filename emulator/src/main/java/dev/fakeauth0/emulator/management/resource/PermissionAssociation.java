package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Permissions of a role or a user (Management API, "Associate permissions with a role"). One whose
 * API or scope is gone is not shown.
 */
final class PermissionAssociation implements ResourceRules {

  private final String place;
  private final String relation;

  PermissionAssociation(String place, String relation) {
    this.place = place;
    this.relation = relation;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    return switch (act) {
      case CREATE -> Optional.of(this::join);
      case CLEAR -> Optional.of(this::part);
      default -> Optional.empty();
    };
  }

  @Override
  public List<Document> all(Work work) {
    return relation.equals(Relations.USERS_PERMISSIONS) ? ofUser(work) : ofRole(work);
  }

  private List<Document> ofRole(Work work) {
    List<Document> all = new ArrayList<>();
    for (String permission : rightsOf(relation, work.owner(), work)) {
      shown(permission, work).ifPresent(all::add);
    }
    return all;
  }

  /** A user's own permissions and those of their roles, each with where it comes from. */
  private List<Document> ofUser(Work work) {
    Map<String, List<Document>> sources = new LinkedHashMap<>();
    for (String permission : rightsOf(relation, work.owner(), work)) {
      sources
          .computeIfAbsent(permission, any -> new ArrayList<>())
          .add(Document.of("source_id", "", "source_name", "", "source_type", "DIRECT"));
    }
    for (String role : rightsOf(Relations.USERS_ROLES, work.owner(), work)) {
      String name = work.stored("roles", role).map(found -> found.string("name", "")).orElse("");
      for (String permission : rightsOf(Relations.ROLES_PERMISSIONS, role, work)) {
        sources
            .computeIfAbsent(permission, any -> new ArrayList<>())
            .add(Document.of("source_id", role, "source_name", name, "source_type", "ROLE"));
      }
    }
    List<Document> all = new ArrayList<>();
    sources.forEach(
        (permission, from) ->
            shown(permission, work).ifPresent(found -> all.add(found.with("sources", from))));
    return all;
  }

  private static Iterable<String> rightsOf(String relation, String left, Work work) {
    return work.state().relation(relation).rightsOf(left);
  }

  private static Optional<Document> shown(String permission, Work work) {
    String name = Relations.permissionName(permission);
    return work.state()
        .api(Relations.permissionApi(permission))
        .flatMap(
            api ->
                scope(api, name)
                    .map(
                        scope ->
                            Document.of(
                                "permission_name",
                                name,
                                "description",
                                scope.string("description", ""),
                                "resource_server_name",
                                api.document().string("name", ""),
                                "resource_server_identifier",
                                ManagementApi.shown(api.identifier(), work.request().issuer()))));
  }

  private Decision<Answer> join(Work work) {
    List<String> permissions = new ArrayList<>();
    for (Document permission : work.body().objects("permissions")) {
      String identifier = permission.string("resource_server_identifier", "");
      String name = permission.string("permission_name", "");
      String kept = work.request().canonicalAudience().apply(identifier);
      if (work.state().api(kept).flatMap(api -> scope(api, name)).isEmpty()) {
        return Decision.refuse(
            Refusals.notFound(
                Words.of(
                    "This permission does not exist: '" + identifier + " - " + name + "'",
                    "inexistent_resource_server_permission"),
                "permission " + name + " of an API " + identifier));
      }
      permissions.add(Relations.permission(kept, name));
    }
    for (String permission : permissions) {
      work.draft().join(relation, work.owner(), permission, Document.EMPTY);
    }
    return Decision.grant(work.done());
  }

  private Decision<Answer> part(Work work) {
    for (Document permission : work.body().objects("permissions")) {
      String kept =
          work.request()
              .canonicalAudience()
              .apply(permission.string("resource_server_identifier", ""));
      work.draft()
          .part(
              relation,
              work.owner(),
              Relations.permission(kept, permission.string("permission_name", "")));
    }
    return Decision.grant(work.done());
  }

  private static Optional<Document> scope(ResourceServer api, String name) {
    for (Document scope : api.document().objects("scopes")) {
      if (scope.string("value", "").equals(name)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
