package dev.fakeauth0.emulator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ARCHITECTURE.md, as rules over the class files of api and emulator. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.fakeauth0");

  private static final String EMULATOR = "dev.fakeauth0.emulator";

  /** The only one that makes chance. */
  private static final String RANDOM_IDS = EMULATOR + ".tenant.RandomIdSource";

  private static final String[] API = {
    "dev.fakeauth0",
    "dev.fakeauth0.failure..",
    "dev.fakeauth0.journal..",
    "dev.fakeauth0.message..",
    "dev.fakeauth0.refusal..",
    "dev.fakeauth0.seed..",
    "dev.fakeauth0.token.."
  };

  @Test
  void packages_depend_along_the_road_only() {
    var arrows =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("emulator")
            .definedBy(EMULATOR)
            .layer("authentication")
            .definedBy(EMULATOR + ".authentication..")
            .layer("certificate")
            .definedBy(EMULATOR + ".certificate..")
            .layer("cli")
            .definedBy(EMULATOR + ".cli..")
            .layer("control")
            .definedBy(EMULATOR + ".control..")
            .layer("decision")
            .definedBy(EMULATOR + ".decision..")
            .layer("discovery")
            .definedBy(EMULATOR + ".discovery..")
            .layer("http")
            .definedBy(EMULATOR + ".http..")
            .layer("json")
            .definedBy(EMULATOR + ".json..")
            .layer("management catalogue")
            .definedBy(EMULATOR + ".management.catalogue..")
            .layer("management")
            .definedBy(EMULATOR + ".management", EMULATOR + ".management.resource..")
            .layer("management search")
            .definedBy(EMULATOR + ".management.search..")
            .layer("logout")
            .definedBy(EMULATOR + ".logout..")
            .layer("outgoing")
            .definedBy(EMULATOR + ".outgoing..")
            .layer("password")
            .definedBy(EMULATOR + ".password..")
            .layer("pipeline")
            .definedBy(EMULATOR + ".pipeline..")
            .layer("seed")
            .definedBy(EMULATOR + ".seed..")
            .layer("tenant")
            .definedBy(EMULATOR + ".tenant..")
            .layer("token")
            .definedBy(EMULATOR + ".token..")
            .layer("user")
            .definedBy(EMULATOR + ".user..")
            .whereLayer("json")
            .mayNotAccessAnyLayer()
            .whereLayer("certificate")
            .mayNotAccessAnyLayer()
            .whereLayer("management")
            .mayOnlyAccessLayers(
                "management catalogue",
                "management search",
                "pipeline",
                "decision",
                "logout",
                "outgoing",
                "password",
                "token",
                "user",
                "tenant",
                "json")
            .whereLayer("logout")
            .mayOnlyAccessLayers("pipeline", "token", "tenant", "json")
            .whereLayer("outgoing")
            .mayNotAccessAnyLayer()
            .whereLayer("management search")
            .mayOnlyAccessLayers("json")
            .whereLayer("management catalogue")
            .mayOnlyAccessLayers("json")
            .whereLayer("tenant")
            .mayOnlyAccessLayers("json")
            .whereLayer("password")
            .mayOnlyAccessLayers("tenant", "json")
            .whereLayer("user")
            .mayOnlyAccessLayers("password", "tenant", "json")
            .whereLayer("decision")
            .mayOnlyAccessLayers("tenant", "json")
            .whereLayer("token")
            .mayOnlyAccessLayers("decision", "tenant", "json", "certificate")
            .whereLayer("seed")
            .mayOnlyAccessLayers("pipeline", "token", "tenant", "json")
            .whereLayer("pipeline")
            .mayOnlyAccessLayers("decision", "token", "tenant", "json")
            .whereLayer("http")
            .mayOnlyAccessLayers("pipeline", "certificate")
            .whereLayer("authentication")
            .mayOnlyAccessLayers(
                "pipeline",
                "decision",
                "logout",
                "outgoing",
                "token",
                "user",
                "password",
                "tenant",
                "json")
            .whereLayer("discovery")
            .mayOnlyAccessLayers("pipeline", "token", "tenant", "json")
            .whereLayer("control")
            .mayOnlyAccessLayers(
                "authentication",
                "logout",
                "pipeline",
                "decision",
                "seed",
                "token",
                "user",
                "tenant",
                "json",
                "certificate")
            .whereLayer("cli")
            .mayOnlyAccessLayers("emulator", "control", "http", "seed", "tenant", "json")
            .whereLayer("emulator")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .because("a call goes http, pipeline, endpoint, decision, token, and nothing calls up");

    arrows.check(CLASSES);
  }

  @Test
  void no_package_leads_back_to_itself() {
    var rule =
        slices()
            .matching(EMULATOR + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that leads back to itself cannot be understood on its own");

    rule.check(CLASSES);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "io.undertow, http",
    "org.xnio, http",
    "org.jboss, http",
    "com.nimbusds, token",
    "tools.jackson, json",
    "org.snakeyaml, json",
    "org.bouncycastle, certificate",
    "picocli, cli",
    "org.pcollections, tenant",
    "org.apache.lucene, management.search",
    "org.springframework, password",
    "gg.jte, authentication.page",
    "io.nayuki, authentication.page",
  })
  void a_library_is_known_to_one_package(String library, String home) {
    var rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(homes(library, home))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + "..")
            .because("a library that one package knows can be replaced in one package");

    rule.check(CLASSES);
    List<JavaClass> there = CLASSES.stream().filter(inPackage(home)).toList();
    assertThat(there)
        .as("%s is used in %s: a rule about a library nobody uses holds nothing", library, home)
        .matches(types -> types.isEmpty() || types.stream().anyMatch(uses(library)));
  }

  /** The seed reader and the export walk through the state's collections. */
  private static String[] homes(String library, String home) {
    return switch (library) {
      case "org.pcollections" -> new String[] {EMULATOR + ".tenant..", EMULATOR + ".seed.."};
      // Its digests, beside its certificates: the hashes that users imports bring.
      case "org.bouncycastle" ->
          new String[] {EMULATOR + ".certificate..", EMULATOR + ".password.."};
      default -> new String[] {EMULATOR + "." + home + ".."};
    };
  }

  @Test
  void api_needs_nothing_but_the_jdk() {
    var rule =
        classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "javax.net.ssl..").or(resideInAnyPackage(API)))
            .because("the vocabulary is used where the emulator is not, and brings nothing along");

    rule.check(CLASSES);
  }

  @Test
  void callers_see_types_of_the_jdk_and_of_the_api_only() {
    var rule =
        classes()
            .that()
            .resideInAnyPackage(EMULATOR)
            .or()
            .resideInAnyPackage(API)
            .should(showOnlyTypesOf("java..", "javax.net.ssl..", EMULATOR, API))
            .because("a library in a public signature is a library on the caller's class path");

    rule.check(CLASSES);
  }

  @Test
  void time_ids_and_randomness_are_inputs() {
    var rule =
        noClasses()
            .that(
                describe(
                    "are not where the system is asked",
                    type ->
                        !Set.of(EMULATOR, EMULATOR + ".cli", EMULATOR + ".http")
                                .contains(type.getPackageName())
                            && !outermost(type).getName().equals(RANDOM_IDS)))
            .should()
            .accessTargetWhere(
                describe(
                    "asks the system for time, ids or chance", ArchitectureTest::asksTheSystem))
            .because(
                "what is given time, ids and chance does the same thing twice; they are made where"
                    + " an emulator is put together, and a Date field is the transport's");

    rule.check(CLASSES);
  }

  @Test
  void nothing_is_printed_but_by_the_command_line() {
    var rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(EMULATOR + ".cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("a library speaks to its caller, not to the caller's terminal");

    rule.check(CLASSES);
  }

  @Test
  void nothing_sleeps() {
    var rule =
        noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("what sleeps is slow when it works and wrong when it does not");

    rule.check(CLASSES);
  }

  private static final Map<String, Set<String>> ASKING =
      Map.of(
          Instant.class.getName(), Set.of("now"),
          InstantSource.class.getName(), Set.of("system"),
          Clock.class.getName(), Set.of("system", "systemUTC", "systemDefaultZone"),
          System.class.getName(), Set.of("currentTimeMillis"),
          UUID.class.getName(), Set.of("randomUUID"),
          Math.class.getName(), Set.of("random"),
          Date.class.getName(), Set.of("<init>"),
          ThreadLocalRandom.class.getName(), Set.of("current"),
          SecureRandom.class.getName(), Set.of("<init>", "getInstance", "getInstanceStrong"));

  private static boolean asksTheSystem(JavaAccess<?> access) {
    String type = access.getTargetOwner().getName();
    String member = access.getTarget().getName();
    boolean now = type.startsWith("java.time.") && member.equals("now");
    return now || ASKING.getOrDefault(type, Set.of()).contains(member);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static DescribedPredicate<JavaClass> inPackage(String home) {
    return resideInAnyPackage(EMULATOR + "." + home + "..");
  }

  private static DescribedPredicate<JavaClass> uses(String library) {
    return describe(
        "use " + library,
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(to -> to.getTargetClass().getPackageName().startsWith(library)));
  }

  private static ArchCondition<JavaClass> showOnlyTypesOf(
      String jdk, String ssl, String emulator, String[] api) {
    DescribedPredicate<JavaClass> known =
        resideInAnyPackage(jdk, ssl, emulator)
            .or(resideInAnyPackage(api))
            .or(describe("primitive", JavaClass::isPrimitive));
    return new ArchCondition<>("show only types of " + known.getDescription()) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
          return;
        }
        shown(type)
            .flatMap(
                member ->
                    typesOf(member)
                        .filter(seen -> !known.test(seen.getBaseComponentType()))
                        .map(seen -> member.getFullName() + " shows " + seen.getName()))
            .forEach(finding -> events.add(SimpleConditionEvent.violated(type, finding)));
      }
    };
  }

  private static Stream<JavaMember> shown(JavaClass type) {
    return type.getMembers().stream()
        .filter(
            member ->
                member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static Stream<JavaClass> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    var unit = (JavaCodeUnit) member;
    return Stream.of(
            unit.getReturnType().getAllInvolvedRawTypes().stream(),
            unit.getParameterTypes().stream()
                .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()),
            unit.getThrowsClause().getTypes().stream())
        .flatMap(types -> types);
  }
}
