package dev.fakeauth0.emulator.authentication.page;

import java.util.Map;

/**
 * The answer of {@code response_mode=form_post} (OAuth 2.0 Form Post Response Mode): a form that
 * submits itself, or by its button where scripts do not run.
 *
 * @param action the redirect URI
 * @param fields the response's parameters, in their order
 */
public record FormPostView(String action, Map<String, String> fields) {

  /** Constant, so that its hash can stand in the page's policy. */
  String script() {
    return "document.forms[0].submit();";
  }
}
