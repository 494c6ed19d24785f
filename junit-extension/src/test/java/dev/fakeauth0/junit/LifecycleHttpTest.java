package dev.fakeauth0.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.seed.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs classes of tests, good and bad, and looks at what JUnit says of them. */
class LifecycleHttpTest {

  private static final List<FakeAuth0> SEEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forgets() {
    SEEN.clear();
  }

  @Test
  void runs_one_server_for_a_class_and_stops_it() {
    passes(TwoTests.class, 2);

    assertThat(new HashSet<>(SEEN)).hasSize(1);
    assertStopped(SEEN.get(0));
  }

  @Test
  void gives_each_test_a_server_where_that_is_wanted() {
    passes(EachItsOwnServer.class, 2);

    assertThat(new HashSet<>(SEEN)).hasSize(2);
    SEEN.forEach(LifecycleHttpTest::assertStopped);
  }

  @Test
  void gives_a_server_to_a_single_method() {
    passes(OneMethod.class, 1);

    assertStopped(SEEN.get(0));
  }

  @Test
  void is_inherited_meta_annotated_and_registered() {
    passes(Inheriting.class, 2);
    passes(MetaAnnotated.class, 1);
    passes(Registered.class, 2);
    passes(RegisteredForEach.class, 1);
  }

  @Test
  void resets_once_for_a_factory() {
    passes(Factory.class, 2);
  }

  @Test
  void keeps_concurrent_methods_apart() {
    results(
            EachItsOwnServer.class,
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent"))
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(2));
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void sets_properties_while_the_class_runs() {
    passes(WithProperties.class, 1);

    assertThat(System.getProperty("orders.issuer")).isNull();
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void prints_what_was_refused_under_a_failure() {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    EngineExecutionResults results;
    try {
      results = results(Failing.class, Map.of());
    } finally {
      System.setErr(before);
    }

    String printed = console.toString(StandardCharsets.UTF_8);
    assertThat(printed)
        .contains("FakeAuth0 refused a call of Failing > ")
        .contains("POST /oauth/token -> 403, client stranger")
        .contains("Because: ", "(client-grant-missing)", "Facts:   ", "Remedy:  ")
        .doesNotContain("stranger-secret");
    assertThat(
            results
                .testEvents()
                .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
        .singleElement()
        .satisfies(entry -> assertThat(printed).contains(entry.get("fakeauth0.refused")));
    assertStopped(SEEN.get(0));
  }

  @Test
  void fails_strictly_for_an_unused_rule_and_an_unexpected_refusal() {
    assertThat(failures(Strict.class))
        .anySatisfy(message -> assertThat(message).contains("no call met [hs256]"))
        .anySatisfy(
            message ->
                assertThat(message).contains("that no rule asks for", "client-grant-missing"))
        .hasSize(2);
    assertThat(failures(StrictClass.class))
        .singleElement()
        .asString()
        .contains("no call of StrictClass met [rate-limited]");
  }

  @Test
  void says_what_to_write_instead() {
    assertThat(failures(UnknownFile.class)).singleElement().asString().contains("no-such.yaml");
    assertThat(failures(TwoOfOneName.class))
        .singleElement()
        .asString()
        .contains("there is a tenant", "another fakeAuth0.name");
    assertThat(failures(UnknownClient.class))
        .singleElement()
        .asString()
        .contains("@AccessToken", "there is no client", "m2m");
    assertThat(failures(UnknownMode.class))
        .singleElement()
        .asString()
        .contains("@FailsWith on", "the nearest is \"hs256\"");
    assertThat(failures(NoServer.class))
        .singleElement()
        .asString()
        .contains("put @WithFakeAuth0 on the class");
    assertThat(failures(WrongType.class))
        .singleElement()
        .asString()
        .contains("@Issuer gives a URI, not a String");
    assertThat(failures(TooEarly.class))
        .singleElement()
        .asString()
        .contains("take the parameter in the test or in @BeforeEach");
    assertThat(failures(UnknownPlace.class))
        .singleElement()
        .asString()
        .contains("${isuer} stands for nothing", "${issuer}");
  }

  @Test
  void refuses_what_cannot_be_with_concurrent_tests() {
    Map<String, String> concurrent =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent");

    assertThat(failures(RuleOfAMethod.class, concurrent))
        .singleElement()
        .asString()
        .contains("isolation = PER_METHOD");
    assertThat(failures(WithProperties.class, concurrent))
        .singleElement()
        .asString()
        .contains("add @Isolated", "@Issuer URI");
  }

  @Test
  void stops_the_server_when_a_check_fails() {
    failures(FailingEverywhere.class);

    assertStopped(SEEN.get(0));
  }

  private static void passes(Class<?> type, int tests) {
    results(type, Map.of())
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(tests).failed(0));
  }

  private static List<String> failures(Class<?> type) {
    return failures(type, Map.of());
  }

  private static List<String> failures(Class<?> type, Map<String, String> parameters) {
    return results(type, parameters)
        .allEvents()
        .finished()
        .failed()
        .map(LifecycleHttpTest::message)
        .toList();
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElse("");
  }

  private static EngineExecutionResults results(Class<?> type, Map<String, String> parameters) {
    EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(type));
    parameters.forEach(kit::configurationParameter);
    return kit.execute();
  }

  private static void assertStopped(FakeAuth0 auth0) {
    assertThatThrownBy(() -> Calls.token(auth0, "m2m")).isInstanceOf(UncheckedIOException.class);
  }

  @WithFakeAuth0
  static class TwoTests {

    @Test
    void one(FakeAuth0 auth0) {
      SEEN.add(auth0);
      auth0.seed(Seeds.aClient("guest"));
    }

    @Test
    void other(FakeAuth0 auth0) {
      SEEN.add(auth0);
      auth0.seed(Seeds.aClient("guest"));
    }

    @AfterEach
    void isAlone(FakeAuth0 auth0) {
      assertThat(auth0.snapshot()).containsOnlyOnce("\"name\": \"guest\"");
    }
  }

  @WithFakeAuth0(isolation = Isolation.PER_METHOD)
  static class EachItsOwnServer {

    @Test
    @FailsWith("invalid-client")
    void one(FakeAuth0 auth0) {
      SEEN.add(auth0);
      assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(401);
    }

    @Test
    void other(FakeAuth0 auth0) {
      SEEN.add(auth0);
      assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(200);
    }
  }

  static class OneMethod {

    @Test
    @WithFakeAuth0(tenant = {"preset:opaque", "preset:default"})
    void has_a_server(Emulator emulator, FakeAuth0 auth0) {
      SEEN.add(auth0);
      assertThat(emulator.first()).isSameAs(auth0);
      assertThat(emulator.tenants()).hasSize(2);
    }
  }

  static class Inheriting extends TwoTests {}

  @WithFakeAuth0(https = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Tag("ours")
  @interface OurTenant {}

  @OurTenant
  static class MetaAnnotated {

    @Test
    void has_https(FakeAuth0 auth0) {
      assertThat(auth0.httpsIssuer()).isPresent();
    }
  }

  static class Registered {

    @RegisterExtension
    static final FakeAuth0Extension AUTH0 =
        FakeAuth0Extension.withDefaults().seeded(Seeds.aClient("shop")).strict();

    @Test
    void has_what_was_seeded(FakeAuth0 auth0, @AccessToken(client = "shop") String token) {
      assertThat(token).isNotEmpty();
    }

    @Nested
    class Inner {

      @Test
      void shares_it(@AccessToken(client = "shop") String token) {
        assertThat(token).isNotEmpty();
      }
    }
  }

  static class RegisteredForEach {

    @RegisterExtension final FakeAuth0Extension auth0 = FakeAuth0Extension.withTenant("preset:mcp");

    @Test
    void has_a_server(@Issuer URI issuer) {
      assertThat(issuer).hasScheme("http");
    }
  }

  @WithFakeAuth0
  static class Factory {

    @TestFactory
    Stream<DynamicTest> share_what_they_do(FakeAuth0 auth0) {
      return Stream.of(
          DynamicTest.dynamicTest("first", () -> Calls.token(auth0, "m2m")),
          DynamicTest.dynamicTest(
              "second", () -> assertThat(auth0.journal().entries()).hasSize(1)));
    }
  }

  @WithFakeAuth0(properties = "orders.issuer=${issuer}")
  static class WithProperties {

    @Test
    void are_set(@Issuer URI issuer) {
      assertThat(System.getProperty("orders.issuer")).isEqualTo(issuer.toString());
    }
  }

  @WithFakeAuth0
  static class Failing {

    @Test
    void expects_too_much(FakeAuth0 auth0) {
      SEEN.add(auth0);
      assertThat(Calls.token(auth0, "stranger").statusCode()).isEqualTo(200);
    }
  }

  @WithFakeAuth0(strict = true)
  static class Strict {

    @Test
    @FailsWith("hs256")
    void leaves_a_rule_unused() {}

    @Test
    void is_refused(FakeAuth0 auth0) {
      Calls.token(auth0, "stranger");
    }

    @Test
    @FailsWith("rate-limited")
    void is_refused_as_it_wants_to_be(FakeAuth0 auth0) {
      Calls.token(auth0, "m2m");
    }
  }

  @FailsWith("rate-limited")
  @WithFakeAuth0(strict = true)
  static class StrictClass {

    @Test
    void calls_nobody() {}
  }

  @WithFakeAuth0(tenant = "no-such.yaml")
  static class UnknownFile {

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0(tenant = {"preset:default", "preset:default"})
  static class TwoOfOneName {

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0
  static class UnknownClient {

    @Test
    void never_runs(@AccessToken(client = "m2n") String token) {}
  }

  @WithFakeAuth0
  static class UnknownMode {

    @Test
    @FailsWith("hs255")
    void never_runs() {}
  }

  static class NoServer {

    @Test
    @FailsWith("hs256")
    void never_runs() {}
  }

  @WithFakeAuth0
  static class WrongType {

    @Test
    void never_runs(@Issuer String issuer) {}
  }

  @WithFakeAuth0(isolation = Isolation.PER_METHOD)
  static class TooEarly {

    @BeforeAll
    static void has_no_server(FakeAuth0 auth0) {}

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0(properties = "orders.issuer=${isuer}")
  static class UnknownPlace {

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0
  static class RuleOfAMethod {

    @Test
    @FailsWith("hs256")
    void never_runs() {}
  }

  @WithFakeAuth0(strict = true)
  static class FailingEverywhere {

    @BeforeAll
    static void sees_it(FakeAuth0 auth0) {
      SEEN.add(auth0);
      throw new AssertionError("before all");
    }

    @Test
    void never_runs() {}
  }
}
