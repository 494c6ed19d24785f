package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the contracts of Auth0 against a target.
 *
 * <pre>{@code
 * Auth0Target tenant = Auth0Target.domain("localhost:8080").managedBy("management", "management-secret");
 * Fidelity found = Auth0Examination.examine(tenant);
 * }</pre>
 *
 * <p>It makes clients, APIs, databases and users under names that begin with {@code fa0-contract-},
 * touches nothing else, and removes them: when it is closed, when the JVM is told to end, and if
 * neither came to pass, when it is run again. One thread.
 */
public final class Auth0Examination implements AutoCloseable {

  private static final List<Class<?>> AUTHENTICATION =
      List.of(
          DiscoveryContract.class,
          KeysContract.class,
          TokenEndpointContract.class,
          ClientCredentialsContract.class,
          ClientAssertionContract.class,
          TokenEncryptionContract.class,
          DpopContract.class,
          MachineOrganizationsContract.class,
          PasswordContract.class,
          AuthorizationContract.class,
          AuthorizationCodeContract.class,
          PushedRequestContract.class,
          RefreshTokenContract.class,
          DeviceFlowContract.class,
          PasswordlessContract.class,
          SecondFactorContract.class,
          AuthenticatorsContract.class,
          BackchannelContract.class,
          TokenExchangeContract.class,
          JwtBearerContract.class,
          ConsentContract.class,
          RegistrationContract.class,
          UserinfoContract.class,
          RevocationContract.class,
          LogoutContract.class);

  private static final List<Class<?>> MANAGEMENT =
      List.of(
          ManagementAccessContract.class,
          ManagementConventionsContract.class,
          ManagementValidationContract.class,
          ManagementNotFoundContract.class,
          PagingContract.class,
          UsersContract.class,
          UserSearchContract.class,
          UserIdentitiesContract.class,
          RolesContract.class,
          OrganizationsContract.class,
          ClientsContract.class,
          ResourceServersContract.class,
          ClientGrantsContract.class,
          ConnectionsContract.class,
          SessionsContract.class,
          LogsContract.class,
          JobsContract.class,
          TicketsContract.class);
  private static final Map<Clause, Method> CLAUSES = clausesByMethod();
  private static final int TOKENS = 36 * 36 * 36;

  private final Auth0Target target;
  private final Instant startedAt;
  private final Tenant tenant;
  private final Thread atExit = new Thread(this::removeEverything, "fa0-contract-removal");
  private final List<Verdict> verdicts = new ArrayList<>();
  private boolean begun;

  private Auth0Examination(Auth0Target target) {
    this.target = target;
    this.startedAt = target.now().instant();
    String token =
        BigInteger.valueOf(TOKENS + new SecureRandom().nextInt(TOKENS)).toString(36).substring(1);
    this.tenant = new Tenant(target, new RunName(startedAt, token));
  }

  /** All contracts, area by area. */
  public static List<Clause> clauses() {
    return List.copyOf(CLAUSES.keySet());
  }

  /**
   * Some contracts: those of an area, {@code token-endpoint}, or those whose name fits, {@code
   * token-endpoint/*secret*}; all, if nothing is named.
   *
   * @throws IllegalArgumentException if a name fits none
   */
  public static List<Clause> clauses(List<String> only) {
    if (only.isEmpty()) {
      return clauses();
    }
    List<Pattern> patterns = new ArrayList<>();
    for (String name : only) {
      Pattern pattern =
          Pattern.compile(
              Arrays.stream(name.split("\\*", -1))
                  .map(Pattern::quote)
                  .reduce((a, b) -> a + ".*" + b)
                  .orElse(""));
      if (CLAUSES.keySet().stream().noneMatch(clause -> fits(pattern, clause))) {
        throw new IllegalArgumentException(
            "no contract is called " + name + "; areas are " + String.join(", ", areas()));
      }
      patterns.add(pattern);
    }
    return CLAUSES.keySet().stream()
        .filter(clause -> patterns.stream().anyMatch(pattern -> fits(pattern, clause)))
        .toList();
  }

  /** The areas, in order. */
  public static List<String> areas() {
    return CLAUSES.keySet().stream().map(Clause::area).distinct().toList();
  }

  /** An examination that has not asked anything yet. */
  public static Auth0Examination of(Auth0Target target) {
    return new Auth0Examination(target);
  }

  /** Runs all contracts. */
  public static Fidelity examine(Auth0Target target) {
    return examine(target, clauses(), verdict -> {});
  }

  /**
   * Runs some contracts.
   *
   * @param progress is told each verdict as it falls
   */
  public static Fidelity examine(
      Auth0Target target, List<Clause> clauses, Consumer<Verdict> progress) {
    Auth0Examination examination = of(target);
    try (examination) {
      clauses.forEach(clause -> progress.accept(examination.examine(clause)));
    }
    return examination.report();
  }

  /** Runs one contract. */
  public Verdict examine(Clause clause) {
    Method method = CLAUSES.get(clause);
    if (method == null) {
      throw new IllegalArgumentException("no contract is called " + clause.id());
    }
    begin();
    long start = System.nanoTime();
    String told = "";
    Outcome outcome = Outcome.HOLDS;
    try {
      tenant.require(clause.needs());
      run(method);
    } catch (Skipped e) {
      outcome = Outcome.SKIPPED;
      told = String.valueOf(e.getMessage());
    } catch (AssertionError e) {
      outcome = clause.evidence().divergence().isPresent() ? Outcome.DIVERGES : Outcome.BROKEN;
      told = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      outcome = Outcome.BROKEN;
      told = e.toString();
    } finally {
      tenant.fixtures().endClause();
    }
    Verdict verdict =
        new Verdict(
            clause,
            outcome,
            tenant.masking().mask(told),
            Duration.ofNanos(System.nanoTime() - start));
    verdicts.add(verdict);
    return verdict;
  }

  /** What was found so far. */
  public Fidelity report() {
    return new Fidelity(target.issuer(), startedAt, verdicts, tenant.fixtures().leftBehind());
  }

  /** Removes everything that was made. */
  @Override
  public void close() {
    removeEverything();
    if (begun) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // The JVM is ending: the hook runs, or has run.
        return;
      }
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      Runtime.getRuntime().addShutdownHook(atExit);
      if (tenant.management().isThere()) {
        tenant.fixtures().removeLeftovers(startedAt.minus(target.leftoversAfter()));
      }
    }
  }

  private void removeEverything() {
    tenant.fixtures().close();
  }

  private void run(Method method) {
    try {
      Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor(Tenant.class);
      method.invoke(constructor.newInstance(tenant));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method + " is no contract", e);
    }
  }

  private static boolean fits(Pattern pattern, Clause clause) {
    return pattern.matcher(clause.area()).matches() || pattern.matcher(clause.id()).matches();
  }

  private static Map<Clause, Method> clausesByMethod() {
    Map<Clause, Method> clauses = new LinkedHashMap<>();
    Stream.concat(AUTHENTICATION.stream(), MANAGEMENT.stream())
        .forEach(
            area ->
                Arrays.stream(area.getDeclaredMethods())
                    .filter(Clause::isAt)
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method -> clauses.put(Clause.of(method), method)));
    return clauses;
  }
}
