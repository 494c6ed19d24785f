package dev.fakeauth0.seed;

/**
 * Begins the sentences that say what a tenant is filled with:
 *
 * <pre>{@code
 * auth0.seed(
 *     anApi("https://orders.example").withScopes("read:orders").signedWith("RS256"),
 *     aClient("shop").grantedScopes("https://orders.example", "read:orders"),
 *     anOrganization("acme").withClientGrantsOf("shop"),
 *     aRole("buyer").withPermissions("https://orders.example", "read:orders"),
 *     aConnection("customers").enabledFor("shop"),
 *     aUser("ada@example.com").inConnection("customers").inOrganization("acme", "buyer"));
 * }</pre>
 *
 * <p>The parts of one call may come in any order. They are checked as a seed document is; a mistake
 * names the part and the property, such as {@code client "shop": grant_types}.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * An API that signs its tokens with RS256 and has no scopes yet.
   *
   * @param identifier the audience of its tokens
   */
  public static SeedApi anApi(String identifier) {
    return new SeedApi(identifier);
  }

  /**
   * A machine-to-machine client: its {@code client_id} is the name, its secret the name and {@code
   * -secret}. {@link SeedClient#redirectingTo} makes a web app of it, {@link
   * SeedClient#withoutSecret} a public one.
   */
  public static SeedClient aClient(String name) {
    return new SeedClient(name);
  }

  /**
   * A user with a verified e-mail address and the password {@value SeedUser#PASSWORD}, in the
   * database connection {@code Username-Password-Authentication}.
   */
  public static SeedUser aUser(String email) {
    return new SeedUser(email);
  }

  /**
   * An organization.
   *
   * @param name lower case letters, digits, {@code -} and {@code _}
   */
  public static SeedOrganization anOrganization(String name) {
    return new SeedOrganization(name);
  }

  /** A role without permissions. */
  public static SeedRole aRole(String name) {
    return new SeedRole(name);
  }

  /**
   * A database connection; {@link SeedConnection#ofStrategy} makes another kind of it.
   *
   * @param name letters, digits and {@code -}
   */
  public static SeedConnection aConnection(String name) {
    return new SeedConnection(name);
  }
}
