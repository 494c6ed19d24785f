package dev.fakeauth0.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a FakeAuth0 for the tests of a class, or for one test:
 *
 * <pre>{@code
 * @WithFakeAuth0
 * class OrdersTest {
 *
 *   @Test
 *   void refuses_a_token_signed_by_somebody_else(@AccessToken(defect = "bad-signature") String token) {
 *     assertThat(orders(token).statusCode()).isEqualTo(401);
 *   }
 * }
 * }</pre>
 *
 * <p>The server listens on a free port of loopback. What {@code @BeforeAll} leaves is the baseline,
 * to which it goes back before each test: before each invocation of a parameterized or repeated
 * test, once for a test factory. Parameters may be {@link dev.fakeauth0.FakeAuth0}, {@link
 * dev.fakeauth0.emulator.Emulator}, {@link AccessToken}, {@link ManagementToken} and {@link
 * Issuer}.
 *
 * <p>Where Spring runs the test, the application context finds the issuer in the properties of
 * Spring Security, and classes that say the same here share server and context.
 *
 * <p>Subclasses inherit it, and a {@code @Nested} class shares its outer class's server unless it
 * has this annotation anew. It may be put on an annotation of one's own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FakeAuth0Extension.class)
public @interface WithFakeAuth0 {

  /**
   * The first tenant's name, as the journal, failure rules and {@link
   * dev.fakeauth0.emulator.Emulator#tenant} say it; its seed's if none is said.
   */
  String name() default "";

  /**
   * Seed files, or presets as {@code preset:NAME}: a tenant each, {@code preset:default} if none.
   */
  String[] tenant() default {};

  /** Whether there is an HTTPS listener too. */
  boolean https() default false;

  /** Which tests share a server. */
  Isolation isolation() default Isolation.PER_CLASS;

  /**
   * Properties, as {@code key=value}: of the application context where Spring runs the test, else
   * system properties while the server runs, which are put back afterwards. In the value, {@code
   * ${issuer}}, {@code ${domain}}, {@code ${jwks_uri}}, {@code ${token_endpoint}} and {@code
   * ${management_audience}} stand for the first tenant's.
   */
  String[] properties() default {};

  /**
   * Whether a test fails that leaves a rule of its {@link FailsWith} unused, or has a call refused
   * that no rule refused.
   */
  boolean strict() default false;
}
