package dev.fakeauth0.emulator.control;

import static dev.fakeauth0.emulator.control.Controlled.diagnosis;
import static dev.fakeauth0.emulator.control.Controlled.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.tenant.KeyRing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlEndpointsTest {

  private final Controlled emulator = new Controlled();

  @Test
  void health_names_tenants_and_issuers() {
    Reply reply = emulator.get("/__admin/health");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .isEqualTo(
            "{\"status\":\"ok\",\"tenants\":["
                + "{\"tenant\":\"default\",\"issuer\":\"http://localhost:8080/\",\"issuers\":[\"http://localhost:8080/\","
                + "\"http://default.eu.auth0.com:8080/\"]},"
                + "{\"tenant\":\"prod\",\"issuer\":\"http://prod.eu.auth0.com:8080/\","
                + "\"issuers\":[\"http://prod.eu.auth0.com:8080/\"]}]}");
  }

  @Test
  void hands_out_the_ca() {
    Reply reply = emulator.get("/__admin/ca.pem");

    assertThat(reply.text()).isEqualTo("a CA in PEM");
    assertThat(reply.headers().first("Content-Type")).contains("application/x-pem-file");
  }

  @Test
  void seeds_a_document_with_its_keywords_beside_what_is_there() {
    Reply reply =
        emulator.send(
            "POST",
            "/__admin/seed",
            "{\"document\":\"clients:\\n  - name: ##NAME##\\n    client_secret: hush\\n\","
                + "\"environment\":{\"NAME\":\"shop\"}}");

    assertThat(reply.text()).isEqualTo("{\"warnings\":[]}");
    assertThat(emulator.get("/__admin/tenant").text()).contains("\"shop\"", "\"m2m\"");
  }

  @Test
  void names_the_part_that_cannot_be_seeded_and_adds_none() {
    String before = emulator.get("/__admin/tenant").text();

    Reply reply =
        emulator.send(
            "POST",
            "/__admin/seed",
            "{\"parts\":{\"resourceServers\":[{\"name\":\"a\",\"identifier\":\"https://a\"}],"
                + "\"clients\":[{\"name\":\"shop\",\"grant_types\":7}]}}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).string("because").orElseThrow())
        .contains("client \"shop\"", "grant_types");
    assertThat(emulator.get("/__admin/tenant").text()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"document\":\"clients: []\",\"parts\":{}}",
        "{\"parts\":{},\"environment\":{}}",
        "{\"document\":\"clients: []\",\"environment\":{\"A\":1}}",
        "{\"document\":7}",
        "{\"dokument\":\"clients: []\"}"
      })
  void takes_either_a_document_or_parts(String body) {
    assertThat(emulator.send("POST", "/__admin/seed", body).status()).isEqualTo(400);
  }

  @Test
  void names_the_client_that_programs_use() {
    assertThat(emulator.get("/__admin/machine-client").text())
        .isEqualTo(
            "{\"client_id\":\"m2m\",\"client_secret\":\"m2m-secret\","
                + "\"audience\":\"https://api.example.com\"}");
  }

  @Test
  void has_no_client_for_programs_where_no_machine_is() {
    emulator.send("PUT", "/__admin/tenant", "{\"clients\":[]}");

    assertThat(emulator.get("/__admin/machine-client").status()).isEqualTo(204);
  }

  @Test
  void adds_failure_rules_and_leaves_the_counts_of_the_others() {
    emulator.send("PUT", "/__admin/failures", "[\"hs256\"]");

    Reply reply = emulator.send("POST", "/__admin/failures", "[\"jwks-empty\"]");

    assertThat(reply.text())
        .isEqualTo(
            "[{\"rule\":\"jwks-empty\",\"hits\":0,\"exhausted\":false},"
                + "{\"rule\":\"hs256\",\"hits\":0,\"exhausted\":false}]");
  }

  @Test
  void a_reset_goes_back_to_the_baseline() {
    emulator.send("PUT", "/__admin/clock", "{\"frozen\":true}");

    Reply reply = emulator.send("POST", "/__admin/reset", "");

    assertThat(reply.status()).isEqualTo(204);
    assertThat(json(emulator.get("/__admin/clock")).flag("frozen", true)).isFalse();
  }

  @Test
  void the_clock_is_set_advanced_and_frozen() {
    assertThat(emulator.get("/__admin/clock").text())
        .isEqualTo("{\"now\":\"2026-11-21T12:00:00Z\",\"frozen\":false}");
    assertThat(emulator.send("PUT", "/__admin/clock", "{\"now\":\"2026-01-01T00:00:00Z\"}").text())
        .isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"frozen\":false}");
    assertThat(emulator.send("PUT", "/__admin/clock", "{\"advance\":\"PT1H\"}").text())
        .isEqualTo("{\"now\":\"2026-01-01T01:00:00Z\",\"frozen\":false}");
    assertThat(
            emulator.send("PUT", "/__admin/clock", "{\"advance\":\"P1D\",\"frozen\":true}").text())
        .isEqualTo("{\"now\":\"2026-01-02T01:00:00Z\",\"frozen\":true}");
    assertThat(emulator.send("PUT", "/__admin/clock", "{\"frozen\":false}").text())
        .isEqualTo("{\"now\":\"2026-01-02T01:00:00Z\",\"frozen\":false}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "{\"now\":\"2026-01-01T00:00:00Z\",\"advance\":\"PT1H\"}",
        "{\"now\":\"tomorrow\"}",
        "{\"now\":\"+1000000000-12-31T23:59:59Z\"}",
        "{\"advance\":\"-PT1H\"}",
        "{\"advance\":\"PT9999999999H\"}",
        "{\"advance\":3600}",
        "{\"frozen\":\"yes\"}",
        "[]",
        "{\"frozen\" true}"
      })
  void a_clock_that_makes_no_sense_is_refused(String body) {
    Reply reply = emulator.send("PUT", "/__admin/clock", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).strings("remedies")).isNotEmpty();
    assertThat(json(emulator.get("/__admin/clock")).string("now")).contains("2026-11-21T12:00:00Z");
  }

  @Test
  void a_body_that_is_no_json_is_refused_with_its_place() {
    Reply reply = emulator.send("POST", "/__admin/tokens", "{\"client\":\"m2m\"\n\"user\":\"x\"}");

    assertThat(diagnosis(reply).string("reason")).contains("malformed-body");
    assertThat(diagnosis(reply).string("because", "")).contains("line 2");
  }

  @Test
  void a_member_that_is_not_known_is_refused_with_the_nearest() {
    Reply reply = emulator.send("POST", "/__admin/tokens", "{\"audiance\":\"x\"}");

    assertThat(diagnosis(reply).strings("remedies")).containsExactly("write \"audience\"");
  }

  @Test
  void rotation_makes_the_next_key_the_current_one() {
    KeyRing before = emulator.first.state().keys();

    Document answer = json(emulator.send("POST", "/__admin/keys/rotate", ""));

    assertThat(answer.string("current")).contains(before.next().kid());
    assertThat(answer.string("next")).contains(emulator.first.state().keys().next().kid());
    assertThat(answer.strings("previous")).containsExactly(before.current().kid());
  }

  @Test
  void a_key_that_was_rotated_out_is_revoked() {
    String kid = emulator.first.state().keys().current().kid();
    emulator.send("POST", "/__admin/keys/rotate", "");

    Reply reply = emulator.send("POST", "/__admin/keys/" + kid + "/revoke", "");

    assertThat(json(reply).strings("previous")).isEmpty();
    assertThat(emulator.first.state().keys().verifying(kid)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"current,is in use", "next,is in use", "nobody,has no key"})
  void a_key_that_signs_or_does_not_exist_is_not_revoked(String kid, String because) {
    Reply reply = emulator.send("POST", "/__admin/keys/" + kid + "/revoke", "");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).string("because", "")).contains(because);
  }

  @Test
  void the_journal_has_the_fixed_shape() {
    emulator.get("/nowhere?a=b");

    Document answer = json(emulator.get("/__admin/requests"));

    assertThat(answer.asMap()).containsOnlyKeys("requests", "dropped");
    assertThat(answer.number("dropped")).contains(0L);
    Document entry = answer.objects("requests").get(0);
    assertThat(entry.asMap().keySet())
        .containsExactly(
            "id",
            "at",
            "tenant",
            "request",
            "response",
            "endpoint",
            "client_id",
            "decision",
            "diagnosis",
            "faults",
            "notes");
    assertThat(entry.object("request").orElseThrow().asMap().keySet())
        .containsExactly("method", "path", "query", "headers", "body");
    assertThat(entry.object("response").orElseThrow().asMap().keySet())
        .containsExactly("status", "headers", "body");
    assertThat(entry.object("diagnosis").orElseThrow().asMap().keySet())
        .containsExactly("reason", "because", "facts", "remedies");
    assertThat(entry.string("decision")).contains("refused");
    assertThat(entry.string("at")).contains("2026-11-21T12:00:00Z");
  }

  @Test
  void the_journal_is_filtered() {
    emulator.get("/one");
    emulator.get("/two");
    String first = entries("").get(0).string("id", "");

    assertThat(entries("?status=404")).hasSize(2);
    assertThat(entries("?status=200")).isEmpty();
    assertThat(entries("?decision=refused")).hasSize(2);
    assertThat(entries("?decision=granted")).isEmpty();
    assertThat(entries("?client_id=m2m")).isEmpty();
    assertThat(entries("?endpoint=/oauth/token")).isEmpty();
    assertThat(entries("?since=" + first))
        .extracting(entry -> entry.object("request").orElseThrow().string("path", ""))
        .containsExactly("/two");
    assertThat(entries("?since=unknown")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decision=maybe", "status=4xx", "wait=-1", "wait=soon"})
  void a_filter_that_makes_no_sense_is_refused(String filter) {
    assertThat(emulator.get("/__admin/requests?" + filter).status()).isEqualTo(400);
  }

  @Test
  void a_long_poll_answers_when_an_entry_comes() throws InterruptedException {
    emulator.get("/before");
    String before = entries("").get(0).string("id", "");
    Thread caller = new Thread(() -> emulator.get("/after"));
    caller.start();

    List<Document> found = entries("?since=" + before + "&wait=30");

    caller.join();
    assertThat(found)
        .extracting(entry -> entry.object("request").orElseThrow().string("path", ""))
        .containsExactly("/after");
  }

  @Test
  void the_journal_is_cleared() {
    emulator.get("/nowhere");

    Reply reply = emulator.send("DELETE", "/__admin/requests", "");

    assertThat(reply.status()).isEqualTo(204);
    assertThat(entries("")).isEmpty();
  }

  @Test
  void a_tenant_is_shown_and_put_back() {
    String before = emulator.get("/__admin/tenant").text();
    emulator.send("PUT", "/__admin/tenant", "{\"clients\":[{\"name\":\"only\"}]}");
    assertThat(emulator.first.state().clients().find("m2m")).isEmpty();

    Reply reply = emulator.send("PUT", "/__admin/tenant", before);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("{\"warnings\":[]}");
    assertThat(emulator.get("/__admin/tenant").text()).isEqualTo(before);
    assertThat(before).contains("m2m-secret");
  }

  @Test
  void a_tenant_keeps_its_keys_when_it_is_replaced() {
    KeyRing before = emulator.first.state().keys();

    emulator.send("PUT", "/__admin/tenant", "clients:\n- name: only\n");

    assertThat(emulator.first.state().keys()).isSameAs(before);
    assertThat(emulator.first.state().clients().findByKey("only")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cleints: []",
        "clients:\n- nmae: x",
        "clientGrants:\n- client_id: nobody\n  audience: https://nowhere",
        "{\"clients\":",
        "- a"
      })
  void a_document_that_cannot_be_used_changes_nothing(String body) {
    String before = emulator.get("/__admin/tenant").text();

    Reply reply = emulator.send("PUT", "/__admin/tenant", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).string("because", "")).startsWith("body").doesNotContain("\n");
    assertThat(emulator.get("/__admin/tenant").text()).isEqualTo(before);
  }

  @Test
  void a_tenant_is_shown_in_yaml_and_for_the_deploy_cli() {
    assertThat(emulator.get("/__admin/tenant?format=yaml").text()).contains("clients:\n");
    assertThat(emulator.get("/__admin/tenant?deploy_cli=true").text())
        .contains("m2m")
        .doesNotContain("m2m-secret");
    assertThat(emulator.get("/__admin/tenant?format=xml").status()).isEqualTo(400);
    assertThat(emulator.get("/__admin/tenant?deploy_cli=maybe").status()).isEqualTo(400);
  }

  private List<Document> entries(String query) {
    return json(emulator.get("/__admin/requests" + query)).objects("requests");
  }
}
