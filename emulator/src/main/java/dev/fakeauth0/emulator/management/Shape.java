package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.management.catalogue.Catalogue;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.emulator.management.catalogue.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from an operation's path and schemas.
 *
 * @param act what it is
 * @param place the collection or singleton it is about, below {@code /api/v2/}, every parameter
 *     written {@code {id}}: {@code roles}, {@code organizations/{id}/invitations}
 * @param template the same with the parameters' names
 * @param owners the collections whose resources the path leads through, outermost first, as {@code
 *     place} is written
 */
public record Shape(Act act, String place, String template, List<String> owners) {

  private static final int ROOT = (Catalogue.ROOT + "/").length();

  static Shape of(Operation operation, Catalogue catalogue) {
    String path = operation.path().substring(ROOT);
    int slash = path.lastIndexOf('/');
    boolean item = path.endsWith("}") && slash > 0;
    boolean keyed = item && catalogue.methods(sample(path.substring(0, slash))).isEmpty();
    String template = item && !keyed ? path.substring(0, slash) : path;
    Act act;
    if (keyed) {
      act = single(operation.method());
    } else {
      act = item ? ofItem(operation.method()) : ofPlace(operation, path, catalogue);
    }
    return new Shape(act, plain(template), template, owners(path, template, catalogue));
  }

  /** The path with every parameter written {@code {id}}. */
  static String plain(String template) {
    return template.replaceAll("\\{[^}]*}", "{id}");
  }

  /** The place with the ids of a request. */
  String concrete(Map<String, String> pathValues) {
    String concrete = template;
    for (Map.Entry<String, String> value : pathValues.entrySet()) {
      concrete = concrete.replace("{" + value.getKey() + "}", value.getValue().replace("/", "%2F"));
    }
    return concrete;
  }

  private static Act ofItem(String method) {
    return switch (method) {
      case "GET" -> Act.READ;
      case "PATCH" -> Act.UPDATE;
      case "PUT" -> Act.REPLACE;
      case "DELETE" -> Act.DELETE;
      default -> Act.CALL;
    };
  }

  private static Act single(String method) {
    return switch (method) {
      case "GET" -> Act.READ_SINGLE;
      case "PATCH" -> Act.UPDATE_SINGLE;
      case "PUT", "POST" -> Act.REPLACE_SINGLE;
      default -> Act.DELETE_SINGLE;
    };
  }

  private static Act ofPlace(Operation operation, String path, Catalogue catalogue) {
    Optional<Operation> get =
        catalogue
            .find("GET", Catalogue.ROOT + '/' + sampleValues(path))
            .map(Catalogue.Match::operation);
    boolean read = get.isPresent() && get.get().path().equals(operation.path());
    boolean children = ownChild(operation, catalogue, path);
    boolean list = read && Listing.of(get.get()).isPresent();
    if (!children && !list) {
      return read ? single(operation.method()) : lone(operation.method());
    }
    return switch (operation.method()) {
      case "GET" -> Act.LIST;
      case "POST" -> Act.CREATE;
      case "DELETE" -> Act.CLEAR;
      default -> Act.REPLACE_SINGLE;
    };
  }

  /** What can be put and not read: PUT and PATCH set it, all else is done. */
  private static Act lone(String method) {
    return switch (method) {
      case "PUT" -> Act.REPLACE_SINGLE;
      case "PATCH" -> Act.UPDATE_SINGLE;
      default -> Act.CALL;
    };
  }

  private static boolean ownChild(Operation operation, Catalogue catalogue, String path) {
    for (Operation other : catalogue.operations(operation.resource())) {
      String rest = other.path().substring(ROOT);
      if (rest.startsWith(path + "/{") && rest.indexOf('/', path.length() + 1) < 0) {
        return true;
      }
    }
    return false;
  }

  private static List<String> owners(String path, String template, Catalogue catalogue) {
    List<String> owners = new ArrayList<>();
    for (int open = template.indexOf('{'); open > 0; open = template.indexOf('{', open + 1)) {
      int close = template.indexOf('}', open);
      String collection = template.substring(0, open - 1);
      if (catalogue.methods(sample(path.substring(0, close + 1))).contains("GET")
          && !catalogue.methods(sample(collection)).isEmpty()) {
        owners.add(plain(collection));
      }
    }
    return List.copyOf(owners);
  }

  private static String sample(String path) {
    return Catalogue.ROOT + '/' + sampleValues(path);
  }

  private static String sampleValues(String path) {
    return path.replaceAll("\\{[^}]*}", "x");
  }

  /**
   * How the answers of a list look.
   *
   * @param bare whether a plain array is one of its forms
   * @param envelopes the objects it may be wrapped in
   */
  record Listing(boolean bare, Optional<Schema> items, List<Envelope> envelopes) {

    /** An object around a list: its schema and the member that holds the list. */
    record Envelope(Schema schema, String key, Schema items) {}

    /** The forms of an operation's answer; empty if it answers no list. */
    static Optional<Listing> of(Operation operation) {
      Optional<Schema> success = operation.success();
      if (success.isEmpty()) {
        return Optional.empty();
      }
      List<Schema> forms = new ArrayList<>();
      forms.add(success.get());
      forms.addAll(success.get().oneOf());
      forms.addAll(success.get().anyOf());
      boolean bare = false;
      Optional<Schema> items = Optional.empty();
      List<Envelope> envelopes = new ArrayList<>();
      for (Schema form : forms) {
        if (form.types().contains(Schema.Type.ARRAY)) {
          bare = true;
          items = form.items();
        } else {
          envelope(form).ifPresent(envelopes::add);
        }
      }
      return bare || !envelopes.isEmpty()
          ? Optional.of(new Listing(bare, items, envelopes))
          : Optional.empty();
    }

    private static Optional<Envelope> envelope(Schema form) {
      Optional<Envelope> found = Optional.empty();
      for (Map.Entry<String, Schema> property : form.properties().entrySet()) {
        switch (property.getKey()) {
          case "start", "limit", "total", "length", "next", "page", "per_page" -> {}
          default -> {
            Optional<Schema> items = property.getValue().items();
            if (items.isEmpty() || found.isPresent()) {
              return Optional.empty();
            }
            found = Optional.of(new Envelope(form, property.getKey(), items.get()));
          }
        }
      }
      return found;
    }
  }
}
