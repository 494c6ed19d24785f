package dev.fakeauth0.acceptance.deviation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An answer on its way to whoever asked.
 *
 * @param status the status
 * @param headers the header fields, found whatever their case
 * @param body the body as text
 */
record Answer(int status, Map<String, List<String>> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Answer {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
    headers = copy;
  }

  /** The same with another status. */
  Answer withStatus(int other) {
    return new Answer(other, headers, body);
  }

  /** The same without a header. */
  Answer without(String header) {
    Answer other = new Answer(status, headers, body);
    other.headers.remove(header);
    return other;
  }

  /** The same with a header. */
  Answer with(String header, String value) {
    Answer other = new Answer(status, headers, body);
    other.headers.put(header, List.of(value));
    return other;
  }

  /** A header's value; empty without one. */
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** The body as JSON; a missing node if it is none. */
  JsonNode json() {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** A member of the body that is text; empty without one. */
  String member(String name) {
    return json().path(name).asText();
  }

  /** The same with its JSON object changed; unchanged if it has none. */
  Answer changing(Consumer<ObjectNode> change) {
    if (!(json() instanceof ObjectNode object)) {
      return this;
    }
    change.accept(object);
    return withJson(object);
  }

  /** The same with this JSON as its body. */
  Answer withJson(JsonNode json) {
    return new Answer(status, headers, Asked.written(json));
  }
}
