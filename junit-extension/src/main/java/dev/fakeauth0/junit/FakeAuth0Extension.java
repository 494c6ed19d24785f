package dev.fakeauth0.junit;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.CannotStartException;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.failure.FailureRule;
import dev.fakeauth0.failure.InvalidFailureRule;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.seed.SeedPart;
import dev.fakeauth0.token.TokenSpec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * What {@link WithFakeAuth0} does, and, registered as a field, what is said in code:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeAuth0Extension AUTH0 =
 *     FakeAuth0Extension.withTenant("tenant.yaml").seeded(aClient("shop")).strict();
 * }</pre>
 *
 * <p>A static field is for the class, an instance field for each test. Immutable; what happens
 * while tests run is kept in JUnit's store, which closes the server whatever becomes of them.
 */
public final class FakeAuth0Extension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Namespace STATE = Namespace.create(FakeAuth0Extension.class);

  /** The server of a context and of those below it. */
  private static final String STAGE = "stage";

  /** Present in a nested class's own store until what it seeds before all is kept. */
  private static final String SEEDS = "seeds";

  private final @Nullable Settings inCode;

  /** For {@link WithFakeAuth0}: settings are read from the annotation. JUnit calls it. */
  public FakeAuth0Extension() {
    this(null);
  }

  private FakeAuth0Extension(@Nullable Settings inCode) {
    this.inCode = inCode;
  }

  /** A server with {@code preset:default}. */
  public static FakeAuth0Extension withDefaults() {
    return new FakeAuth0Extension(Settings.USUAL);
  }

  /** A server with tenants: seed files, or presets as {@code preset:NAME}. */
  public static FakeAuth0Extension withTenant(String... filesOrPresets) {
    return withDefaults()
        .changed(
            was ->
                new Settings(
                    was.name(),
                    List.of(filesOrPresets),
                    was.https(),
                    was.isolation(),
                    was.properties(),
                    was.strict(),
                    was.parts()));
  }

  /** This, with a name for the first tenant. */
  public FakeAuth0Extension named(String name) {
    return changed(
        was ->
            new Settings(
                Optional.of(name),
                was.tenants(),
                was.https(),
                was.isolation(),
                was.properties(),
                was.strict(),
                was.parts()));
  }

  /** This, with an HTTPS listener too. */
  public FakeAuth0Extension https() {
    return changed(
        was ->
            new Settings(
                was.name(),
                was.tenants(),
                true,
                was.isolation(),
                was.properties(),
                was.strict(),
                was.parts()));
  }

  /** This, with more in the first tenant. */
  public FakeAuth0Extension seeded(SeedPart... parts) {
    return changed(
        was -> {
          List<SeedPart> more = new ArrayList<>(was.parts());
          more.addAll(List.of(parts));
          return new Settings(
              was.name(),
              was.tenants(),
              was.https(),
              was.isolation(),
              was.properties(),
              was.strict(),
              List.copyOf(more));
        });
  }

  /** This, with other tests sharing a server. */
  public FakeAuth0Extension isolation(Isolation wanted) {
    return changed(
        was ->
            new Settings(
                was.name(),
                was.tenants(),
                was.https(),
                wanted,
                was.properties(),
                was.strict(),
                was.parts()));
  }

  /** This, with properties: see {@link WithFakeAuth0#properties}. */
  public FakeAuth0Extension properties(String... wanted) {
    return changed(
        was ->
            new Settings(
                was.name(),
                was.tenants(),
                was.https(),
                was.isolation(),
                List.of(wanted),
                was.strict(),
                was.parts()));
  }

  /** This, strict: see {@link WithFakeAuth0#strict}. */
  public FakeAuth0Extension strict() {
    return changed(
        was ->
            new Settings(
                was.name(),
                was.tenants(),
                was.https(),
                was.isolation(),
                was.properties(),
                true,
                was.parts()));
  }

  /** What is said in code; empty for the annotation's. */
  Optional<Settings> inCode() {
    return Optional.ofNullable(inCode);
  }

  private FakeAuth0Extension changed(UnaryOperator<Settings> change) {
    return new FakeAuth0Extension(change.apply(inCode == null ? Settings.USUAL : inCode));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    List<FailureRule> rules = rulesOf(type);
    Optional<Stage> outer = stage(context);
    boolean anew = inCode == null ? annotated(type) : outer.map(Stage::owner).orElse(null) != this;
    if (inCode == null && annotated(type)) {
      refuseMixture(type, type.getSimpleName());
    }
    if (anew && SpringTests.runs(type)) {
      context
          .getStore(STATE)
          .put(STAGE, share(settings(type).orElseThrow(), rules, outer, context));
    } else if (anew) {
      Settings settings = settings(type).orElseThrow();
      refuseConcurrentProperties(settings, context);
      if (settings.isolation() == Isolation.PER_CLASS) {
        context.getStore(STATE).put(STAGE, open(settings, rules, type.getSimpleName()));
      } else {
        // Hides the server of an outer class: each test has its own here.
        context.getStore(STATE).put(STAGE, new EachItsOwn(settings));
      }
    } else if (outer.isPresent() && outer.get().owner() == this && !concurrent(context)) {
      outer.get().keepBaseline();
      outer.get().reset();
      if (seedsBeforeAll(type)) {
        context.getStore(STATE).put(SEEDS, type);
      }
    }
  }

  /** A stage on the server whose issuer Spring's context has, whatever classes had it before. */
  private Stage share(
      Settings settings, List<FailureRule> rules, Optional<Stage> outer, ExtensionContext context) {
    String where = context.getRequiredTestClass().getSimpleName();
    if (settings.isolation() == Isolation.PER_METHOD) {
      throw misuse(
          "Spring's context of "
              + where
              + " has one issuer for all tests, so isolation = PER_METHOD cannot be: take it away,"
              + " and write @Execution(SAME_THREAD) on the class");
    }
    boolean alone = !amongMany(context);
    if (!alone && !rules.isEmpty()) {
      throw misuse(ruleForMany(where));
    }
    try {
      SharedServer server = SharedServer.of(settings, context);
      if (alone && outer.map(Stage::emulator).orElse(null) != server.emulator()) {
        server.startOver();
      }
      return Stage.on(server, this, settings, rules);
    } catch (CannotStartException e) {
      throw new ExtensionConfigurationException(
          "FakeAuth0 for " + where + " cannot start: " + e.getMessage(), e);
    }
  }

  /** Two servers for one class, and nothing that says which a parameter means. */
  private static void refuseMixture(Class<?> type, String where) {
    List<Field> fields =
        AnnotationSupport.findAnnotatedFields(
            type,
            RegisterExtension.class,
            field -> field.getType() == FakeAuth0Extension.class,
            HierarchyTraversalMode.TOP_DOWN);
    if (!fields.isEmpty()) {
      throw misuse(
          where
              + " has @WithFakeAuth0, and the field "
              + fields.get(0).getName()
              + " registers a FakeAuth0Extension beside it: keep one; all that the annotation says"
              + " can be said in code, such as FakeAuth0Extension.withTenant(...).strict()");
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    AnnotatedElement method = context.getRequiredTestMethod();
    Optional<Stage> shared = stage(context);
    if (annotated(method)) {
      String where = context.getRequiredTestMethod().getName();
      refuseMixture(context.getRequiredTestClass(), where);
      if (SpringTests.runs(context.getRequiredTestClass())) {
        throw misuse(
            "@WithFakeAuth0 on "
                + where
                + " comes too late for Spring's context, which is its class's: write it on "
                + context.getRequiredTestClass().getSimpleName());
      }
    }
    Optional<Settings> own =
        annotated(method) ? settings(method) : perMethod(context, shared.isPresent());
    List<FailureRule> rules = new ArrayList<>();
    if (own.isPresent()) {
      refuseConcurrentProperties(own.get(), context);
      rules.addAll(classRules(context));
      rules.addAll(rulesOf(method));
      Stage stage = open(own.get(), List.of(), context.getDisplayName());
      context.getStore(STATE).put(STAGE, stage);
      stage.keepBaseline();
      stage.add(rules);
      return;
    }
    if (shared.isEmpty()) {
      if (inCode == null && context.getStore(STATE).get(STAGE) == null) {
        throw misuse(
            context.getRequiredTestClass().getSimpleName()
                + " has a @FailsWith and no server: put @WithFakeAuth0 on the class or the method");
      }
      return;
    }
    if (shared.get().owner() == this) {
      prepare(shared.get(), context);
    }
  }

  private void prepare(Stage stage, ExtensionContext context) {
    AnnotatedElement method = context.getRequiredTestMethod();
    List<FailureRule> own = rulesOf(method);
    if (stage.ofManyClasses() && amongMany(context)) {
      if (!own.isEmpty()) {
        throw misuse(ruleForMany(context.getRequiredTestMethod().getName()));
      }
      return;
    }
    if (sharedByMany(context)) {
      if (!own.isEmpty()) {
        throw misuse(
            "@FailsWith on "
                + context.getRequiredTestMethod().getName()
                + " would hit the tests that run beside it: write @WithFakeAuth0(isolation ="
                + " PER_METHOD) on the class, or @Execution(SAME_THREAD)");
      }
      stage.keepBaseline();
      return;
    }
    stage.keepBaseline();
    ExtensionContext classContext = classContext(context);
    if (classContext.getStore(STATE).remove(SEEDS) != null) {
      stage.keepAgain();
    }
    stage.reset();
    stage.add(nestedRules(context, stage));
    stage.add(own);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional<Stage> stage = stage(context).filter(any -> any.owner() == this);
    if (stage.isEmpty()) {
      return;
    }
    stage.get().noteUsed();
    if (context.getExecutionException().isPresent()) {
      print(stage.get(), context);
    } else if (stage.get().settings().strict()
        && !sharedByMany(context)
        && !(stage.get().ofManyClasses() && amongMany(context))) {
      checkStrictly(stage.get(), context);
    }
  }

  private static void print(Stage stage, ExtensionContext context) {
    stage
        .refusals(
            context.getRequiredTestClass().getSimpleName() + " > " + context.getDisplayName(),
            given(context))
        .ifPresent(
            text -> {
              // In one piece: other tests may write beside it.
              System.err.print(System.lineSeparator() + text + System.lineSeparator());
              context.publishReportEntry("fakeauth0.refused", text);
            });
  }

  private static void checkStrictly(Stage stage, ExtensionContext context) {
    List<FailureRule> idle = stage.idle(rulesOf(context.getRequiredTestMethod()));
    List<JournalEntry> refusals = stage.unexpectedRefusals();
    if (idle.isEmpty() && refusals.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("strict: ");
    if (!idle.isEmpty()) {
      message
          .append("no call met ")
          .append(idle)
          .append(": take the rule away, or check its endpoint and limits");
    }
    if (!refusals.isEmpty()) {
      message
          .append(idle.isEmpty() ? "" : "; ")
          .append("a call was refused that no rule asks for: ")
          .append(stage.refusedCalls(context.getDisplayName()).orElse(""));
    }
    throw new AssertionError(message.toString());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Optional<Stage> stage =
        Optional.ofNullable(context.getStore(STATE).get(STAGE))
            .filter(Stage.class::isInstance)
            .map(Stage.class::cast)
            .filter(any -> any.owner() == this && any.settings().strict());
    if (stage.isEmpty() || context.getExecutionException().isPresent() || isNestedIn(context)) {
      return;
    }
    List<FailureRule> unused = stage.get().unused(stage.get().rules());
    if (!unused.isEmpty()) {
      throw new AssertionError(
          "strict: no call of "
              + context.getRequiredTestClass().getSimpleName()
              + " met "
              + unused
              + ": take the rule away, or check its endpoint and limits");
    }
  }

  /** Whether the server is an outer class's. */
  private static boolean isNestedIn(ExtensionContext context) {
    return context
        .getParent()
        .map(parent -> parent.getStore(STATE).get(STAGE))
        .filter(outer -> outer == context.getStore(STATE).get(STAGE))
        .isPresent();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    boolean ours =
        type == FakeAuth0.class
            || type == Emulator.class
            || parameter.isAnnotated(AccessToken.class)
            || parameter.isAnnotated(ManagementToken.class)
            || parameter.isAnnotated(Issuer.class);
    // Of two extensions the one whose server it is answers.
    return ours && stage(context).map(stage -> stage.owner() == this).orElse(true);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Stage stage = stage(context).orElseThrow(() -> noServer(parameter, context));
    if (type == FakeAuth0.class) {
      return stage.first();
    }
    if (type == Emulator.class) {
      return stage.emulator();
    }
    if (parameter.isAnnotated(Issuer.class)) {
      wants(URI.class, "@Issuer", type);
      return stage.first().issuer();
    }
    String name = parameter.isAnnotated(AccessToken.class) ? "@AccessToken" : "@ManagementToken";
    wants(String.class, name, type);
    if (parameter.getDeclaringExecutable() instanceof Constructor) {
      throw new ParameterResolutionException(
          name
              + " is for a test or @BeforeEach method: a constructor runs before the server goes"
              + " back to its baseline");
    }
    String token = mint(name, parameter, stage.first());
    given(context)
        .add(new RefusedCalls.Given(name + " String " + parameter.getParameter().getName(), token));
    return token;
  }

  /** The tokens that the parameters of a test got. */
  @SuppressWarnings("unchecked") // Nobody else puts something there.
  private static List<RefusedCalls.Given> given(ExtensionContext context) {
    return context
        .getStore(STATE)
        .getOrComputeIfAbsent(
            context.getUniqueId(), id -> new CopyOnWriteArrayList<>(), List.class);
  }

  private static String mint(String name, ParameterContext parameter, FakeAuth0 auth0) {
    try {
      TokenSpec wanted =
          parameter
              .findAnnotation(AccessToken.class)
              .map(TokenWish::of)
              .orElseGet(
                  () ->
                      TokenWish.of(
                          parameter.findAnnotation(ManagementToken.class).orElseThrow(),
                          auth0.managementAudience()));
      return auth0.token(wanted).accessToken();
    } catch (IllegalArgumentException e) {
      throw new ParameterResolutionException(name + ": " + e.getMessage(), e);
    }
  }

  private static void wants(Class<?> wanted, String annotation, Class<?> type) {
    if (type != wanted) {
      throw new ParameterResolutionException(
          annotation
              + " gives a "
              + wanted.getSimpleName()
              + ", not a "
              + type.getSimpleName()
              + ": declare the parameter as "
              + wanted.getSimpleName());
    }
  }

  private static ParameterResolutionException noServer(
      ParameterContext parameter, ExtensionContext context) {
    String where = parameter.getDeclaringExecutable().getName();
    return new ParameterResolutionException(
        context.getStore(STATE).get(STAGE) instanceof EachItsOwn
            ? "with isolation = PER_METHOD there is no server yet at "
                + where
                + ": take the parameter in the test or in @BeforeEach"
            : "there is no server yet at "
                + where
                + ": put @WithFakeAuth0 on the class, or take the parameter in the test or in"
                + " @BeforeEach");
  }

  private Stage open(Settings settings, List<FailureRule> rules, String where) {
    try {
      return Stage.open(this, settings, rules);
    } catch (CannotStartException e) {
      throw new ExtensionConfigurationException(
          "FakeAuth0 for " + where + " cannot start: " + e.getMessage(), e);
    }
  }

  private static void refuseConcurrentProperties(Settings settings, ExtensionContext context) {
    if (!settings.properties().isEmpty() && concurrent(context)) {
      throw misuse(
          "properties are the whole JVM's, and "
              + context.getDisplayName()
              + " may run beside others: add @Isolated to the class, or hand the issuer over in code"
              + " (parameter @Issuer URI)");
    }
  }

  /** Whether others may run at the same time. */
  private static boolean concurrent(ExtensionContext context) {
    boolean parallel =
        context
            .getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
            .map(value -> value.toLowerCase(Locale.ROOT).equals("true"))
            .orElse(false);
    boolean isolated =
        context
            .getTestClass()
            .map(type -> AnnotationSupport.isAnnotated(type, Isolated.class))
            .orElse(false);
    return parallel && !isolated && context.getExecutionMode() == ExecutionMode.CONCURRENT;
  }

  /** Whether the test, or the classes it is in, may run beside others. */
  private static boolean amongMany(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent() && at.get().getTestClass().isPresent();
        at = at.get().getParent()) {
      if (concurrent(at.get())) {
        return true;
      }
    }
    return false;
  }

  private static String ruleForMany(String where) {
    return "@FailsWith on "
        + where
        + " would hit the classes that run beside it and share Spring's context and so the server:"
        + " write @Execution(SAME_THREAD) on each of them, or @Isolated on this one";
  }

  /** Whether tests that run at the same time share the server. */
  private static boolean sharedByMany(ExtensionContext context) {
    boolean method = context.getTestMethod().isPresent();
    boolean own = method && context.getStore(STATE).get(STAGE) != parentStage(context);
    return method && !own && concurrent(context);
  }

  private static @Nullable Object parentStage(ExtensionContext context) {
    return context.getParent().map(parent -> parent.getStore(STATE).get(STAGE)).orElse(null);
  }

  private static Optional<Stage> stage(ExtensionContext context) {
    Object kept = context.getStore(STATE).get(STAGE);
    return kept instanceof Stage stage ? Optional.of(stage) : Optional.empty();
  }

  /** The settings by which each test of the class has a server of its own. */
  private Optional<Settings> perMethod(ExtensionContext context, boolean shared) {
    if (shared) {
      return Optional.empty();
    }
    return context.getStore(STATE).get(STAGE) instanceof EachItsOwn each
        ? Optional.of(each.settings())
        : Optional.ofNullable(inCode);
  }

  private Optional<Settings> settings(AnnotatedElement element) {
    return inCode != null ? Optional.of(inCode) : Settings.at(element);
  }

  private boolean annotated(AnnotatedElement element) {
    return inCode == null && AnnotationSupport.isAnnotated(element, WithFakeAuth0.class);
  }

  private static boolean seedsBeforeAll(Class<?> type) {
    return !AnnotationSupport.findAnnotatedMethods(
            type, BeforeAll.class, HierarchyTraversalMode.TOP_DOWN)
        .isEmpty();
  }

  private static ExtensionContext classContext(ExtensionContext context) {
    ExtensionContext at = context;
    while (at.getTestMethod().isPresent() && at.getParent().isPresent()) {
      at = at.getParent().get();
    }
    return at;
  }

  /** The rules of a class and those around it, outermost first. */
  private static List<FailureRule> classRules(ExtensionContext context) {
    List<FailureRule> rules = new ArrayList<>();
    for (Class<?> type = context.getRequiredTestClass();
        type != null;
        type = Settings.enclosing(type)) {
      rules.addAll(0, rulesOf(type));
    }
    return rules;
  }

  /**
   * The rules of the nested classes that share the server: its baseline has only the outermost's.
   */
  private static List<FailureRule> nestedRules(ExtensionContext context, Stage stage) {
    List<FailureRule> rules = new ArrayList<>();
    ExtensionContext at = classContext(context);
    while (at.getParent().isPresent() && at.getParent().get().getStore(STATE).get(STAGE) == stage) {
      rules.addAll(0, at.getTestClass().map(FakeAuth0Extension::rulesOf).orElse(List.of()));
      at = at.getParent().get();
    }
    return rules;
  }

  private static List<FailureRule> rulesOf(AnnotatedElement element) {
    List<FailureRule> rules = new ArrayList<>();
    for (FailsWith said : AnnotationSupport.findRepeatableAnnotations(element, FailsWith.class)) {
      for (String rule : said.value()) {
        try {
          rules.add(FailureRule.parse(rule));
        } catch (InvalidFailureRule e) {
          throw new ExtensionConfigurationException(
              "@FailsWith on " + element + ": " + e.getMessage(), e);
        }
      }
    }
    return rules;
  }

  private static ExtensionConfigurationException misuse(String sentence) {
    return new ExtensionConfigurationException(sentence);
  }

  /** Stands in a class's store in the place of a server. */
  private record EachItsOwn(Settings settings) {}
}
