package dev.fakeauth0.emulator.management.catalogue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One compiled file of the catalogue: the operations of a resource, and named types. Schemas are
 * decoded when they are first asked something.
 *
 * <p>The file holds, in this order: the table of strings; the table of references to named types
 * (file and name); the table of named types (name, offset of the node); the operations; the nodes.
 * A node is pointed to by its offset from the first node, and a named type by {@code -1 - number of
 * the reference}.
 */
final class ResourceFile {

  /** The parts a node may have; their bits say which it has, and they follow in this order. */
  static final int PROPERTIES = 1;

  static final int CLOSED = 1 << 1;
  static final int OTHERS = 1 << 2;
  static final int VALUES = 1 << 3;
  static final int FORMAT = 1 << 4;
  static final int PATTERN = 1 << 5;
  static final int LENGTH = 1 << 6;
  static final int RANGE = 1 << 7;
  static final int COUNT = 1 << 8;
  static final int MEMBERS = 1 << 9;
  static final int ITEMS = 1 << 10;
  static final int UNIQUE = 1 << 11;
  static final int ONE_OF = 1 << 12;
  static final int ANY_OF = 1 << 13;
  static final int ALL_OF = 1 << 14;
  static final int DEFAULT = 1 << 15;
  static final int DESCRIPTION = 1 << 16;
  static final int READ_ONLY = 1 << 17;
  static final int WRITE_ONLY = 1 << 18;
  static final int REQUIRED = 1 << 19;

  private static final Schema.Type[] TYPES = Schema.Type.values();
  private static final Parameter.Place[] PLACES = Parameter.Place.values();

  private final Catalogue catalogue;
  private final String resource;
  private final byte[] content;
  private final String[] strings;
  private final String[] referenceFiles;
  private final String[] referenceNames;
  private final Map<String, Integer> types = new HashMap<>();
  private final Map<Integer, Schema> known = new HashMap<>();
  private final int nodes;
  private final List<Operation> operations;

  ResourceFile(Catalogue catalogue, String resource, byte[] content) throws IOException {
    this.catalogue = catalogue;
    this.resource = resource;
    this.content = content;
    ByteArrayInputStream bytes = new ByteArrayInputStream(content);
    DataInputStream in = new DataInputStream(bytes);
    strings = new String[in.readInt()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = in.readUTF();
    }
    int references = in.readInt();
    referenceFiles = new String[references];
    referenceNames = new String[references];
    for (int i = 0; i < references; i++) {
      referenceFiles[i] = string(in);
      referenceNames[i] = string(in);
    }
    for (int left = in.readInt(); left > 0; left--) {
      types.put(string(in), in.readInt());
    }
    List<Operation> read = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      read.add(operation(in));
    }
    operations = List.copyOf(read);
    nodes = content.length - bytes.available();
  }

  List<Operation> operations() {
    return operations;
  }

  Optional<Schema> type(String name) {
    Integer offset = types.get(name);
    return offset == null ? Optional.empty() : Optional.of(schema(name, offset));
  }

  private Operation operation(DataInputStream in) throws IOException {
    String method = string(in);
    String path = string(in);
    List<String> scopes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      scopes.add(string(in));
    }
    final boolean everyScope = in.readBoolean();
    List<Parameter> parameters = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      parameters.add(
          new Parameter(
              string(in),
              PLACES[in.readByte()],
              in.readBoolean(),
              pointed(in.readInt()),
              optionalString(in)));
    }
    Optional<Operation.Body> body = Optional.empty();
    if (in.readBoolean()) {
      boolean required = in.readBoolean();
      List<String> contentTypes = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        contentTypes.add(string(in));
      }
      body =
          Optional.of(
              new Operation.Body(required, List.copyOf(contentTypes), pointed(in.readInt())));
    }
    Map<Integer, Optional<Schema>> answers = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      int status = in.readInt();
      answers.put(status, in.readBoolean() ? Optional.of(pointed(in.readInt())) : Optional.empty());
    }
    return new Operation(
        method,
        Catalogue.ROOT + path,
        resource,
        List.copyOf(scopes),
        everyScope,
        List.copyOf(parameters),
        body,
        Collections.unmodifiableMap(answers),
        optionalString(in));
  }

  /** The schema a pointer stands for; a named type of another file is found once it is asked. */
  private Schema pointed(int pointer) {
    if (pointer >= 0) {
      return schema(null, pointer);
    }
    String file = referenceFiles[-1 - pointer];
    String name = referenceNames[-1 - pointer];
    ResourceFile home = file.equals(resource) ? this : catalogue.file(file);
    Optional<Schema> type = home.type(name);
    if (type.isEmpty()) {
      throw new IllegalStateException(file + " has no type " + name);
    }
    return type.get();
  }

  private Schema schema(@Nullable String name, int offset) {
    synchronized (known) {
      Schema schema = known.get(offset);
      if (schema == null) {
        schema = new Schema(name, new NodeAt(this, offset));
        known.put(offset, schema);
      }
      return schema;
    }
  }

  private record NodeAt(ResourceFile file, int offset) implements Schema.Source {
    @Override
    public Schema.Parts read() {
      return file.node(offset);
    }
  }

  private Schema.Parts node(int offset) {
    int start = nodes + offset;
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(content, start, content.length - start));
    try {
      return node(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue of the Management API is damaged", e);
    }
  }

  private Schema.Parts node(DataInputStream in) throws IOException {
    final int has = in.readInt();
    final Set<Schema.Type> types = types(in.readByte());
    Map<String, Schema> properties = new LinkedHashMap<>();
    if ((has & PROPERTIES) != 0) {
      for (int left = in.readInt(); left > 0; left--) {
        properties.put(string(in), pointed(in.readInt()));
      }
    }
    Set<String> required = new LinkedHashSet<>();
    if ((has & REQUIRED) != 0) {
      for (int left = in.readInt(); left > 0; left--) {
        required.add(string(in));
      }
    }
    return new Schema.Parts(
        types,
        Collections.unmodifiableMap(properties),
        Collections.unmodifiableSet(required),
        (has & CLOSED) != 0,
        (has & OTHERS) != 0 ? Optional.of(pointed(in.readInt())) : Optional.empty(),
        (has & VALUES) != 0 ? values(in) : List.of(),
        (has & FORMAT) != 0 ? Optional.of(string(in)) : Optional.empty(),
        (has & PATTERN) != 0 ? Optional.of(string(in)) : Optional.empty(),
        (has & LENGTH) != 0 ? limits(in) : Schema.Limits.NONE,
        (has & RANGE) != 0 ? limits(in) : Schema.Limits.NONE,
        (has & COUNT) != 0 ? limits(in) : Schema.Limits.NONE,
        (has & MEMBERS) != 0 ? limits(in) : Schema.Limits.NONE,
        (has & ITEMS) != 0 ? Optional.of(pointed(in.readInt())) : Optional.empty(),
        (has & UNIQUE) != 0,
        (has & ONE_OF) != 0 ? schemas(in) : List.of(),
        (has & ANY_OF) != 0 ? schemas(in) : List.of(),
        (has & ALL_OF) != 0 ? schemas(in) : List.of(),
        (has & DEFAULT) != 0,
        (has & DEFAULT) != 0 ? value(in) : null,
        (has & DESCRIPTION) != 0 ? Optional.of(string(in)) : Optional.empty(),
        (has & READ_ONLY) != 0,
        (has & WRITE_ONLY) != 0);
  }

  private static Set<Schema.Type> types(int bits) {
    Set<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
    for (int i = 0; i < TYPES.length; i++) {
      if ((bits & 1 << i) != 0) {
        types.add(TYPES[i]);
      }
    }
    return Collections.unmodifiableSet(types);
  }

  private Schema.Limits limits(DataInputStream in) throws IOException {
    String least = string(in);
    String most = string(in);
    return new Schema.Limits(
        least.isEmpty() ? null : new BigDecimal(least),
        most.isEmpty() ? null : new BigDecimal(most));
  }

  private List<Schema> schemas(DataInputStream in) throws IOException {
    List<Schema> schemas = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      schemas.add(pointed(in.readInt()));
    }
    return List.copyOf(schemas);
  }

  private List<@Nullable Object> values(DataInputStream in) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(value(in));
    }
    return Collections.unmodifiableList(values);
  }

  /** A value as {@code Json} reads it, behind the first letter of its type. */
  private @Nullable Object value(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'n' -> null;
      case 't' -> true;
      case 'f' -> false;
      case 's' -> string(in);
      case 'i' -> in.readLong();
      case 'd' -> in.readDouble();
      case 'a' -> values(in);
      case 'o' -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          members.put(string(in), value(in));
        }
        yield Collections.unmodifiableMap(members);
      }
      default -> throw new IOException("no value is of kind " + kind);
    };
  }

  private String string(DataInputStream in) throws IOException {
    return strings[in.readUnsignedShort()];
  }

  private Optional<String> optionalString(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(string(in)) : Optional.empty();
  }
}
