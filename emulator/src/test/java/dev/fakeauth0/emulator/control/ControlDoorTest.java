package dev.fakeauth0.emulator.control;

import static dev.fakeauth0.emulator.control.Controlled.diagnosis;
import static dev.fakeauth0.emulator.control.Controlled.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Requests;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.journal.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlDoorTest {

  private final Controlled emulator = new Controlled();

  @Test
  void only_health_and_the_ca_are_open_to_pages_of_another_origin() {
    List<String> open =
        emulator.endpoints.stream()
            .filter(endpoint -> fromElsewhere(endpoint).status() != 403)
            .map(endpoint -> endpoint.route().name())
            .toList();

    assertThat(open).containsExactly("GET /__admin/health", "GET /__admin/ca.pem");
  }

  @Test
  void every_endpoint_stands_under_admin_and_behind_the_door() {
    assertThat(emulator.endpoints)
        .isNotEmpty()
        .allMatch(ControlDoor.class::isInstance)
        .allMatch(endpoint -> endpoint.route().surface() == Surface.CONTROL)
        .allMatch(endpoint -> endpoint.route().path().startsWith("/__admin/"));
  }

  @Test
  void no_answer_invites_another_origin() {
    for (Endpoint endpoint : emulator.endpoints) {
      assertThat(fromElsewhere(endpoint).headers().fields())
          .noneMatch(field -> field.getKey().startsWith("Access-Control"));
    }
    Reply preflight =
        emulator.send(
            Requests.request(
                "OPTIONS",
                "/__admin/reset",
                "",
                "Host",
                Controlled.HOST,
                "Origin",
                "http://localhost:3000",
                "Access-Control-Request-Method",
                "POST"));

    assertThat(preflight.status()).isEqualTo(405);
    assertThat(preflight.headers().first("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void a_call_that_is_kept_out_stands_in_the_journal() {
    fromElsewhere(emulator.endpoints.get(2));

    JournalEntry entry = emulator.first.epoch().journal().last().orElseThrow();
    assertThat(entry.decision()).isEqualTo(JournalEntry.Decision.REFUSED);
    assertThat(entry.diagnosis().orElseThrow().reason().mode()).isEqualTo("admin-forbidden");
  }

  @Test
  void a_call_that_is_let_in_does_not_stand_in_the_journal() {
    emulator.get("/__admin/clock");

    assertThat(emulator.first.epoch().journal().entries()).isEmpty();
  }

  @Test
  void addresses_the_first_tenant_unless_another_is_named() {
    emulator.send("PUT", "/__admin/clock", "{\"now\":\"2027-01-01T00:00:00Z\"}");
    emulator.send("PUT", "/__admin/clock?tenant=prod", "{\"now\":\"2028-01-01T00:00:00Z\"}");

    assertThat(json(emulator.get("/__admin/clock")).string("now")).contains("2027-01-01T00:00:00Z");
    assertThat(json(emulator.get("/__admin/clock?tenant=prod")).string("now"))
        .contains("2028-01-01T00:00:00Z");
  }

  @Test
  void names_the_tenants_there_are() {
    Reply reply = emulator.get("/__admin/clock?tenant=prd");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).string("because")).contains("no tenant is called prd");
    assertThat(diagnosis(reply).strings("remedies")).containsExactly("name prod");
  }

  @Test
  void names_the_parameter_that_was_probably_meant() {
    Reply reply = emulator.get("/__admin/requests?cleint_id=m2m");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(diagnosis(reply).strings("remedies")).containsExactly("write client_id");
  }

  @Test
  void refuses_a_parameter_sent_twice_and_an_escape_it_cannot_read() {
    assertThat(emulator.get("/__admin/clock?tenant=prod&tenant=prod").status()).isEqualTo(400);
    assertThat(emulator.get("/__admin/clock?tenant=%zz").status()).isEqualTo(400);
  }

  private Reply fromElsewhere(Endpoint endpoint) {
    return emulator.send(
        Requests.request(
            endpoint.route().methods().get(0),
            endpoint.route().path().replace("{kid}", "a-kid"),
            "{}",
            "Host",
            Controlled.HOST,
            "Origin",
            "http://evil.example"));
  }
}
