package dev.fakeauth0.emulator.management.catalogue;

import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of the notation that {@code src/main/management-api/README.md} describes; only the
 * build uses it.
 */
final class NotationReader {

  /** What is wrong with the notation, naming file and line. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1;

    Mistake(String file, int line, String problem) {
      super(file + ".api:" + line + ": " + problem);
    }
  }

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern LIMITS = Pattern.compile("-?[0-9.e+]*?\\.\\.-?[0-9.e+]*");

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  private NotationReader(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @param name its name without the ending
   * @throws Mistake if it does not follow the notation
   */
  static NotationNode.File read(String name, String text) throws Mistake {
    return new NotationReader(name, text).file();
  }

  private Mistake mistake(String problem) {
    return new Mistake(file, line, problem);
  }

  private NotationNode.File file() throws Mistake {
    List<NotationNode.Call> calls = new ArrayList<>();
    Map<String, NotationNode.Type> types = new LinkedHashMap<>();
    NotationNode.Call call = null;
    while (at < text.length()) {
      int indent = indent();
      if (at >= text.length()) {
        break;
      }
      char first = text.charAt(at);
      if (first == '\n') {
        newline();
        continue;
      }
      if (first == '#') {
        skipLine();
        continue;
      }
      int start = line;
      String word = word();
      if (indent > 0) {
        if (call == null) {
          throw mistake("an indented line belongs to an operation, and there is none");
        }
        part(call, word);
      } else if (METHODS.contains(word)) {
        call = new NotationNode.Call(word, restOfLine(), start);
        if (!call.path.startsWith("/")) {
          throw mistake("a path begins with a slash, unlike " + call.path);
        }
        calls.add(call);
      } else if (word.equals("type")) {
        call = null;
        String name = word();
        if (types.put(name, new NotationNode.Type(name, start, schema())) != null) {
          throw mistake("there are two types " + name);
        }
      } else {
        throw mistake("a method or `type` is wanted, not `" + word + "`");
      }
      endOfLine();
    }
    return new NotationNode.File(file, calls, types);
  }

  private void part(NotationNode.Call call, String keyword) throws Mistake {
    switch (keyword) {
      case "needs" -> {
        while (!atEndOfLine()) {
          call.scopes.add(word());
        }
        if (!call.scopes.isEmpty() && call.scopes.get(0).equals("all")) {
          call.scopes.remove(0);
          call.everyScope = true;
        }
      }
      case "stage" -> call.stage = word();
      case "path" -> call.parameters.add(parameter(Parameter.Place.PATH));
      case "query" -> call.parameters.add(parameter(Parameter.Place.QUERY));
      case "header" -> call.parameters.add(parameter(Parameter.Place.HEADER));
      case "body", "body*" -> {
        call.bodyRequired = keyword.endsWith("*") || taken('*');
        call.body = schema();
        List<String> contentTypes = new ArrayList<>();
        if (takenWord("sent")) {
          while (!atEndOfLine()) {
            contentTypes.add(word());
          }
        } else {
          contentTypes.add("application/json");
          contentTypes.add("application/x-www-form-urlencoded");
        }
        call.contentTypes = contentTypes;
      }
      case "answers" -> {
        int status = status(word());
        call.answers.put(status, atEndOfLine() ? null : schema());
      }
      case "refuses" -> {
        while (!atEndOfLine()) {
          call.answers.put(status(word()), null);
        }
      }
      default -> throw mistake("`" + keyword + "` says nothing about an operation");
    }
  }

  private int status(String word) throws Mistake {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw mistake("`" + word + "` is no status");
    }
  }

  private NotationNode.Param parameter(Parameter.Place place) throws Mistake {
    String name = word();
    boolean required = taken('*');
    NotationNode node = schema();
    String says = takenWord("quoted") ? string() : null;
    return new NotationNode.Param(name, place, required, node, says);
  }

  private NotationNode schema() throws Mistake {
    blanks();
    NotationNode node = new NotationNode(line);
    int start = at;
    String first = peekWord();
    if (!Set.of("oneOf", "anyOf", "allOf").contains(first)) {
      do {
        atom(node);
      } while (taken('|'));
    }
    if (start == at && first.isEmpty()) {
      throw mistake("a type is missing");
    }
    if (node.reference == null) {
      while (attribute(node)) {
        blanks();
      }
    }
    return node;
  }

  private void atom(NotationNode node) throws Mistake {
    if (taken('{')) {
      node.types.add(Schema.Type.OBJECT);
      members(node);
      return;
    }
    if (taken('[')) {
      node.types.add(Schema.Type.ARRAY);
      if (!taken(']')) {
        node.items = schema();
        expect(']');
      }
      return;
    }
    String word = word();
    switch (word) {
      case "any" -> {}
      case "string" -> node.types.add(Schema.Type.STRING);
      case "integer" -> node.types.add(Schema.Type.INTEGER);
      case "number" -> node.types.add(Schema.Type.NUMBER);
      case "boolean" -> node.types.add(Schema.Type.BOOLEAN);
      case "null" -> node.types.add(Schema.Type.NULL);
      default -> {
        if (word.isEmpty() || !Character.isUpperCase(word.charAt(0)) || !node.types.isEmpty()) {
          throw mistake("`" + word + "` is no type");
        }
        node.reference = word;
      }
    }
  }

  /** What follows an opening brace; without a line of dots the object is closed. */
  private void members(NotationNode node) throws Mistake {
    node.closed = true;
    while (true) {
      space();
      if (taken('}')) {
        return;
      }
      if (text.startsWith("...", at)) {
        at += 3;
        node.closed = false;
        if (!atEndOfLine() && text.charAt(at) != '}') {
          node.others = schema();
        }
      } else if (taken('*')) {
        node.required.add(word());
      } else {
        String name = word();
        if (name.isEmpty()) {
          throw mistake("a member or `}` is wanted");
        }
        if (taken('*')) {
          node.required.add(name);
        }
        if (node.properties.put(name, schema()) != null) {
          throw mistake("there are two members " + name);
        }
      }
      if (!atEndOfLine() && text.charAt(at) != '}') {
        throw mistake("`" + peekWord() + "` says nothing about a type");
      }
    }
  }

  private boolean attribute(NotationNode node) throws Mistake {
    String word = peekWord();
    switch (word) {
      case "length" -> node.length = limits();
      case "range" -> node.range = limits();
      case "count" -> node.count = limits();
      case "members" -> node.members = limits();
      case "unique" -> {
        word();
        node.unique = true;
      }
      case "as" -> {
        word();
        node.format = word();
      }
      case "like" -> {
        word();
        node.pattern = string();
      }
      case "in" -> {
        word();
        expect('(');
        for (space(); !taken(')'); space()) {
          node.values.add(value());
        }
      }
      case "is" -> {
        word();
        node.values.add(value());
      }
      case "oneOf" -> node.oneOf = alternatives();
      case "anyOf" -> node.anyOf = alternatives();
      case "allOf" -> node.allOf = alternatives();
      case "default" -> {
        word();
        blanks();
        node.hasDefault = true;
        node.defaultValue = json();
      }
      case "says" -> {
        word();
        node.description = string();
      }
      case "readonly" -> {
        word();
        node.readOnly = true;
      }
      case "writeonly" -> {
        word();
        node.writeOnly = true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<NotationNode> alternatives() throws Mistake {
    word();
    expect('(');
    List<NotationNode> nodes = new ArrayList<>();
    do {
      space();
      nodes.add(schema());
      space();
    } while (taken(','));
    expect(')');
    return nodes;
  }

  private String limits() throws Mistake {
    word();
    String limits = word();
    if (!LIMITS.matcher(limits).matches()) {
      throw mistake("limits are written 1..20, unlike `" + limits + "`");
    }
    return limits;
  }

  /** A value of an enumeration: a bare word is a string. */
  private @Nullable Object value() throws Mistake {
    blanks();
    char first = at < text.length() ? text.charAt(at) : ' ';
    if (first == '"' || first == '-' || Character.isDigit(first)) {
      return json();
    }
    String word = word();
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      case "" -> throw mistake("a value is missing");
      default -> word;
    };
  }

  private String string() throws Mistake {
    blanks();
    if (json() instanceof String given) {
      return given;
    }
    throw mistake("a text in quotes is missing");
  }

  /** The JSON value that begins here. */
  private @Nullable Object json() throws Mistake {
    int start = at;
    int depth = 0;
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth > 0 && (c == '}' || c == ']')) {
        depth--;
      } else if (depth == 0 && " \n,)]}".indexOf(c) >= 0) {
        break;
      } else if (c == '\n') {
        break;
      }
    }
    String json = text.substring(start, Math.min(at, text.length()));
    try {
      return Json.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw mistake("`" + json + "` is not JSON");
    }
  }

  // What is between the words.

  private int indent() {
    int start = at;
    blanks();
    return at - start;
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  /** Blanks and line ends. */
  private void space() {
    for (blanks(); at < text.length() && text.charAt(at) == '\n'; blanks()) {
      newline();
    }
  }

  private void newline() {
    at++;
    line++;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private boolean atEndOfLine() {
    blanks();
    return at >= text.length() || text.charAt(at) == '\n';
  }

  private void endOfLine() throws Mistake {
    if (!atEndOfLine()) {
      throw mistake("`" + restOfLine() + "` is one too many");
    }
    if (at < text.length()) {
      newline();
    }
  }

  private String restOfLine() {
    blanks();
    int start = at;
    skipLine();
    return text.substring(start, at).strip();
  }

  private boolean taken(char wanted) {
    blanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) throws Mistake {
    space();
    if (!taken(wanted)) {
      throw mistake("`" + wanted + "` is missing");
    }
  }

  private String peekWord() throws Mistake {
    int before = at;
    String word = at < text.length() && text.charAt(at) == '"' ? "\"" : word();
    at = before;
    return word;
  }

  private boolean takenWord(String wanted) throws Mistake {
    blanks();
    if (peekWord().equals(wanted)) {
      word();
      return true;
    }
    return false;
  }

  /** The word that begins here, empty where none does; a text in quotes is one. */
  private String word() throws Mistake {
    blanks();
    if (at < text.length() && text.charAt(at) == '"') {
      return string();
    }
    int start = at;
    while (at < text.length() && " \n{}[](),|*\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
