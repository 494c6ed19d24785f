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
import java.util.List;
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
    List<Document> all = new ArrayList<>();
    for (String permission : work.state().relation(relation).rightsOf(work.owner())) {
      String name = Relations.permissionName(permission);
      Optional<ResourceServer> api = work.state().api(Relations.permissionApi(permission));
      Optional<Document> scope = api.flatMap(found -> scope(found, name));
      if (api.isPresent() && scope.isPresent()) {
        Document shown =
            Document.of(
                "permission_name",
                name,
                "description",
                scope.get().string("description", ""),
                "resource_server_name",
                api.get().document().string("name", ""),
                "resource_server_identifier",
                ManagementApi.shown(api.get().identifier(), work.request().issuer()));
        all.add(
            relation.equals(Relations.USERS_PERMISSIONS)
                ? shown.with(
                    "sources",
                    List.of(
                        Document.of("source_id", "", "source_name", "", "source_type", "DIRECT")))
                : shown);
      }
    }
    return all;
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
