package dev.fakeauth0.emulator.authentication.page;

import java.util.List;

/**
 * The error page (Auth0 docs, "Custom Error Pages", for the default one).
 *
 * @param title the heading
 * @param sentences what is said to everybody
 * @param error the error code
 * @param description its description
 * @param tracking the tracking id
 * @param because the diagnosis, in one sentence; empty: none
 * @param remedies what would pass
 */
public record ErrorView(
    String title,
    List<String> sentences,
    String error,
    String description,
    String tracking,
    String because,
    List<String> remedies) {

  /** Copies the lists. */
  public ErrorView {
    sentences = List.copyOf(sentences);
    remedies = List.copyOf(remedies);
  }

  /** The page that Auth0 shows for most errors. */
  public static ErrorView general(
      String error, String description, String tracking, String because, List<String> remedies) {
    return new ErrorView(
        "Oops!, something went wrong",
        List.of(
            "There could be a misconfiguration in the system or a service outage. We track these"
                + " errors automatically, but if the problem persists feel free to contact us.",
            "Please try again."),
        error,
        description,
        tracking,
        because,
        remedies);
  }

  /** The page for a redirect URI that the client may not use. */
  public static ErrorView callbackMismatch(
      String error, String description, String tracking, String because, List<String> remedies) {
    return new ErrorView(
        "Callback URL mismatch.",
        List.of(
            "The provided redirect_uri is not in the list of allowed callback URLs.",
            "Please go to the Application Settings page and make sure you are sending a valid"
                + " callback url from your application."),
        error,
        description,
        tracking,
        because,
        remedies);
  }
}
