package dev.fakeauth0.emulator.authentication.login;

/** Pages without any looks. */
public final class PlainPages implements Pages {

  @Override
  public String error(ErrorPage page) {
    String title =
        page.heading().map(ErrorPage.Heading::title).orElse("Oops!, something went wrong");
    String text =
        page.heading()
            .map(heading -> heading.text() + " " + heading.hint())
            .orElse(
                "There could be a misconfiguration in the system or a service outage. We track"
                    + " these errors automatically, but if the problem persists feel free to"
                    + " contact us. Please try again.");
    return document(
        page.tenant(),
        "<h1>"
            + Html.text(title)
            + "</h1><p>"
            + Html.text(text)
            + "</p><p>TECHNICAL DETAILS</p><pre>"
            + Html.text(page.error() + ": " + page.description())
            + "</pre><p>Tracking ID: "
            + Html.text(page.tracking())
            + "</p>");
  }

  @Override
  public String logout(LogoutPage page) {
    return document(
        page.tenant(),
        "<h1>Log Out</h1><p>Do you want to log out?</p><form method=\"post\">"
            + "<input type=\"hidden\" name=\"state\" value=\""
            + Html.text(page.state())
            + "\"><button name=\"action\" value=\"accept\">Yes</button>"
            + "<button name=\"action\" value=\"deny\">No</button></form>");
  }

  @Override
  public String loggedOut(String tenant) {
    return document(tenant, "<h1>You are logged out</h1>");
  }

  private static String document(String title, String body) {
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + Html.text(title)
        + "</title></head><body>"
        + body
        + "</body></html>";
  }
}
