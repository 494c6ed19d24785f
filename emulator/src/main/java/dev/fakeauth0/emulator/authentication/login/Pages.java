package dev.fakeauth0.emulator.authentication.login;

import java.util.Optional;

/** The pages that this package answers with, as somebody renders them. */
public interface Pages {

  /**
   * An error page (Auth0 docs, "Error Pages").
   *
   * @param tenant the tenant's friendly name
   * @param error the code, such as {@code invalid_request}
   * @param description what happened, in Auth0's words; may hold anything a caller sent
   * @param heading what stands in the place of the usual words, where a case has its own
   * @param tracking the id of the journal's entry
   */
  record ErrorPage(
      String tenant, String error, String description, Optional<Heading> heading, String tracking) {

    /** The words of a case that has its own, as {@code Callback URL mismatch.} */
    public record Heading(String title, String text, String hint) {}
  }

  /**
   * The question whether to log out.
   *
   * @param tenant the tenant's friendly name
   * @param state the state of the page, for the form
   */
  record LogoutPage(String tenant, String state) {}

  /** The error page. */
  String error(ErrorPage page);

  /** The question whether to log out: a form with {@code state} and {@code action}. */
  String logout(LogoutPage page);

  /**
   * What is said after a logout that leads nowhere.
   *
   * @param tenant the tenant's friendly name
   */
  String loggedOut(String tenant);
}
