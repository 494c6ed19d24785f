package dev.fakeauth0.junit;

import static dev.fakeauth0.seed.Seeds.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Names, mixtures, baselines of nested classes, and tokens that are printed when a test fails. */
class MisuseHttpTest {

  @Test
  void names_the_first_tenant() {
    run(Named.class).testEvents().assertStatistics(told -> told.succeeded(2).failed(0));
  }

  @Test
  void refuses_two_tenants_of_one_name() {
    assertThat(failures(OfOneName.class))
        .singleElement()
        .asString()
        .contains("there is a tenant default already", "give one of the two another");
  }

  @Test
  void refuses_annotation_and_field_on_one_class() {
    assertThat(failures(Mixed.class))
        .singleElement()
        .asString()
        .contains("Mixed has @WithFakeAuth0", "the field AUTH0", "keep one");
    assertThat(failures(MixedOnMethod.class))
        .singleElement()
        .asString()
        .contains("runs has @WithFakeAuth0", "the field auth0", "keep one");
  }

  @Test
  void keeps_what_a_nested_class_seeds_before_all_for_its_tests() {
    run(Around.class).testEvents().assertStatistics(told -> told.succeeded(3).failed(0));
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void prints_why_an_api_refuses_the_token_it_was_given() {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    try {
      run(GivenBadToken.class);
    } finally {
      System.setErr(before);
    }

    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("An API has to refuse what was given to GivenBadToken > ")
        .contains("@AccessToken String token", "Because: the token is for an API that", "Remedy:  ")
        .doesNotContain("@ManagementToken");
  }

  private static List<String> failures(Class<?> type) {
    return run(type)
        .allEvents()
        .finished()
        .failed()
        .map(
            event ->
                event
                    .getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .map(Throwable::getMessage)
                    .orElse(""))
        .toList();
  }

  private static EngineExecutionResults run(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(type)).execute();
  }

  @WithFakeAuth0(
      name = "acme",
      tenant = {"preset:default", "preset:default"})
  static class Named {

    @Test
    void has_the_name(FakeAuth0 auth0, Emulator emulator) {
      assertThat(auth0.tenant()).isEqualTo("acme");
      assertThat(emulator.tenant("acme")).isSameAs(auth0);
      assertThat(emulator.tenant("default")).isNotSameAs(auth0);
    }

    @Test
    @FailsWith("rate-limited;tenant=acme")
    void takes_rules_by_it(FakeAuth0 auth0) {
      assertThat(Calls.token(auth0, "m2m").statusCode()).isEqualTo(429);
    }
  }

  @WithFakeAuth0(
      name = "default",
      tenant = {"preset:opaque", "preset:default"})
  static class OfOneName {

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0
  static class Mixed {

    @RegisterExtension static final FakeAuth0Extension AUTH0 = FakeAuth0Extension.withDefaults();

    @Test
    void never_runs() {}
  }

  static class MixedOnMethod {

    @RegisterExtension final FakeAuth0Extension auth0 = FakeAuth0Extension.withDefaults();

    @Test
    @WithFakeAuth0
    void runs() {}
  }

  @WithFakeAuth0
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class Around {

    @BeforeAll
    void seeds(FakeAuth0 auth0) {
      auth0.seed(aClient("outer"));
    }

    @Test
    void has_its_own(FakeAuth0 auth0) {
      assertThat(auth0.snapshot()).contains("\"name\": \"outer\"");
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Within {

      @BeforeAll
      void seeds(FakeAuth0 auth0) {
        auth0.seed(aClient("inner"));
      }

      @Test
      void has_both(FakeAuth0 auth0) {
        assertThat(auth0.snapshot()).contains("\"name\": \"outer\"", "\"name\": \"inner\"");
        auth0.seed(aClient("gone"));
      }

      @Test
      void has_both_each_time(FakeAuth0 auth0) {
        assertThat(auth0.snapshot()).contains("\"name\": \"outer\"", "\"name\": \"inner\"");
      }
    }
  }

  @WithFakeAuth0
  static class GivenBadToken {

    @Test
    void fails(@AccessToken(defect = "wrong-audience") String token, @ManagementToken String good) {
      throw new AssertionError("401");
    }
  }
}
