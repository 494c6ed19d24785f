package dev.fakeauth0.contracts.auth0;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters as a URL has them. */
final class Parameters {

  private Parameters() {}

  /** Those of a query or a fragment. */
  static Map<String, String> read(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String one : encoded.split("&", -1)) {
      String[] pair = one.split("=", 2);
      if (!pair[0].isEmpty()) {
        parameters.put(
            URLDecoder.decode(pair[0], UTF_8),
            pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : "");
      }
    }
    return parameters;
  }
}
