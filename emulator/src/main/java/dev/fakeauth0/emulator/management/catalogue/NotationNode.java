package dev.fakeauth0.emulator.management.catalogue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A schema as the notation writes it; only the build uses it. */
final class NotationNode {

  /** A named type: where it stands, and what it is. */
  record Type(String name, int line, NotationNode node) {}

  /** A parameter. */
  record Param(
      String name,
      Parameter.Place in,
      boolean required,
      NotationNode node,
      @Nullable String says) {}

  /** An operation, filled while its lines are read. */
  static final class Call {
    final String method;
    final String path;
    final int line;
    final List<String> scopes = new ArrayList<>();
    boolean everyScope;
    @Nullable String stage;
    final List<Param> parameters = new ArrayList<>();
    @Nullable NotationNode body;
    boolean bodyRequired;
    List<String> contentTypes = List.of();
    final Map<Integer, @Nullable NotationNode> answers = new TreeMap<>();

    Call(String method, String path, int line) {
      this.method = method;
      this.path = path;
      this.line = line;
    }
  }

  /** A file of the notation. */
  record File(String name, List<Call> calls, Map<String, Type> types) {}

  /** The line it begins in. */
  final int line;

  /** The named type it stands for; nothing else is set then. */
  @Nullable String reference;

  final Set<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
  final Map<String, NotationNode> properties = new LinkedHashMap<>();
  final Set<String> required = new LinkedHashSet<>();
  boolean closed;
  @Nullable NotationNode others;
  final List<@Nullable Object> values = new ArrayList<>();
  @Nullable String format;
  @Nullable String pattern;
  @Nullable String length;
  @Nullable String range;
  @Nullable String count;
  @Nullable String members;
  @Nullable NotationNode items;
  boolean unique;
  List<NotationNode> oneOf = List.of();
  List<NotationNode> anyOf = List.of();
  List<NotationNode> allOf = List.of();
  boolean hasDefault;
  @Nullable Object defaultValue;
  @Nullable String description;
  boolean readOnly;
  boolean writeOnly;

  NotationNode(int line) {
    this.line = line;
  }
}
