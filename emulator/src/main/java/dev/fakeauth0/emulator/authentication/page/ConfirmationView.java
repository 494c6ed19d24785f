package dev.fakeauth0.emulator.authentication.page;

/**
 * A page that asks a question, such as whether to log out.
 *
 * @param state the interaction's id
 * @param title the heading
 * @param text the question
 * @param yes what the button says that posts {@code accept}
 * @param no what the button says that posts {@code deny}
 */
public record ConfirmationView(String state, String title, String text, String yes, String no) {

  /** Whether to log out (OpenID Connect RP-Initiated Logout 1.0 section 2). */
  public static ConfirmationView logout(String state, String tenantName) {
    return new ConfirmationView(
        state, "Log out", "Are you sure you want to log out of " + tenantName + "?", "Yes", "No");
  }

  /**
   * Whether a login is meant that no other page was needed for (Auth0 docs, "Measures Against
   * Application Impersonation").
   *
   * @param application the name of what is logged in to
   * @param user who is logged in
   * @param destination origin, or scheme, of the callback
   */
  public static ConfirmationView login(
      String state, String application, String user, String destination) {
    return new ConfirmationView(
        state,
        "Confirm your login",
        "You are logged in as "
            + user
            + ". Go on to "
            + application
            + " at "
            + destination
            + " only if you have just begun to log in there.",
        "Continue",
        "Cancel");
  }
}
