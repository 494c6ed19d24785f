package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.tenant.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeywordsTest {

  @Test
  void puts_text_and_json_from_the_environment() {
    SeedDocument seed =
        read(
            """
            clients:
            - name: shop of ##BRAND##
              client_secret: ##SECRET##
              callbacks: @@CALLBACKS@@
              allowed_logout_urls: "@@CALLBACKS@@"
            fakeAuth0:
              port: ##PORT##
            """,
            Map.of(
                "BRAND",
                "Acme",
                "SECRET",
                "s3cret",
                "CALLBACKS",
                "[\"https://a\",\n \"https://b\"]",
                "PORT",
                "8089"));

    Client client = Seeded.state(seed).clients().findByKey("shop of Acme").orElseThrow();
    assertThat(client.secret()).contains("s3cret");
    assertThat(client.document().strings("callbacks")).containsExactly("https://a", "https://b");
    assertThat(client.document().strings("allowed_logout_urls")).hasSize(2);
    assertThat(seed.port()).contains(new SeedDocument.PortWish(false, 8089));
  }

  @Test
  void takes_the_mappings_of_the_deploy_cli_first() {
    SeedDocument seed =
        read(
            "clients:\n- name: ##NAME##\n  callbacks: @@URLS@@\n",
            Map.of(
                "NAME",
                "other",
                "AUTH0_KEYWORD_REPLACE_MAPPINGS",
                "{\"NAME\": \"mapped\", \"URLS\": [\"https://a\"]}"));

    assertThat(Seeded.state(seed).clients().findByKey("mapped")).isPresent();
  }

  @Test
  void refuses_a_keyword_without_value_where_it_stands() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    clients:
                    - name: shop
                      client_secret: "##SHOP_SECRET##"
                      callbacks:
                      - https://##HOST##/cb
                    """,
                    Map.of()))
        .hasMessage(
            "seed.yaml:3: clients[0].client_secret: ##SHOP_SECRET## has no value; allowed: any, in"
                + " the environment variable SHOP_SECRET\n"
                + "seed.yaml:5: clients[0].callbacks[0]: ##HOST## has no value; allowed: any, in the"
                + " environment variable HOST");
  }

  @Test
  void refuses_a_keyword_without_value_that_yaml_would_take_for_a_comment() {
    assertThatThrownBy(() -> read("tenant:\n  friendly_name: ##NAME##\n", Map.of()))
        .hasMessage(
            "seed.yaml:2: ##NAME## has no value; allowed: any, in the environment variable NAME");
    assertThatThrownBy(() -> read("clients:\n- name: a\n  callbacks: @@URLS@@\n", Map.of()))
        .hasMessage(
            "seed.yaml:3: @@URLS@@ has no value; allowed: any, in the environment variable URLS");
  }

  @Test
  void keeps_the_marks_that_an_export_has_in_place_of_secrets() {
    String export =
        """
        connections:
        - name: google
          strategy: google-oauth2
          options:
            client_secret: '##CONNECTIONS_GOOGLE_OAUTH2_SECRET##'
        """;

    SeedDocument seed = read(export, Map.of());

    assertThat(seed.warnings())
        .singleElement()
        .asString()
        .startsWith("seed.yaml:5: connections[0].options.client_secret: ##CONNECTIONS_GOOGLE");
  }

  @Test
  void refuses_a_value_that_is_no_json_where_json_is_wanted() {
    assertThatThrownBy(
            () -> read("clients:\n- name: a\n  callbacks: @@URLS@@\n", Map.of("URLS", "[oops")))
        .hasMessage(
            "seed.yaml:3: @@URLS@@ takes JSON; allowed: a value such as [\"a\", \"b\"] in the"
                + " environment variable URLS");
  }

  @Test
  void refuses_mappings_that_are_no_json() {
    assertThatThrownBy(
            () -> read("tenant: {}\n", Map.of("AUTH0_KEYWORD_REPLACE_MAPPINGS", "NAME=x")))
        .hasMessage(
            "AUTH0_KEYWORD_REPLACE_MAPPINGS: is no JSON object; allowed: {\"NAME\": value, ...}");
  }

  @Test
  void names_the_line_of_the_file_after_a_value_of_several_lines() {
    assertThatThrownBy(
            () ->
                read(
                    "clients:\n- name: a\n  description: \"##TEXT##\"\n  app_type: 5\n",
                    Map.of("TEXT", "one\n\n    two\n\n    three")))
        .hasMessage("seed.yaml:4: clients[0].app_type: is a number; allowed: text");
  }

  @Test
  void leaves_marks_in_comments_alone() {
    SeedDocument seed = read("# set ##THIS##\ntenant: {friendly_name: x}\n", Map.of());

    assertThat(seed.warnings()).isEmpty();
  }

  private static SeedDocument read(String text, Map<String, String> environment) {
    return SeedDocument.read("seed.yaml", text, new SeedOptions(false, environment));
  }
}
