package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedMistakesTest {

  record Case(String seed, String mistake) {}

  static List<Case> mistakes() {
    return List.of(
        new Case(
            "tenant:\n  friendly_name: Shop\nclientGrant: []\n",
            "seed.yaml:3: clientGrant: unknown key; nearest: clientGrants"),
        new Case(
            "fakeAuth0:\n  prot: 8080\n",
            "seed.yaml:2: fakeAuth0.prot: unknown key; nearest: port; allowed: name, port,"
                + " httpsPort, domains, issuer, failures, claims, tokenExchange,"
                + " breachedPasswords, autoLogin, callbackConfirmation, clock, limits"),
        new Case(
            "users:\n  - email: ada@example.com\n    passwrd: x\n",
            "seed.yaml:3: users[0].passwrd: unknown key; nearest: password"),
        new Case(
            "fakeAuth0:\n  port: 70000\n",
            "seed.yaml:2: fakeAuth0.port: is 70000; allowed: a whole number from 0 to 65535, off"),
        new Case(
            "fakeAuth0:\n  port: on\n",
            "seed.yaml:2: fakeAuth0.port: is on; allowed: a whole number from 0 to 65535, off"),
        new Case(
            "fakeAuth0:\n  clock:\n    now: yesterday\n",
            "seed.yaml:3: fakeAuth0.clock.now: is yesterday; allowed: a moment such as"
                + " 2026-01-01T00:00:00Z"),
        new Case(
            "fakeAuth0:\n  clock: {offset: an hour}\n",
            "seed.yaml:2: fakeAuth0.clock.offset: is an hour; allowed: a duration such as PT1H"),
        new Case(
            "fakeAuth0:\n  domains:\n    - https://acme.eu.auth0.com\n",
            "seed.yaml:2: fakeAuth0.domains: https://acme.eu.auth0.com is no name; allowed: lower"
                + " case, without scheme, port and path, such as acme.eu.auth0.com"),
        new Case(
            "fakeAuth0:\n  issuer: localhost:8080\n",
            "seed.yaml:2: fakeAuth0.issuer: localhost:8080 is no issuer; allowed: an http or https"
                + " URL, follow-host"),
        new Case(
            "clients: shop\n",
            "seed.yaml:1: clients: is text; allowed: an array, each element an object"),
        new Case("clients:\n  - shop\n", "seed.yaml:2: clients[0]: is text; allowed: an object"),
        new Case("clients:\n  -\n", "seed.yaml:2: clients[0]: is empty; allowed: an object"),
        new Case(
            "clients:\n- name: shop\n  grant_types: client_credentials\n",
            "seed.yaml:3: clients[0].grant_types: is text; allowed: an array, each element text"),
        new Case(
            "clients:\n- name: shop\n  grant_types:\n  - client_credentials\n  - 7\n",
            "seed.yaml:5: clients[0].grant_types[1]: is a number; allowed: text"),
        new Case(
            "clients:\n- name: shop\n  client_secret: 12345678\n",
            "seed.yaml:3: clients[0].client_secret: is a number; allowed: text"),
        new Case(
            "clients:\n- name: shop\n  token_endpoint_auth_method: post\n",
            "seed.yaml:3: clients[0].token_endpoint_auth_method: is post; allowed: none,"
                + " client_secret_post, client_secret_basic"),
        new Case(
            "clients:\n- description: nobody\n",
            "seed.yaml:2: clients[0]: a client needs a name or a client_id"),
        new Case(
            "clients:\n- name: shop\n- name: shop\n",
            "seed.yaml:3: clients[1].name: there is a client shop already; allowed: a name once, or"
                + " a client_id for each of them"),
        new Case(
            "clients:\n- {name: a, client_id: x}\n- {name: b, client_id: x}\n",
            "seed.yaml:3: clients[1].client_id: x is there already, as clients[0]; allowed: once"),
        new Case(
            "resourceServers:\n- name: Orders\n",
            "seed.yaml:2: resourceServers[0]: identifier is missing"),
        new Case(
            "resourceServers:\n- identifier: https://a\n- identifier: https://a\n",
            "seed.yaml:3: resourceServers[1].identifier: https://a is there already, as"
                + " resourceServers[0]; allowed: once"),
        new Case(
            "resourceServers:\n- identifier: https://a\n  token_lifetime: 2592001\n",
            "seed.yaml:3: resourceServers[0].token_lifetime: is 2592001; allowed: a whole number"
                + " from 0 to 2592000"),
        new Case(
            "resourceServers:\n- identifier: https://a\n  signing_secret: short\n",
            "seed.yaml:3: resourceServers[0].signing_secret: is shorter than 16 characters;"
                + " allowed: text of 16 characters or more"),
        new Case(
            "organizations:\n- name: Acme Inc\n",
            "seed.yaml:2: organizations[0].name: is no organization's name; allowed: up to 50 of a"
                + " to z, 0 to 9, - and _, not beginning with org_, - or _"),
        new Case(
            "users:\n- name: Ada\n",
            "seed.yaml:2: users[0]: a user needs a name to be told by; allowed: email, username,"
                + " phone_number, user_id"),
        new Case(
            "users:\n- email: ada@example.com\n- email: ada@example.com\n",
            "seed.yaml:3: users[1].email: ada@example.com is there already, as users[0]; allowed:"
                + " once"),
        new Case(
            "users:\n- email: ada\n",
            "seed.yaml:2: users[0].email: is no e-mail address; allowed: such as ada@example.com"),
        new Case(
            "- clients\n",
            "seed.yaml:1: is no object; allowed: keys such as clients,"
                + " resourceServers, clientGrants"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void names_file_line_key_and_what_is_allowed(Case mistake) {
    InvalidSeed refused = refused(mistake.seed());

    assertThat(refused.mistakes()).containsExactly(mistake.mistake());
  }

  static List<Case> danglingReferences() {
    String base =
        """
        resourceServers:
        - identifier: https://orders
        clients:
        - name: shop
        """;
    return List.of(
        new Case(
            """
            resourceServers:
            - name: Sealed
              identifier: https://sealed
              token_encryption:
                encryption_key: {pem: garbage}
            """,
            "seed.yaml:2: resourceServers[0]: token_encryption: pem is no RSA public key or"
                + " certificate in PEM"),
        new Case(
            base + "clientGrants:\n- client_id: shpo\n  audience: https://orders\n",
            "seed.yaml:6: clientGrants[0].client_id: there is no client shpo; allowed: shop"),
        new Case(
            base + "clientGrants:\n- client_id: shop\n  audience: https://order\n",
            "seed.yaml:7: clientGrants[0].audience: there is no API https://order; allowed:"
                + " {issuer}api/v2/, https://orders"),
        new Case(
            base + "organizations:\n- name: acme\n  client_grants:\n  - client_id: shop\n",
            "seed.yaml:7: organizations[0].client_grants: client shop has no client grant; there is"
                + " none"),
        new Case(
            base + "users:\n- email: ada@example.com\n  roles: [admin]\n",
            "seed.yaml:7: users[0].roles: there is no role admin; there is none"),
        new Case(
            base
                + "organizations:\n- name: acme\nusers:\n- email: a@b.example\n"
                + "  organizations: [globex]\n",
            "seed.yaml:9: users[0].organizations: there is no organization globex; allowed: acme"),
        new Case(
            base + "databases:\n- name: staff\nusers:\n- email: a@b.example\n  connection: stuff\n",
            "seed.yaml:9: users[0].connection: there is no connection stuff; allowed: staff"));
  }

  @ParameterizedTest
  @MethodSource("danglingReferences")
  void names_what_exists_where_a_reference_leads_nowhere(Case dangling) {
    SeedDocument seed = SeedDocument.read("seed.yaml", dangling.seed(), SeedOptions.plain());

    assertThatThrownBy(() -> Seeded.state(seed))
        .isInstanceOf(InvalidSeed.class)
        .hasMessage(dangling.mistake());
  }

  @Test
  void names_all_mistakes_of_a_document() {
    InvalidSeed refused = refused("clientz: []\nfakeAuth0: {port: high}\nclients:\n- name: 5\n");

    assertThat(refused.mistakes()).hasSize(3);
    assertThat(refused).hasMessageStartingWith("seed.yaml:1: clientz: unknown key");
  }

  @Test
  void names_lines_in_json_too() {
    InvalidSeed refused =
        catchThrowableOfType(
            InvalidSeed.class,
            () ->
                SeedDocument.read(
                    "seed.json",
                    """
                    {
                    \t"clients": [
                    \t\t{
                    \t\t\t"name": "shop",
                    \t\t\t"app_type": 5
                    \t\t}
                    \t]
                    }\
                    """,
                    SeedOptions.plain()));

    assertThat(refused.mistakes())
        .containsExactly("seed.json:5: clients[0].app_type: is a number; allowed: text");
  }

  @Test
  void keeps_an_unknown_property_of_a_resource_with_a_warning() {
    SeedDocument seed =
        SeedDocument.read(
            "seed.yaml", "clients:\n- name: shop\n  grant_type: [x]\n", SeedOptions.plain());

    assertThat(seed.warnings())
        .containsExactly(
            "seed.yaml:3: clients[0].grant_type: unknown property, kept; nearest: grant_types");
    assertThat(Seeded.state(seed).clients().findByKey("shop").orElseThrow().document())
        .satisfies(client -> assertThat(client.strings("grant_type")).containsExactly("x"));
  }

  @Test
  void refuses_an_unknown_property_where_the_seed_is_to_be_strict() {
    assertThatThrownBy(
            () ->
                SeedDocument.read(
                    "seed.yaml",
                    "clients:\n- name: shop\n  colour: red\n",
                    new SeedOptions(true, Map.of())))
        .hasMessage("seed.yaml:3: clients[0].colour: unknown property, kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "{}", "clients:\n"})
  void takes_a_document_that_says_nothing(String empty) {
    SeedDocument seed = SeedDocument.read("seed.yaml", empty, SeedOptions.plain());

    assertThat(Seeded.state(seed).clients().size()).isZero();
  }

  @Test
  void takes_a_byte_order_mark() {
    SeedDocument seed =
        SeedDocument.read("seed.yaml", "\uFEFFclients:\n- name: shop\n", SeedOptions.plain());

    assertThat(Seeded.state(seed).clients().size()).isOne();
  }

  @Test
  void a_line_break_in_a_name_does_not_make_a_second_line() {
    InvalidSeed refused = refused("\"client\\nGrants\": []\n");

    assertThat(refused.mistakes()).singleElement().asString().doesNotContain("\n");
  }

  private static InvalidSeed refused(String seed) {
    return catchThrowableOfType(
        InvalidSeed.class, () -> SeedDocument.read("seed.yaml", seed, SeedOptions.plain()));
  }
}
