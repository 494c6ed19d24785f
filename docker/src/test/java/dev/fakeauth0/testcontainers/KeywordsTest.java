package dev.fakeauth0.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeywordsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NAME", "shop", "URLS", "[\"a\"]", "PASSWORD", "hush");

  @Test
  void takes_what_the_document_asks_for_and_nothing_else() {
    assertThat(Keywords.of("a: ##NAME##\nb: @@URLS@@\nc: ##UNKNOWN##", ENVIRONMENT))
        .isEqualTo(Map.of("NAME", "shop", "URLS", "[\"a\"]"));
  }

  @Test
  void takes_nothing_for_a_document_without_keywords() {
    assertThat(
            Keywords.of("# a comment\nmail: a@@b", Map.of("AUTH0_KEYWORD_REPLACE_MAPPINGS", "{}")))
        .isEmpty();
  }

  @Test
  void takes_the_deploy_clis_mappings_along() {
    Map<String, String> environment = Map.of("AUTH0_KEYWORD_REPLACE_MAPPINGS", "{\"NAME\":\"a\"}");

    assertThat(Keywords.of("a: ##NAME##", environment)).isEqualTo(environment);
  }
}
