package dev.fakeauth0.contracts.auth0;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One contract: a sentence about Auth0 and what it rests on.
 *
 * @param area what it is about, {@code token-endpoint}
 * @param sentence what Auth0 does, {@code refuses a client secret that is wrong}
 * @param evidence what it rests on
 * @param needs what it asks of a tenant
 */
public record Clause(String area, String sentence, Evidence evidence, List<Need> needs) {

  /**
   * What a contract rests on.
   *
   * @param grade how good it is
   * @param seen when and how it was last seen to hold, {@code 2026-05-14, recording}; empty if it
   *     was not
   * @param divergence why the emulator is known to differ
   */
  public record Evidence(Grade grade, Optional<String> seen, Optional<String> divergence) {

    /**
     * What a method's annotation says.
     *
     * @throws IllegalStateException if it has none, or several
     */
    static Evidence of(Method method) {
      VerifiedAgainstAuth0 verified = method.getAnnotation(VerifiedAgainstAuth0.class);
      NotYetVerified open = method.getAnnotation(NotYetVerified.class);
      Diverges diverges = method.getAnnotation(Diverges.class);
      if (verified != null && open == null && diverges == null) {
        String by = verified.by().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Evidence(Grade.R, Optional.of(verified.on() + ", " + by), Optional.empty());
      }
      if (verified == null && open != null && diverges == null) {
        return new Evidence(open.value(), Optional.empty(), Optional.empty());
      }
      if (verified == null && open == null && diverges != null) {
        return new Evidence(Grade.OPEN, Optional.empty(), Optional.of(diverges.because()));
      }
      throw new IllegalStateException(
          method
              + " needs exactly one of @VerifiedAgainstAuth0, @NotYetVerified, @Diverges: what is"
              + " its evidence?");
    }
  }

  /** Copies its needs. */
  public Clause {
    needs = List.copyOf(needs);
  }

  /** Whether a method is a contract: it says what it rests on. */
  static boolean isAt(Method method) {
    return method.isAnnotationPresent(VerifiedAgainstAuth0.class)
        || method.isAnnotationPresent(NotYetVerified.class)
        || method.isAnnotationPresent(Diverges.class);
  }

  /** What a method says. */
  static Clause of(Method method) {
    Needs needs = method.getAnnotation(Needs.class);
    return new Clause(
        area(method.getDeclaringClass()),
        method.getName().replace('_', ' '),
        Evidence.of(method),
        needs == null ? List.of() : List.of(needs.value()));
  }

  /** Its name, which {@code --only} knows: {@code token-endpoint/refuses-a-wrong-secret}. */
  public String id() {
    return area + "/" + sentence.replace(' ', '-');
  }

  /** {@code TokenEndpointContract} is about {@code token-endpoint}. */
  private static String area(Class<?> type) {
    String name = type.getSimpleName();
    return name.substring(0, name.length() - "Contract".length())
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
