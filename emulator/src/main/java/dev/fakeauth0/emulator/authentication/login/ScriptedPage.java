package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two pages that nobody reads: each carries an answer to where it belongs, by itself. */
final class ScriptedPage {

  private ScriptedPage() {}

  /** A form that posts itself (OAuth 2.0 Form Post Response Mode, section 4). */
  static String formPost(String action, Map<String, String> fields) {
    StringBuilder page =
        new StringBuilder(
            "<html><head><title>Submit This Form</title><meta charset=\"utf-8\"></head>"
                + "<body onload=\"javascript:document.forms[0].submit()\"><form method=\"post\""
                + " action=\"");
    page.append(Html.text(action)).append("\">");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      page.append("<input type=\"hidden\" name=\"")
          .append(Html.text(field.getKey()))
          .append("\" value=\"")
          .append(Html.text(field.getValue()))
          .append("\"/>");
    }
    return page.append(
            "<noscript><button type=\"submit\">Continue</button></noscript></form></body></html>")
        .toString();
  }

  /**
   * A message to the window that opened this one, or holds it in a frame. It goes to the origin of
   * the callback and to nobody else.
   */
  static String webMessage(String origin, Map<String, String> answer) {
    Map<String, Object> response = new LinkedHashMap<>();
    for (Map.Entry<String, String> member : answer.entrySet()) {
      response.put(
          member.getKey(),
          member.getKey().equals("expires_in")
              ? Long.valueOf(member.getValue())
              : member.getValue());
    }
    return "<!DOCTYPE html><html><head><title>Authorization Response</title><meta"
        + " charset=\"utf-8\"></head><body><script type=\"text/javascript\">(function(window,"
        + " document) {var targetOrigin = "
        + script(origin)
        + ";var authorizationResponse = {type: \"authorization_response\",response: "
        + script(response)
        + "};var mainWin = (window.opener) ? window.opener : window.parent;"
        + "mainWin.postMessage(authorizationResponse, targetOrigin);})(this,"
        + " this.document);</script></body></html>";
  }

  /** A value as a script may hold it: nothing in it ends the script or a line. */
  private static String script(Object value) {
    return Json.text(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
