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
}
