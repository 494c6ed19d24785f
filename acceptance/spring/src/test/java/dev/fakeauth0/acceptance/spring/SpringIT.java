package dev.fakeauth0.acceptance.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.junit.AccessToken;
import dev.fakeauth0.junit.FailsWith;
import dev.fakeauth0.junit.FakeAuth0Extension;
import dev.fakeauth0.junit.Isolation;
import dev.fakeauth0.junit.Issuer;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Spring tests that are run by these tests, and what becomes of them. */
class SpringIT {

  private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

  @BeforeEach
  void forget() {
    Orders.STARTED.set(0);
  }

  @Test
  void classes_that_say_the_same_share_one_context_and_one_server() {
    EngineExecutionResults results = run(One.class, Same.class, ByMetaAnnotation.class);

    assertPassed(results, 5);
    assertThat(Orders.STARTED).hasValue(1);
  }

  @Test
  void a_class_that_says_something_else_has_a_context_of_its_own() {
    EngineExecutionResults results = run(One.class, Other.class);

    assertPassed(results, 4);
    assertThat(Orders.STARTED).hasValue(2);
  }

  @Test
  void a_nested_class_has_the_context_of_the_class_around_it() {
    EngineExecutionResults results = run(Around.class);

    assertPassed(results, 2);
    assertThat(Orders.STARTED).hasValue(1);
  }

  @Test
  void what_is_registered_in_code_reaches_the_context_too() {
    assertPassed(run(InCode.class), 1);
  }

  @Test
  void a_later_run_in_the_same_jvm_has_a_server_that_lives() {
    assertPassed(run(One.class), 2);

    assertPassed(run(One.class), 2);
  }

  @Test
  void what_the_test_class_says_beats_what_nobody_said() {
    assertPassed(run(Saying.class), 1);
  }

  @Test
  void a_server_for_each_method_is_refused() {
    run(Separate.class)
        .containerEvents()
        .assertThatEvents()
        .anySatisfy(event -> assertThat(event.toString()).contains("one issuer for all tests"));
  }

  @Test
  void under_a_failing_test_stands_why_the_api_refused_its_token() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      run(Failing.class);
    } finally {
      System.setErr(console);
    }

    console.println(written.toString(StandardCharsets.UTF_8));
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("GET /orders -> 401")
        .contains("Challenge: Bearer error=\"invalid_token\"")
        .contains("expired")
        .contains("Remedy:");
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
    for (Class<?> type : classes) {
      kit.selectors(selectClass(type));
    }
    return kit.execute();
  }

  private static void assertPassed(EngineExecutionResults results, int tests) {
    results.allEvents().failed().assertThatEvents().isEmpty();
    results.testEvents().assertStatistics(told -> told.succeeded(tests));
  }

  private static int orders(int port, String token) throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(call, BodyHandlers.discarding()).statusCode();
  }

  @WithFakeAuth0(properties = "orders.issuer=${issuer}")
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class One {

    @Value("${local.server.port}")
    private int port;

    @BeforeAll
    static void rules(FakeAuth0 auth0) {
      auth0.seed("{\"resourceServers\": [{\"identifier\": \"https://seeded\"}]}");
    }

    @Test
    void takes_a_good_token(@AccessToken String token) throws Exception {
      assertThat(orders(port, token)).isEqualTo(200);
    }

    @Test
    void knows_the_client(
        @Autowired ClientRegistrationRepository registrations, @Issuer URI issuer) {
      ClientRegistration found = registrations.findByRegistrationId("fake-auth0");

      assertThat(found.getClientId()).isEqualTo("m2m");
      assertThat(found.getProviderDetails().getTokenUri()).isEqualTo(issuer + "oauth/token");
    }
  }

  /** The annotations in the other order, and strict, which the server does not know of. */
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  @WithFakeAuth0(properties = "orders.issuer=${issuer}", strict = true)
  static class Same {

    @Test
    void has_properties(@Autowired Environment environment, @Issuer URI issuer) {
      assertThat(environment.getProperty("orders.issuer")).isEqualTo(issuer.toString());
      assertThat(environment.getProperty(JWT + "issuer-uri")).isEqualTo(issuer.toString());
      assertThat(environment.getProperty(JWT + "audiences")).isEqualTo("https://api.example.com");
    }

    @Test
    void sees_nothing_of_the_class_before(FakeAuth0 auth0) {
      assertThat(auth0.snapshot()).doesNotContain("https://seeded");
    }
  }

  @WithFakeAuth0(properties = "orders.issuer=${issuer}")
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface OrdersTest {}

  @OrdersTest
  static class ByMetaAnnotation {

    @Test
    void takes_a_good_token(@Value("${local.server.port}") int port, @AccessToken String token)
        throws Exception {
      assertThat(orders(port, token)).isEqualTo(200);
    }
  }

  @WithFakeAuth0(name = "other", properties = "orders.issuer=${issuer}")
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class Other extends One {}

  @WithFakeAuth0
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class Around {

    @Value("${local.server.port}")
    private int port;

    @Test
    void takes_a_good_token(@AccessToken String token) throws Exception {
      assertThat(orders(port, token)).isEqualTo(200);
    }

    @Nested
    class Within {

      @Test
      @FailsWith("bad-signature")
      void takes_a_good_token(@AccessToken String token) throws Exception {
        assertThat(orders(port, token)).isEqualTo(200);
      }
    }
  }

  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class InCode {

    @RegisterExtension
    static final FakeAuth0Extension AUTH0 = FakeAuth0Extension.withDefaults().named("in-code");

    @Test
    void takes_a_good_token(@Value("${local.server.port}") int port, @AccessToken String token)
        throws Exception {
      assertThat(orders(port, token)).isEqualTo(200);
    }
  }

  @WithFakeAuth0
  @SpringBootTest(
      classes = Orders.class,
      webEnvironment = RANDOM_PORT,
      properties = JWT + "audiences=https://another")
  static class Saying {

    @Test
    void refuses_what_is_for_the_usual_audience(
        @Value("${local.server.port}") int port, @AccessToken String token) throws Exception {
      assertThat(orders(port, token)).isEqualTo(401);
    }
  }

  @WithFakeAuth0(isolation = Isolation.PER_METHOD)
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class Separate {

    @Test
    void never_runs() {}
  }

  @WithFakeAuth0
  @SpringBootTest(classes = Orders.class, webEnvironment = RANDOM_PORT)
  static class Failing {

    @Test
    void shows_the_orders(
        @Value("${local.server.port}") int port, @AccessToken(defect = "expired") String token)
        throws Exception {
      assertThat(orders(port, token)).isEqualTo(200);
    }
  }
}
