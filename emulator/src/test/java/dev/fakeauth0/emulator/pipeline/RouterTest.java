package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {

  private final Router router =
      new Router(
          List.of(
              at("POST", "/oauth/token"), at("GET", "/things/{id}"), at("DELETE", "/things/{id}")));

  @Test
  void finds_an_endpoint_by_method_and_path() {
    var match = router.find("POST", "/oauth/token").orElseThrow();

    assertThat(match.endpoint())
        .map(endpoint -> endpoint.route().name())
        .contains("POST /oauth/token");
  }

  @Test
  void takes_a_slash_at_the_end_for_nothing() {
    assertThat(router.find("POST", "/oauth/token/").orElseThrow().endpoint()).isPresent();
  }

  @Test
  void tells_an_unknown_path_from_a_method_that_is_not_served() {
    assertThat(router.find("GET", "/nowhere")).isEmpty();
    assertThat(router.find("GET", "/oauth/token").orElseThrow().endpoint()).isEmpty();
    assertThat(router.find("PUT", "/things/1").orElseThrow().endpoint()).isEmpty();
  }

  @Test
  void hands_out_the_decoded_segment_of_a_brace() {
    var match = router.find("DELETE", "/things/auth0%7C1+2").orElseThrow();

    assertThat(match.parameters()).containsEntry("id", "auth0|1+2");
  }

  @Test
  void keeps_an_encoded_slash_within_its_segment() {
    assertThat(router.find("GET", "/things/a%2Fb").orElseThrow().parameters())
        .containsEntry("id", "a/b");
    assertThat(router.find("GET", "/things/a/b")).isEmpty();
  }

  @Test
  void finds_nothing_at_a_segment_that_cannot_be_decoded() {
    assertThat(router.find("GET", "/things/%zz")).isEmpty();
    assertThat(router.find("GET", "/things/")).isEmpty();
  }

  private static Endpoint at(String method, String path) {
    return new Endpoint() {
      @Override
      public Route route() {
        return new Route(List.of(method), path, Surface.AUTHENTICATION, Door.PLAIN);
      }

      @Override
      public Reply answer(Call call) {
        return Reply.empty(204);
      }
    };
  }
}
