package dev.fakeauth0.emulator.tenant;

/**
 * The relations there are, by name, and how their sides are written. A side is an id; a permission
 * is its API's identifier and its name, a member an organization's id and a user's.
 */
public final class Relations {

  /** Users to roles. */
  public static final String USERS_ROLES = "users-roles";

  /** Users to permissions given to them directly. */
  public static final String USERS_PERMISSIONS = "users-permissions";

  /** Roles to permissions. */
  public static final String ROLES_PERMISSIONS = "roles-permissions";

  /** Organizations to users. */
  public static final String ORGANIZATIONS_MEMBERS = "organizations-members";

  /** Organizations to their connections, with what each says of it. */
  public static final String ORGANIZATIONS_CONNECTIONS = "organizations-connections";

  /** Organizations to applications their members may use, with what each says of it. */
  public static final String ORGANIZATIONS_CLIENTS = "organizations-clients";

  /** Members of an organization to roles. */
  public static final String MEMBERS_ROLES = "members-roles";

  // No identifier or user_id has a line break: the Management API and the seed refuse them.
  private static final char BETWEEN = '\n';

  private Relations() {}

  /** A member's side: an organization and a user. */
  public static String member(String organization, String user) {
    return organization + BETWEEN + user;
  }

  /** A permission's side: an API's identifier, as it is kept, and a scope. */
  public static String permission(String identifier, String name) {
    return identifier + BETWEEN + name;
  }

  /** The API's identifier of a permission's side. */
  public static String permissionApi(String permission) {
    return permission.substring(0, permission.indexOf(BETWEEN));
  }

  /** The scope of a permission's side. */
  public static String permissionName(String permission) {
    return permission.substring(permission.indexOf(BETWEEN) + 1);
  }
}
