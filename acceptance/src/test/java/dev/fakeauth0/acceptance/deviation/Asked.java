package dev.fakeauth0.acceptance.deviation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request on its way to the tenant.
 *
 * @param method its method
 * @param target path and query as they were sent
 * @param headers the header fields, found whatever their case
 * @param body the body as text
 */
record Asked(String method, String target, Map<String, List<String>> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Asked {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
    headers = copy;
  }

  /** A request with a bearer token and without a body. */
  static Asked get(String target, String authorization) {
    return new Asked("GET", target, Map.of("Authorization", List.of(authorization)), "");
  }

  /** Whether it is one to an endpoint. */
  boolean isFor(String wanted, String path) {
    return method.equals(wanted) && path().equals(path);
  }

  /** Whether it is one to the token endpoint. */
  boolean isForToken() {
    return isFor("POST", "/oauth/token");
  }

  /** Whether it is one to the token endpoint, of a grant type. */
  boolean isForToken(String grantType) {
    return isForToken() && parameter("grant_type").equals(grantType);
  }

  /** Whether it is one to the Management API. */
  boolean isForManagement() {
    return path().startsWith("/api/v2/");
  }

  /** The path without the query. */
  String path() {
    return target.split("\\?", 2)[0];
  }

  /** A header's value; empty without one. */
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** A parameter of the body, be it JSON or a form; empty without one. */
  String parameter(String name) {
    return parameters().path(name).asText();
  }

  /** The same without a parameter of its body. */
  Asked without(String parameter) {
    ObjectNode parameters = parameters();
    return parameters.remove(parameter) == null ? this : with(parameters);
  }

  /** The parameters of the body, be it JSON or a form; none if it is neither. */
  ObjectNode parameters() {
    if (isForm()) {
      ObjectNode form = JSON.createObjectNode();
      for (String pair : body.split("&")) {
        String[] parts = pair.split("=", 2);
        form.set(decoded(parts[0]), new TextNode(parts.length > 1 ? decoded(parts[1]) : ""));
      }
      return form;
    }
    try {
      return JSON.readTree(body) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /** The same with these parameters in its body. */
  Asked with(ObjectNode parameters) {
    if (!isForm()) {
      return withBody(written(parameters));
    }
    return withBody(
        parameters.properties().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue().asText()))
            .collect(Collectors.joining("&")));
  }

  /** The same with every text in it changed: target, headers and body. */
  Asked replacing(UnaryOperator<String> change) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> changed.put(name, values.stream().map(change).toList()));
    return new Asked(method, change.apply(target), changed, change.apply(body));
  }

  private Asked withBody(String text) {
    return new Asked(method, target, headers, text);
  }

  private boolean isForm() {
    return header("Content-Type").startsWith("application/x-www-form-urlencoded");
  }

  static String written(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
