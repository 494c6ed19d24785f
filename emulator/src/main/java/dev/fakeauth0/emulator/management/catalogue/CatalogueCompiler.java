package dev.fakeauth0.emulator.management.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the notation into the files that {@link Catalogue} reads; only the build uses it. The
 * layout is described at {@link RouteTree#read} and {@link ResourceFile}.
 */
// Ordinals are written here and read by classes of the same build.
@SuppressWarnings("EnumOrdinal")
public final class CatalogueCompiler {

  /** The file whose types all others may use. */
  private static final String SHARED = "shared";

  private final Map<String, NotationNode.File> files;

  private CatalogueCompiler(Map<String, NotationNode.File> files) {
    this.files = files;
  }

  /**
   * Compiles a folder.
   *
   * @param arguments the folder of the notation, the folder to write to
   * @throws IOException if a file cannot be read or written
   * @throws NotationReader.Mistake if the notation has a mistake
   */
  public static void main(String... arguments) throws IOException, NotationReader.Mistake {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
      for (Path path : found.toList()) {
        String name = path.getFileName().toString();
        if (name.endsWith(".api")) {
          texts.put(name.substring(0, name.length() - ".api".length()), Files.readString(path));
        }
      }
    }
    Path to = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<String, byte[]> file : compile(texts).entrySet()) {
      Path path = to.resolve(file.getKey());
      // An unchanged file keeps its time: what is made from it is not made anew.
      if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        Files.write(path, file.getValue());
      }
    }
  }

  /**
   * Compiles files.
   *
   * @param texts names, without ending, to notation
   * @return names to content, the index among them
   */
  static Map<String, byte[]> compile(Map<String, String> texts)
      throws IOException, NotationReader.Mistake {
    Map<String, NotationNode.File> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      files.put(text.getKey(), NotationReader.read(text.getKey(), text.getValue()));
    }
    CatalogueCompiler compiler = new CatalogueCompiler(files);
    Map<String, byte[]> compiled = new LinkedHashMap<>();
    compiled.put("index", compiler.index());
    for (NotationNode.File file : files.values()) {
      compiled.put(file.name(), compiler.new Output(file).write());
    }
    return compiled;
  }

  private byte[] index() throws IOException, NotationReader.Mistake {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<NotationNode.File> served =
        files.values().stream().filter(file -> !file.calls().isEmpty()).toList();
    out.writeInt(served.size());
    for (NotationNode.File file : served) {
      out.writeUTF(file.name());
      out.writeInt(file.calls().size());
      for (NotationNode.Call call : file.calls()) {
        if (!call.path.equals("/" + file.name())
            && !call.path.startsWith("/" + file.name() + "/")) {
          throw new NotationReader.Mistake(file.name(), call.line, "it belongs into another file");
        }
        out.writeUTF(call.method);
        out.writeUTF(call.path);
      }
    }
    return bytes.toByteArray();
  }

  private final class Output {

    private final NotationNode.File file;
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> references = new LinkedHashMap<>();
    private final List<String[]> referenceParts = new ArrayList<>();
    private final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final ByteArrayOutputStream nodeBytes = new ByteArrayOutputStream();

    Output(NotationNode.File file) {
      this.file = file;
    }

    byte[] write() throws IOException, NotationReader.Mistake {
      ByteArrayOutputStream typeBytes = new ByteArrayOutputStream();
      DataOutputStream types = new DataOutputStream(typeBytes);
      types.writeInt(file.types().size());
      for (NotationNode.Type type : file.types().values()) {
        types.writeShort(string(type.name()));
        // Each named type has a node of its own, so that the name is known from the node.
        types.writeInt(append(content(type.node())));
      }
      ByteArrayOutputStream callBytes = new ByteArrayOutputStream();
      DataOutputStream calls = new DataOutputStream(callBytes);
      calls.writeInt(file.calls().size());
      for (NotationNode.Call call : file.calls()) {
        write(calls, call);
      }
      for (String[] parts : referenceParts) {
        string(parts[0]);
        string(parts[1]);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(strings.size());
      for (String string : strings.keySet()) {
        out.writeUTF(string);
      }
      out.writeInt(referenceParts.size());
      for (String[] parts : referenceParts) {
        out.writeShort(string(parts[0]));
        out.writeShort(string(parts[1]));
      }
      typeBytes.writeTo(out);
      callBytes.writeTo(out);
      nodeBytes.writeTo(out);
      return bytes.toByteArray();
    }

    private void write(DataOutputStream out, NotationNode.Call call)
        throws IOException, NotationReader.Mistake {
      out.writeShort(string(call.method));
      out.writeShort(string(call.path));
      out.writeInt(call.scopes.size());
      for (String scope : call.scopes) {
        out.writeShort(string(scope));
      }
      out.writeBoolean(call.everyScope);
      out.writeInt(call.parameters.size());
      for (NotationNode.Param parameter : call.parameters) {
        out.writeShort(string(parameter.name()));
        out.writeByte(parameter.in().ordinal());
        out.writeBoolean(parameter.required());
        out.writeInt(pointer(parameter.node()));
        optional(out, parameter.says());
      }
      out.writeBoolean(call.body != null);
      if (call.body != null) {
        out.writeBoolean(call.bodyRequired);
        out.writeInt(call.contentTypes.size());
        for (String contentType : call.contentTypes) {
          out.writeShort(string(contentType));
        }
        out.writeInt(pointer(call.body));
      }
      out.writeInt(call.answers.size());
      for (Map.Entry<Integer, @Nullable NotationNode> answer : call.answers.entrySet()) {
        out.writeInt(answer.getKey());
        NotationNode node = answer.getValue();
        out.writeBoolean(node != null);
        if (node != null) {
          out.writeInt(pointer(node));
        }
      }
      optional(out, call.stage);
    }

    private void optional(DataOutputStream out, @Nullable String text) throws IOException {
      out.writeBoolean(text != null);
      if (text != null) {
        out.writeShort(string(text));
      }
    }

    private int string(String text) {
      return strings.computeIfAbsent(text, unused -> strings.size());
    }

    private int pointer(NotationNode node) throws IOException, NotationReader.Mistake {
      String name = node.reference;
      if (name != null) {
        String home = home(name, node.line);
        return -1
            - references.computeIfAbsent(
                home + ' ' + name,
                unused -> {
                  referenceParts.add(new String[] {home, name});
                  return referenceParts.size() - 1;
                });
      }
      byte[] content = content(node);
      String key = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
      Integer known = nodes.get(key);
      if (known == null) {
        known = append(content);
        nodes.put(key, known);
      }
      return known;
    }

    private String home(String name, int line) throws NotationReader.Mistake {
      if (file.types().containsKey(name)) {
        return file.name();
      }
      NotationNode.File shared = files.get(SHARED);
      if (shared == null || !shared.types().containsKey(name)) {
        throw new NotationReader.Mistake(
            file.name(), line, "there is no type " + name + ", here or in " + SHARED);
      }
      return SHARED;
    }

    private int append(byte[] content) throws IOException {
      int offset = nodeBytes.size();
      nodeBytes.write(content);
      return offset;
    }

    private byte[] content(NotationNode node) throws IOException, NotationReader.Mistake {
      if (node.reference != null) {
        // A type that is another one by a second name.
        NotationNode second = new NotationNode(node.line);
        NotationNode first = new NotationNode(node.line);
        first.reference = node.reference;
        second.allOf = List.of(first);
        return content(second);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(bits(node));
      int types = 0;
      for (Schema.Type type : node.types) {
        types |= 1 << type.ordinal();
      }
      out.writeByte(types);
      if (!node.properties.isEmpty()) {
        out.writeInt(node.properties.size());
        for (Map.Entry<String, NotationNode> member : node.properties.entrySet()) {
          out.writeShort(string(member.getKey()));
          out.writeInt(pointer(member.getValue()));
        }
      }
      if (!node.required.isEmpty()) {
        out.writeInt(node.required.size());
        for (String name : node.required) {
          out.writeShort(string(name));
        }
      }
      if (node.others != null) {
        out.writeInt(pointer(node.others));
      }
      if (!node.values.isEmpty()) {
        values(out, node.values);
      }
      for (String text : Arrays.asList(node.format, node.pattern)) {
        if (text != null) {
          out.writeShort(string(text));
        }
      }
      for (String limits : Arrays.asList(node.length, node.range, node.count, node.members)) {
        if (limits != null) {
          limits(out, limits);
        }
      }
      if (node.items != null) {
        out.writeInt(pointer(node.items));
      }
      for (List<NotationNode> alternatives : List.of(node.oneOf, node.anyOf, node.allOf)) {
        if (!alternatives.isEmpty()) {
          out.writeInt(alternatives.size());
          for (NotationNode alternative : alternatives) {
            out.writeInt(pointer(alternative));
          }
        }
      }
      if (node.hasDefault) {
        value(out, node.defaultValue);
      }
      if (node.description != null) {
        out.writeShort(string(node.description));
      }
      return bytes.toByteArray();
    }

    private void limits(DataOutputStream out, String limits) throws IOException {
      int dots = limits.indexOf("..");
      for (String bound : List.of(limits.substring(0, dots), limits.substring(dots + 2))) {
        out.writeShort(string(bound.isEmpty() ? "" : new BigDecimal(bound).toPlainString()));
      }
    }

    private void values(DataOutputStream out, List<?> values) throws IOException {
      out.writeInt(values.size());
      for (Object value : values) {
        value(out, value);
      }
    }

    private void value(DataOutputStream out, @Nullable Object value) throws IOException {
      if (value == null) {
        out.writeByte('n');
      } else if (value instanceof Boolean flag) {
        out.writeByte(flag ? 't' : 'f');
      } else if (value instanceof String text) {
        out.writeByte('s');
        out.writeShort(string(text));
      } else if (value instanceof Long number) {
        out.writeByte('i');
        out.writeLong(number);
      } else if (value instanceof Double number) {
        out.writeByte('d');
        out.writeDouble(number);
      } else if (value instanceof List<?> items) {
        out.writeByte('a');
        values(out, items);
      } else if (value instanceof Map<?, ?> members) {
        out.writeByte('o');
        out.writeInt(members.size());
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.writeShort(string((String) member.getKey()));
          value(out, member.getValue());
        }
      } else {
        throw new IOException("no form for " + Optional.of(value));
      }
    }

    private int bits(NotationNode node) {
      return bit(ResourceFile.PROPERTIES, !node.properties.isEmpty())
          | bit(ResourceFile.REQUIRED, !node.required.isEmpty())
          | bit(ResourceFile.CLOSED, node.closed)
          | bit(ResourceFile.OTHERS, node.others != null)
          | bit(ResourceFile.VALUES, !node.values.isEmpty())
          | bit(ResourceFile.FORMAT, node.format != null)
          | bit(ResourceFile.PATTERN, node.pattern != null)
          | bit(ResourceFile.LENGTH, node.length != null)
          | bit(ResourceFile.RANGE, node.range != null)
          | bit(ResourceFile.COUNT, node.count != null)
          | bit(ResourceFile.MEMBERS, node.members != null)
          | bit(ResourceFile.ITEMS, node.items != null)
          | bit(ResourceFile.UNIQUE, node.unique)
          | bit(ResourceFile.ONE_OF, !node.oneOf.isEmpty())
          | bit(ResourceFile.ANY_OF, !node.anyOf.isEmpty())
          | bit(ResourceFile.ALL_OF, !node.allOf.isEmpty())
          | bit(ResourceFile.DEFAULT, node.hasDefault)
          | bit(ResourceFile.DESCRIPTION, node.description != null)
          | bit(ResourceFile.READ_ONLY, node.readOnly)
          | bit(ResourceFile.WRITE_ONLY, node.writeOnly);
    }

    private static int bit(int bit, boolean set) {
      return set ? bit : 0;
    }
  }
}
