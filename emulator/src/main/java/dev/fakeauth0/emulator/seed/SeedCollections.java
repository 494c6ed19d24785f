package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.Relations;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.Table;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The seed's roles, connections and users as the Management API keeps them: a collection each, and
 * relations where the seed has names in lists. Read and written back without loss. Every start runs
 * this: plain code without lambdas.
 */
final class SeedCollections {

  /** The keys it is about, in the order they are filled and written. */
  static final List<String> KEYS = List.of("roles", "databases", "connections", "users");

  private SeedCollections() {}

  /** Puts a role in, with its permissions. */
  static void role(TenantDraft draft, Document seeded, ManagementAudiences audiences) {
    String name = seeded.string("name", "");
    String id = id(draft.state().collection("roles"), name, seeded, "rol_");
    draft.put("roles", id, seeded.without("permissions").with("id", id));
    if (seeded.has("permissions")) {
      draft.partLeft(Relations.ROLES_PERMISSIONS, id);
      permissions(draft, Relations.ROLES_PERMISSIONS, id, seeded, audiences);
    }
  }

  /** Puts a connection in, whichever key it stood under. */
  static void connection(TenantDraft draft, Document seeded, boolean database) {
    String name = seeded.string("name", "");
    String id = id(draft.state().collection("connections"), name, seeded, "con_");
    Document connection = ConnectionParts.fill(draft, id, seeded).with("id", id);
    draft.put(
        "connections", id, database ? connection.withDefault("strategy", "auth0") : connection);
  }

  /** Puts a user in, with roles, permissions, memberships and second factors. */
  static void user(TenantDraft draft, Document seeded, ManagementAudiences audiences) {
    Document user = Defaults.user(withIdBefore(draft.state().users(), seeded));
    String id = user.string("user_id").orElseThrow();
    draft.put(
        TenantState.USERS,
        id,
        user.without("roles")
            .without("permissions")
            .without("organizations")
            .without(MfaFactors.MEMBER));
    MfaFactors.enroll(
        id,
        user,
        user.string("created_at", Defaults.SEEDED_AT),
        i -> DerivedIds.prefixed("dev_", id + '\n' + i),
        draft);
    if (user.has("roles")) {
      draft.partLeft(Relations.USERS_ROLES, id);
      for (String role : user.strings("roles")) {
        Optional<? extends Resource> found = draft.state().collection("roles").findByKey(role);
        if (found.isPresent()) {
          draft.join(Relations.USERS_ROLES, id, found.get().id(), Document.EMPTY);
        }
      }
    }
    if (user.has("permissions")) {
      draft.partLeft(Relations.USERS_PERMISSIONS, id);
      permissions(draft, Relations.USERS_PERMISSIONS, id, user, audiences);
    }
    for (String name : user.strings("organizations")) {
      member(draft, id, name, List.of());
    }
    for (Document membership : user.objects("organizations")) {
      member(draft, id, membership.string("name", ""), membership.strings("roles"));
    }
  }

  private static void member(
      TenantDraft draft, String user, String organizationName, List<String> roles) {
    Optional<Organization> organization = draft.state().organizations().findByKey(organizationName);
    if (organization.isEmpty()) {
      return; // The filler has noted the mistake, and the draft is of no use.
    }
    String org = organization.get().id();
    draft.join(Relations.ORGANIZATIONS_MEMBERS, org, user, Document.EMPTY);
    for (String role : roles) {
      Optional<? extends Resource> found = draft.state().collection("roles").findByKey(role);
      if (found.isPresent()) {
        draft.join(
            Relations.MEMBERS_ROLES, Relations.member(org, user), found.get().id(), Document.EMPTY);
      }
    }
  }

  private static void permissions(
      TenantDraft draft,
      String relation,
      String left,
      Document seeded,
      ManagementAudiences audiences) {
    for (Document permission : seeded.objects("permissions")) {
      String api = audiences.canonical(permission.string("resource_server_identifier", ""));
      String name = permission.string("permission_name", "");
      draft.join(relation, left, Relations.permission(api, name), Document.EMPTY);
    }
  }

  /** What a state writes under one of the keys. */
  static List<Document> written(TenantState state, String key, boolean deployCli) {
    List<Document> written = new ArrayList<>();
    switch (key) {
      case "roles" -> {
        for (Resource role : state.collection("roles").all()) {
          Document document = deployCli ? role.document().without("id") : role.document();
          List<Document> permissions = permissions(state, Relations.ROLES_PERMISSIONS, role.id());
          written.add(permissions.isEmpty() ? document : document.with("permissions", permissions));
        }
      }
      case "users" -> {
        for (Item user : state.users().all()) {
          written.add(user(state, user));
        }
      }
      default -> {
        for (Resource connection : state.collection("connections").all()) {
          Document document = connection.document();
          if (document.string("strategy", "").equals("auth0") == key.equals("databases")) {
            document = ConnectionParts.with(state, connection.id(), document, deployCli);
            written.add(deployCli ? document.without("id") : document);
          }
        }
      }
    }
    return written;
  }

  private static Document user(TenantState state, Item user) {
    Document document = user.document();
    List<String> roles = names(state, state.relation(Relations.USERS_ROLES).rightsOf(user.id()));
    if (!roles.isEmpty()) {
      document = document.with("roles", roles);
    }
    List<Document> permissions = permissions(state, Relations.USERS_PERMISSIONS, user.id());
    if (!permissions.isEmpty()) {
      document = document.with("permissions", permissions);
    }
    List<Document> factors = MfaFactors.of(user.id(), state);
    if (!factors.isEmpty()) {
      document = document.with(MfaFactors.MEMBER, factors);
    }
    List<Document> organizations = new ArrayList<>();
    for (String org : state.relation(Relations.ORGANIZATIONS_MEMBERS).leftsOf(user.id())) {
      Optional<Organization> organization = state.organizations().find(org);
      if (organization.isPresent()) {
        Map<String, Object> membership = new LinkedHashMap<>();
        membership.put("name", organization.get().name());
        List<String> own =
            names(
                state,
                state.relation(Relations.MEMBERS_ROLES).rightsOf(Relations.member(org, user.id())));
        if (!own.isEmpty()) {
          membership.put("roles", own);
        }
        organizations.add(Document.of(membership));
      }
    }
    return organizations.isEmpty() ? document : document.with("organizations", organizations);
  }

  private static List<String> names(TenantState state, List<String> roles) {
    List<String> names = new ArrayList<>();
    for (String role : roles) {
      Optional<? extends Resource> found = state.collection("roles").find(role);
      if (found.isPresent()) {
        names.add(found.get().document().string("name", ""));
      }
    }
    return names;
  }

  private static List<Document> permissions(TenantState state, String relation, String left) {
    List<Document> permissions = new ArrayList<>();
    for (String permission : state.relation(relation).rightsOf(left)) {
      permissions.add(
          Document.of(
              "permission_name",
              Relations.permissionName(permission),
              "resource_server_identifier",
              Relations.permissionApi(permission)));
    }
    return permissions;
  }

  /** The id the seed pins, else the one of the resource that is replaced, else a derived one. */
  private static String id(
      Table<? extends Resource> table, String name, Document seeded, String prefix) {
    if (seeded.string("id").isPresent()) {
      return seeded.string("id", "");
    }
    Optional<? extends Resource> before = table.findByKey(name);
    return before.isPresent() ? before.get().id() : DerivedIds.prefixed(prefix, name);
  }

  /** With the user_id of the user it replaces: of the same address in the same connection. */
  private static Document withIdBefore(Table<Item> users, Document seeded) {
    if (seeded.string("user_id").isPresent() || seeded.string("email").isEmpty()) {
      return seeded;
    }
    for (Item user : users.allByKey(seeded.string("email", "").toLowerCase(Locale.ROOT))) {
      if (user.document().string("connection", "").equals(seeded.string("connection", ""))) {
        return seeded.with("user_id", user.id());
      }
    }
    return seeded;
  }
}
