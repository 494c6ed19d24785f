package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsHttpTest {

  private static final String WEBHOOK =
      """
      {"name": "hook", "subscriptions": [{"event_type": "user.created"}],
       "destination": {"type": "webhook", "configuration": {
         "webhook_endpoint": "https://example.com/events",
         "webhook_authorization": {"method": "bearer", "token": "hush"}}}}
      """;

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void does_not_show_the_token_of_a_webhook() {
    var created = tenant.post("event-streams", WEBHOOK);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.document().string("status")).contains("enabled");
    assertThat(created.text()).contains("bearer").doesNotContain("hush");
    assertThat(tenant.get("event-streams").document().objects("eventStreams")).hasSize(1);
  }

  @Test
  void delivers_a_test_event() {
    String path = "event-streams/" + tenant.post("event-streams", WEBHOOK).string("id");

    var event = tenant.post(path + "/test", "{\"event_type\": \"user.created\"}");

    var delivery = tenant.get(path + "/deliveries/" + event.string("id"));
    assertThat(event.status()).isEqualTo(202);
    assertThat(event.string("event_type")).isEqualTo("user.created");
    assertThat(delivery.string("event_stream_id")).isEqualTo(path.substring(14));
  }

  @Test
  void takes_an_id_of_another_form_for_a_mistake() {
    var refused = tenant.get("event-streams/est_x");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.string("message"))
        .isEqualTo(
            "Path validation error: 'Object didn't pass validation for format event-stream-id:"
                + " est_x' on property id (Unique identifier for the event stream).");
  }
}
