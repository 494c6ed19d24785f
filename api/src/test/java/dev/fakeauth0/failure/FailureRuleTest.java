package dev.fakeauth0.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureRuleTest {

  @Test
  void reads_every_part() {
    FailureRule rule =
        FailureRule.parse(
            " missing-claim = https://acme.example/roles @ /oauth/token ; client = shop;"
                + "audience=https://api?a=b;user=ada@example.com;tenant=dev;times=3 ");

    assertThat(rule)
        .isEqualTo(
            new FailureRule(
                FailureMode.MISSING_CLAIM,
                Optional.of("https://acme.example/roles"),
                Optional.of("/oauth/token"),
                Optional.of("shop"),
                Optional.of("https://api?a=b"),
                Optional.of("ada@example.com"),
                Optional.of("dev"),
                OptionalInt.of(3),
                OptionalInt.empty()));
  }

  @Test
  void is_said_in_java_as_in_text() {
    FailureRule said =
        FailureRule.failing("delay=2s")
            .at("/oauth/token")
            .forClient("shop")
            .forAudience("https://api")
            .forUser("ada@example.com")
            .inTenant("dev")
            .nth(2);

    assertThat(said)
        .hasToString(
            "delay=2s@/oauth/token;client=shop;audience=https://api;user=ada@example.com"
                + ";tenant=dev;nth=2");
    assertThat(said.duration()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hs265                          | the nearest is "hs256"
          client_grant_missing           | the nearest is "client-grant-missing"
          unauthorized_client            | the nearest is "unauthorized-client" (unauthorized-client is Auth0's code
          HS256                          | the nearest is "hs256"
          hs256=1                        | takes no argument
          missing-claim                  | wants a claim's name
          delay                          | wants a duration
          delay=fast                     | "fast" is not a duration
          delay=11m                      | at most 10m
          delay=99999999999s             | is not a duration
          drop-connection=during         | is not before or after
          status=200                     | is not an HTTP status from 400 to 599
          status=5O3                     | is not an HTTP status
          hs256@oauth/token              | an endpoint is a path such as /oauth/token
          hs256@/oauth/tokens            | nothing is served at /oauth/tokens; the nearest is "/oauth/token"
          hs256@/.well-known/jwks.json   | hs256 does not fit /.well-known/jwks.json; the nearest is "/oauth/token"
          jwks-empty@/oauth/token        | the nearest is "/.well-known/jwks.json"
          stall@/__admin/health          | own endpoints do not fail on demand
          stall@/__admin/*               | own endpoints do not fail on demand
          hs256;cliend=x                 | the nearest is "client"
          hs256;client=                  | client wants a value
          hs256;client=a;client=b        | client is said twice
          hs256;times=0                  | count from 1
          hs256;times=-1                 | times is a count from 1
          hs256;nth=many                 | nth is a count from 1
          hs256;times=1;nth=1            | exclude one another
          hs256;                         | is no limit
          """)
  void says_what_cannot_be_and_what_can(String rule, String because) {
    assertThatThrownBy(() -> FailureRule.parse(rule))
        .isInstanceOf(InvalidFailureRule.class)
        .hasMessageContaining("failure rule \"")
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", " a", "a ", "", "a\nb"})
  void a_limit_that_cannot_be_written_cannot_be(String client) {
    FailureRule rule = FailureRule.parse("hs256");

    assertThatThrownBy(() -> rule.forClient(client)).isInstanceOf(InvalidFailureRule.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unauthorized-client", "grant-type-not-allowed"})
  void an_alias_means_its_mode(String name) {
    assertThat(FailureRule.parse(name)).hasToString("grant-type-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "/oauth/token, /oauth/token, true",
    "/oauth/*, /oauth/token, true",
    "/*, /.well-known/jwks.json, true",
    "/oauth/token, /oauth/token/, false"
  })
  void an_endpoint_covers(String endpoint, String path, boolean covered) {
    assertThat(FailureRule.parse("stall@" + endpoint).covers(path)).isEqualTo(covered);
  }

  @ParameterizedTest
  @EnumSource
  void every_mode_says_what_it_is(FailureMode mode) {
    assertThat(
            List.of(
                mode.wire(), mode.cause(), mode.remedy(), mode.state(), mode.endpoints().get(0)))
        .noneMatch(String::isBlank);
    assertThat(FailureMode.named(mode.mode())).contains(mode);
    if (mode.family() == FailureMode.Family.REFUSAL) {
      assertThat(RefusalReason.valueOf(mode.name()).mode()).isEqualTo(mode.mode());
    }
  }

  @Test
  void names_are_there_once() {
    Set<String> names = new HashSet<>();

    assertThat(FailureMode.values())
        .allSatisfy(
            mode -> {
              assertThat(names.add(mode.mode())).isTrue();
              assertThat(mode.aliases()).allMatch(names::add);
            });
  }

  @Test
  void ten_thousand_rules_are_what_their_text_says() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      FailureRule rule = any(random);
      assertThat(FailureRule.parse(rule.toString()))
          .as("seed %d, rule %s", seed, rule)
          .isEqualTo(rule);
    }
  }

  @Test
  void no_text_brings_anything_but_a_rule_or_its_refusal() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      String text = broken(any(random).toString(), random);
      try {
        FailureRule rule = FailureRule.parse(text);
        assertThat(FailureRule.parse(rule.toString()))
            .as("seed %d, %s", seed, text)
            .isEqualTo(rule);
      } catch (InvalidFailureRule refused) {
        assertThat(refused).as("seed %d, %s", seed, text).hasMessageContaining(": ");
      }
    }
  }

  private static FailureRule any(Random random) {
    FailureMode mode = one(random, FailureMode.values());
    boolean times = random.nextBoolean();
    return new FailureRule(
        mode,
        switch (mode.argument()) {
          case NONE -> Optional.empty();
          case CLAIM ->
              Optional.of(one(random, "azp", "https://acme.example/roles", "a=b", "\u00e4"));
          case DURATION -> Optional.of(one(random, "0ms", "1s", "10m", "600s"));
          case BEFORE_OR_AFTER -> Optional.of(one(random, "before", "after"));
          case STATUS -> Optional.of(one(random, "400", "503", "599"));
        },
        maybe(random, one(random, one(random, mode.endpoints().toArray(String[]::new)), "/*")),
        maybe(random, one(random, "m2m", "Nightly Job", "a@b", "a=b")),
        maybe(random, one(random, "https://api.example.com", "urn:x", "https://api/?a=b@c")),
        maybe(random, one(random, "ada@example.com", "auth0|1")),
        maybe(random, one(random, "dev", "prod 1")),
        times && random.nextBoolean()
            ? OptionalInt.of(1 + random.nextInt(1000))
            : OptionalInt.empty(),
        !times && random.nextBoolean()
            ? OptionalInt.of(1 + random.nextInt(1000))
            : OptionalInt.empty());
  }

  private static String broken(String text, Random random) {
    StringBuilder broken = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(broken.length() + 1);
      if (random.nextBoolean() && at < broken.length()) {
        broken.deleteCharAt(at);
      } else {
        broken.insert(at, one(random, ";", "=", "@", "/", " ", "*", "\u0000", "9", "x", "\ud83d"));
      }
    }
    return broken.toString();
  }

  private static Optional<String> maybe(Random random, String value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // It is read, and goes no further.
  private static <T> T one(Random random, T... values) {
    return Arrays.asList(values).get(random.nextInt(values.length));
  }
}
