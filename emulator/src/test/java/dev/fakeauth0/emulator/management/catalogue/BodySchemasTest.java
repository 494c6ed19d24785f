package dev.fakeauth0.emulator.management.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each body schema takes a small body made from it, and refuses that body with one member more. */
class BodySchemasTest {

  private static final List<String> SAMPLES =
      List.of(
          "a",
          "aaaa",
          "aaaaaaaaaaaaaaaa",
          "a".repeat(32),
          "https://a.example/x",
          "a@b.example",
          "2026-01-02T03:04:05Z",
          "2026-01-02",
          "192.0.2.1",
          "192.0.2.0/24",
          "::1",
          "2001:db8::/32",
          "a.example",
          "#aabbcc",
          "00000000-0000-0000-0000-000000000000",
          "",
          "123456789012",
          "+4912345678",
          "us-east-1",
          "AC" + "0".repeat(32),
          "MG" + "0".repeat(32),
          "US",
          "1",
          "con_" + "a".repeat(16),
          "org_" + "a".repeat(16),
          "rol_" + "a".repeat(16),
          "est_" + "a".repeat(22),
          "cgr_" + "a".repeat(16),
          "ac_" + "a".repeat(22),
          "af_" + "a".repeat(22),
          "uap_" + "a".repeat(22),
          "cop_" + "a".repeat(22),
          "grp_" + "a".repeat(16),
          "flg_" + "a".repeat(16),
          "var_" + "a".repeat(16),
          "seg_" + "a".repeat(16),
          "exp_" + "a".repeat(16),
          "evt_" + "a".repeat(16),
          "A".repeat(86) + "==",
          "client.metadata.a",
          "aamva",
          "simplified/1.0",
          "a".repeat(100),
          "a".repeat(300));

  static Stream<Operation> operationsWithBodies() {
    return Catalogue.standard().operations().stream().filter(given -> given.body().isPresent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsWithBodies")
  void a_body_made_from_its_schema_passes_and_an_unknown_member_does_not(Operation operation) {
    Schema schema = operation.body().orElseThrow().schema();
    Object body = sample(schema, 0);

    assertThat(SchemaCheck.body(schema, body)).as("%s", body).isEmpty();
    if (body instanceof Map<?, ?> members && closed(schema)) {
      Map<Object, Object> more = new LinkedHashMap<>(members);
      more.put("member-nobody-knows", 1L);
      assertThat(SchemaCheck.body(schema, more).orElseThrow().text())
          .contains(
              schema.oneOf().isEmpty() && schema.anyOf().isEmpty()
                  ? "Additional properties not allowed: member-nobody-knows"
                  : "None of the valid schemas were met");
    }
  }

  private static boolean closed(Schema schema) {
    List<Schema> alternatives = new ArrayList<>(schema.oneOf());
    alternatives.addAll(schema.anyOf());
    return schema.closed()
        || (!alternatives.isEmpty() && alternatives.stream().allMatch(BodySchemasTest::closed));
  }

  private static Object sample(Schema schema, int depth) {
    if (!schema.values().isEmpty()) {
      return schema.values().get(0);
    }
    List<Schema> parts = new ArrayList<>(schema.oneOf());
    parts.addAll(schema.anyOf());
    if (!parts.isEmpty() && schema.properties().isEmpty()) {
      for (Schema part : parts) {
        Object value = sample(part, depth + 1);
        if (SchemaCheck.body(schema, value).isEmpty()) {
          return value;
        }
      }
    }
    if (!schema.allOf().isEmpty() && schema.properties().isEmpty()) {
      return sample(schema.allOf().get(0), depth + 1);
    }
    if (schema.types().contains(Schema.Type.OBJECT)) {
      return object(schema, depth);
    }
    if (schema.types().contains(Schema.Type.ARRAY)) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < schema.minItems().orElse(0); i++) {
        items.add(schema.items().map(item -> sample(item, depth + 1)).orElse("a"));
      }
      return items;
    }
    if (schema.types().contains(Schema.Type.BOOLEAN)) {
      return true;
    }
    if (schema.types().contains(Schema.Type.INTEGER)
        || schema.types().contains(Schema.Type.NUMBER)) {
      return schema.minimum().map(least -> least.longValue()).orElse(1L);
    }
    if (schema.types().contains(Schema.Type.NULL) && schema.types().size() == 1) {
      return null;
    }
    return SAMPLES.stream()
        .filter(text -> SchemaCheck.body(schema, text).isEmpty())
        .findFirst()
        .orElse("a");
  }

  private static Object object(Schema schema, int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : schema.required()) {
      Schema member = schema.properties().get(name);
      members.put(name, member == null ? "a" : sample(member, depth + 1));
    }
    for (Map.Entry<String, Schema> member : schema.properties().entrySet()) {
      if (members.size() >= schema.minProperties().orElse(0)) {
        break;
      }
      members.putIfAbsent(member.getKey(), sample(member.getValue(), depth + 1));
    }
    for (int i = members.size(); i < schema.minProperties().orElse(0) && !schema.closed(); i++) {
      members.put("a" + i, schema.others().map(other -> sample(other, depth + 1)).orElse("a"));
    }
    return members;
  }
}
