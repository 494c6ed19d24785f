package dev.fakeauth0.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of type {@link String}: an access token of the first tenant, minted without asking
 * the rules. It appears in no journal and uses no failure rule.
 *
 * <pre>{@code
 * @AccessToken(user = "ada@example.com", scope = "read:orders", claims = "level=3") String token
 * }</pre>
 *
 * <p>What is left open is filled as the token endpoint would fill it: see {@link
 * dev.fakeauth0.token.TokenSpec}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AccessToken {

  /** The client's client_id or name. */
  String client() default "";

  /** The subject's e-mail address or user_id; the client itself if there is none. */
  String user() default "";

  /** The API's identifier. */
  String audience() default "";

  /** The scopes, exactly, each its own or several with spaces between; {@code ""} for none. */
  String[] scope() default {};

  /** The {@code permissions} claim, exactly; {@code ""} for an empty one. */
  String[] permissions() default {};

  /** The organization's id or name. */
  String organization() default "";

  /**
   * Claims as {@code name=value}; {@code -name} takes one out. A value that is a whole number or
   * {@code true} or {@code false} is just that, unless it stands in double quotes; {@code [a, b]}
   * is a list; everything else is text.
   */
  String[] claims() default {};

  /**
   * The lifetime: a number with {@code s}, {@code m}, {@code h} or {@code d}, such as {@code 5m}.
   */
  String expiresIn() default "";

  /** What is wrong with it: a token defect such as {@code bad-signature}, {@code expired}. */
  String defect() default "";
}
