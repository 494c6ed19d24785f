package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.Reply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without a screen: keeps cookies, follows redirects as long as they stay on the target,
 * and fills in the forms of Universal Login by the names of their fields (Auth0 docs, "Universal
 * Login").
 */
final class Browser {

  private static final int MOST_REDIRECTS = 10;
  private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)\\s*=\\s*\"([^\"]*)\"");

  private final Wire wire;
  private final URI issuer;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Browser(Wire wire, URI issuer) {
    this.wire = wire;
    this.issuer = issuer;
  }

  /**
   * Where it stopped: at a page of the target, or at a redirect that leaves it.
   *
   * @param address the address of the page, or the one it was sent to
   * @param left whether that is outside of the target; nothing is fetched there
   * @param reply the last answer
   */
  record Stop(URI address, boolean left, Reply reply) {

    /** The parameters of the address: of its query, or of its fragment. */
    Map<String, String> parameters() {
      String query = address.getRawQuery() == null ? "" : address.getRawQuery();
      String fragment = address.getRawFragment() == null ? "" : address.getRawFragment();
      return Parameters.read(query.isEmpty() ? fragment : query);
    }

    /** Whether the page has a field or a button of a name. */
    boolean asks(String field) {
      return !left && fields().stream().anyMatch(one -> field.equals(one.get("name")));
    }

    /** Whether the page has a button of a name and value. */
    boolean offers(String name, String value) {
      return !left
          && fields().stream()
              .anyMatch(one -> name.equals(one.get("name")) && value.equals(one.get("value")));
    }

    private Map<String, String> hidden() {
      Map<String, String> hidden = new LinkedHashMap<>();
      fields().stream()
          .filter(one -> "hidden".equals(one.get("type")) && one.containsKey("name"))
          .forEach(one -> hidden.put(one.get("name"), one.getOrDefault("value", "")));
      return hidden;
    }

    private List<Map<String, String>> fields() {
      return INPUT.matcher(reply.body()).results().map(found -> attributes(found.group())).toList();
    }

    private static Map<String, String> attributes(String tag) {
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher matcher = ATTRIBUTE.matcher(tag);
      while (matcher.find()) {
        attributes.put(matcher.group(1), unescaped(matcher.group(2)));
      }
      return attributes;
    }

    private static String unescaped(String text) {
      return text.replace("&quot;", "\"")
          .replace("&#34;", "\"")
          .replace("&#39;", "'")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&");
    }
  }

  /** Goes to a path of the target with these parameters. */
  Stop open(String path, Map<String, String> parameters) {
    Call call = with(wire.call("GET", path));
    parameters.forEach(call::query);
    return follow(issuer.resolve(path), call.send());
  }

  /** Sends the form of a page with these fields; hidden ones go along. */
  Stop submit(Stop page, Map<String, String> fields) {
    Map<String, String> form = new LinkedHashMap<>(page.hidden());
    form.putAll(fields);
    return follow(page.address(), with(wire.call("POST", page.address())).form(form).send());
  }

  /** Fills in what login pages ask, whether on one page or two, until something else comes. */
  Stop logIn(Stop page, Person user) {
    Stop at = page;
    if (at.asks("username") && !at.asks("password")) {
      at = submit(at, Map.of("username", user.email(), "action", "default"));
    }
    if (!at.asks("password")) {
      throw new AssertionError(
          "Expected a login page, but there is "
              + at.address().getPath()
              + ": "
              + Json.told(at.reply()));
    }
    return submit(
        at, Map.of("username", user.email(), "password", user.password(), "action", "default"));
  }

  private Stop follow(URI first, Reply answered) {
    URI at = first;
    Reply reply = answered;
    for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
      keep(reply);
      Optional<String> location = reply.header("Location");
      if (reply.status() / 100 != 3 || location.isEmpty()) {
        return new Stop(at, false, reply);
      }
      at = at.resolve(location.get());
      if (!String.valueOf(at.getAuthority()).equals(issuer.getAuthority())) {
        return new Stop(at, true, reply);
      }
      reply = with(wire.call("GET", at)).send();
    }
    throw new AssertionError("Redirected more than " + MOST_REDIRECTS + " times, last to " + at);
  }

  private Call with(Call call) {
    if (!cookies.isEmpty()) {
      call.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return call;
  }

  private void keep(Reply reply) {
    for (String cookie : reply.headers().getOrDefault("Set-Cookie", List.of())) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (pair.length == 2 && !pair[1].isEmpty()) {
        cookies.put(pair[0].strip(), pair[1].strip());
      } else {
        cookies.remove(pair[0].strip());
      }
    }
  }
}
