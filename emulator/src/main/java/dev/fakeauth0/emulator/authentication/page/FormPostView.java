package dev.fakeauth0.emulator.authentication.page;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code response_mode=form_post} (OAuth 2.0 Form Post Response Mode): a form that
 * submits itself, or by its button where scripts do not run.
 *
 * @param action the redirect URI
 * @param fields the response's parameters, in their order
 */
public record FormPostView(String action, Map<String, String> fields) {

  /** The page belongs to no tenant: it is seen for a moment, if at all. */
  public static final Frame FRAME =
      new Frame("FakeAuth0", Optional.empty(), Style.of(Document.EMPTY), List.of(), 0);

  /** Constant, so that its hash can stand in the page's policy. */
  String script() {
    return "document.forms[0].submit();";
  }
}
