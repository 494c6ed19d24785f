package dev.fakeauth0.emulator.management.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the Management API.
 *
 * @param method the HTTP method, in capitals
 * @param path the template, such as {@code /api/v2/roles/{id}}
 * @param resource the first segment after {@code /api/v2}, such as {@code roles}
 * @param scopes what a token needs, in the order of Auth0's refusal; any one of them, or each when
 *     {@code everyScope}; empty when none is asked for
 * @param everyScope whether a token needs all the scopes
 * @param parameters those of path, query and headers, in the documented order
 * @param body what is sent, empty when nothing is
 * @param answers the documented statuses, ascending, with the schema of the body where there is
 *     one; refusals have none
 * @param stage the release stage, {@code EA} or {@code beta}; empty when generally available
 */
public record Operation(
    String method,
    String path,
    String resource,
    List<String> scopes,
    boolean everyScope,
    List<Parameter> parameters,
    Optional<Body> body,
    Map<Integer, Optional<Schema>> answers,
    Optional<String> stage) {

  /**
   * What is sent with an operation.
   *
   * @param required whether a request without a body is refused
   * @param contentTypes the media types taken, the usual one first
   * @param schema what it must be
   */
  public record Body(boolean required, List<String> contentTypes, Schema schema) {}

  /** The status of success: the first documented 2xx, or the usual one where none is known. */
  public int successStatus() {
    for (int status : answers.keySet()) {
      if (status >= 200 && status < 300) {
        return status;
      }
    }
    return switch (method) {
      case "POST" -> 201;
      case "DELETE" -> 204;
      default -> 200;
    };
  }

  /** The schema of the body that success has; empty when it has none. */
  public Optional<Schema> success() {
    return answers.getOrDefault(successStatus(), Optional.empty());
  }

  /** Whether Auth0's documents hold its parameters and schemas; of some only the path is known. */
  public boolean isDescribed() {
    return !answers.isEmpty();
  }

  /** The parameter of this name and place. */
  public Optional<Parameter> parameter(Parameter.Place in, String name) {
    for (Parameter parameter : parameters) {
      if (parameter.in() == in && parameter.name().equals(name)) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }
}
