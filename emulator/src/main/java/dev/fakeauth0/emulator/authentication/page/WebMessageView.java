package dev.fakeauth0.emulator.authentication.page;

/**
 * The answer of {@code response_mode=web_message} (OAuth 2.0 Web Message Response Mode): hands the
 * response to the page that opened or framed this one.
 *
 * @param targetOrigin the only origin that may read it
 * @param message the message, as JSON: {@code {"type":"authorization_response","response":{...}}}
 */
public record WebMessageView(String targetOrigin, String message) {

  /** Constant, so that its hash can stand in the page's policy: what differs stands in the body. */
  String script() {
    return "(function(){var d=document.body.dataset;"
        + "(window.opener||window.parent).postMessage(JSON.parse(d.response),d.target);})();";
  }
}
