package dev.fakeauth0.emulator.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeOrderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clients              | total start limit items",
        "/roles                | items start limit total",
        "/roles/{id}/permissions | items start limit total",
        "/organizations/{id}/connections | items start limit total",
        "/flows                | limit start total items",
        "/users                | start limit items total",
        "/nonsense             | start total items limit"
      })
  void names_the_members_of_a_list_as_recorded(String path, String order) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("start", 0);
    envelope.put("total", 0);
    envelope.put("items", List.of());
    envelope.put("limit", 50);

    Map<String, Object> ordered = EnvelopeOrder.of(path).of(envelope, "items");

    assertThat(ordered.keySet()).containsExactly(order.split(" "));
    assertThat(ordered).containsExactlyInAnyOrderEntriesOf(envelope);
  }
}
