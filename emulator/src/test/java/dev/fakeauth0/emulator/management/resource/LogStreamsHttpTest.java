package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogStreamsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void streams_security_events_only_when_it_has_priority() {
    var created =
        tenant.post(
            "log-streams",
            """
            {"name": "urgent", "type": "segment", "isPriority": true,
             "sink": {"segmentWriteKey": "key"}}
            """);

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.string("id")).matches("lst_[0-9]{16}");
    assertThat(created.document().objects("filters"))
        .containsExactly(Document.of("type", "category", "name", "security"));
  }

  @Test
  void hashes_personal_data_when_no_method_is_named() {
    var created =
        tenant.post(
            "log-streams",
            """
            {"name": "dog", "type": "datadog", "pii_config": {"log_fields": ["email"]},
             "sink": {"datadogRegion": "eu", "datadogApiKey": "key"}}
            """);

    Document config = created.document().object("pii_config").orElseThrow();
    assertThat(config.string("method")).contains("hash");
    assertThat(config.string("algorithm")).contains("xxhash");
    assertThat(created.document().string("status")).contains("active");
  }

  /** As Deploy CLI 7 asks for them, and for custom domains. */
  @Test
  void are_listed_whatever_paginate_says() {
    assertThat(tenant.get("log-streams?paginate=false").status()).isEqualTo(200);
    assertThat(tenant.get("custom-domains?paginate=false").status()).isEqualTo(200);
    assertThat(tenant.get("log-streams?another=false").status()).isEqualTo(400);
    assertThat(tenant.get("clients?paginate=false").status()).isEqualTo(400);
  }

  @Test
  void is_deleted_as_often_as_one_likes() {
    String id =
        tenant
            .post(
                "log-streams",
                "{\"type\": \"sumo\", \"sink\": {\"sumoSourceAddress\": \"https://example.com\"}}")
            .string("id");

    int first = tenant.delete("log-streams/" + id).status();
    int second = tenant.delete("log-streams/" + id).status();

    assertThat(first).isEqualTo(204);
    assertThat(second).isEqualTo(204);
    assertThat(tenant.get("log-streams/" + id).text()).contains("The log stream does not exist.");
  }
}
