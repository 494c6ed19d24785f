package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Paging;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is done with one user, or told of them, that is no resource (Management API, "users"). */
final class UserCalls implements ResourceRules {

  private static final String RECOVERY_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Override
  public String place() {
    return "users/{id}/recovery-code-regeneration";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "POST /users/{id}/recovery-code-regeneration", UserCalls::recoveryCode,
        "DELETE /users/{id}/multifactor/{provider}", work -> Decision.grant(work.done()),
        "POST /users/{id}/multifactor/actions/invalidate-remember-browser",
            work -> Decision.grant(work.done()),
        "POST /users/{id}/risk-assessments/clear", work -> Decision.grant(work.done()),
        "GET /users/{id}/effective-roles", UserCalls::roles,
        "GET /users/{id}/effective-permissions", UserCalls::permissions,
        "GET /users/{id}/effective-permissions/sources/effective-roles", UserCalls::sources);
  }

  private static Decision<Answer> recoveryCode(Work work) {
    String code = work.ids().text(IdSource.Kind.RESOURCE, RECOVERY_CODE, 24);
    return Decision.grant(work.shaped(200, Document.of("recovery_code", code)));
  }

  private static Decision<Answer> roles(Work work) {
    return roles(work, role -> true);
  }

  private static Decision<Answer> sources(Work work) {
    String permission =
        Relations.permission(
            work.request()
                .canonicalAudience()
                .apply(work.query().text("resource_server_identifier").orElse("")),
            work.query().text("permission_name").orElse(""));
    return roles(
        work,
        role ->
            work.state().relation(Relations.ROLES_PERMISSIONS).find(role, permission).isPresent());
  }

  private static Decision<Answer> roles(Work work, Predicate<String> wanted) {
    List<Paging.Entry> entries = new ArrayList<>();
    for (String id : work.state().relation(Relations.USERS_ROLES).rightsOf(work.owner())) {
      Optional<Document> role = work.stored("roles", id);
      if (role.isPresent() && wanted.test(id)) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id);
        shown.put("name", role.get().string("name", ""));
        shown.put("description", role.get().string("description", ""));
        shown.put("sources", List.of("direct"));
        entries.add(new Paging.Entry(id, "", shown));
      }
    }
    return Paging.answer(work, entries);
  }

  private static Decision<Answer> permissions(Work work) {
    String identifier =
        work.request()
            .canonicalAudience()
            .apply(work.query().text("resource_server_identifier").orElse(""));
    Map<String, Set<String>> sources = new LinkedHashMap<>();
    var direct = work.state().relation(Relations.USERS_PERMISSIONS);
    for (String permission : direct.rightsOf(work.owner())) {
      sources.computeIfAbsent(permission, any -> new LinkedHashSet<>()).add("direct");
    }
    var ofRoles = work.state().relation(Relations.ROLES_PERMISSIONS);
    for (String role : work.state().relation(Relations.USERS_ROLES).rightsOf(work.owner())) {
      for (String permission : ofRoles.rightsOf(role)) {
        sources.computeIfAbsent(permission, any -> new LinkedHashSet<>()).add("roles");
      }
    }
    Optional<ResourceServer> api = work.state().api(identifier);
    List<Paging.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Set<String>> permission : sources.entrySet()) {
      String name = Relations.permissionName(permission.getKey());
      if (api.isPresent() && Relations.permissionApi(permission.getKey()).equals(identifier)) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
            "resource_server_identifier", ManagementApi.shown(identifier, work.request().issuer()));
        shown.put("permission_name", name);
        shown.put("resource_server_name", api.get().document().string("name", ""));
        shown.put("description", description(api.get(), name));
        shown.put("sources", List.copyOf(permission.getValue()));
        entries.add(new Paging.Entry(permission.getKey(), "", shown));
      }
    }
    return Paging.answer(work, entries);
  }

  private static String description(ResourceServer api, String name) {
    for (Document scope : api.document().objects("scopes")) {
      if (scope.string("value", "").equals(name)) {
        return scope.string("description", "");
      }
    }
    return "";
  }
}
