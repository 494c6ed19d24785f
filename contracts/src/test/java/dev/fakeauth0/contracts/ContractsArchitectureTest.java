package dev.fakeauth0.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractsArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.fakeauth0.contracts");

  @Test
  void the_emulator_is_not_known_here() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.fakeauth0.emulator..")
        .because("assertions serve any target, and a base URL is all they know of it")
        .check(CLASSES);
  }

  @Test
  void nimbus_is_known_to_what_reads_and_verifies_only() {
    noClasses()
        .that()
        .arePublic()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds..")
        .because("it is relocated: a caller that saw it would see a name that is not there")
        .check(CLASSES);
  }

  @Test
  void callers_see_types_of_the_jdk_the_api_assertj_and_junit_only() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should(showOnlyKnownTypes())
        .because("a library in a public signature is a library on the caller's class path")
        .check(CLASSES);
  }

  @Test
  void junit_is_known_to_what_are_tests_only() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Contract")
        .and()
        .doNotHaveSimpleName("ContractTests")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .because("assertions and examinations serve whatever runs them")
        .check(CLASSES);
  }

  @Test
  void picocli_is_known_to_the_command_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fakeauth0.contracts.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .because("it is in the runnable jar only")
        .check(CLASSES);
  }

  @Test
  void what_runs_the_contracts_of_auth0_needs_no_junit() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.fakeauth0.contracts.auth0", "dev.fakeauth0.contracts.cli")
        .and()
        .doNotHaveSimpleName("Auth0Contract")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .because("the runnable jar has none")
        .check(CLASSES);
  }

  private static ArchCondition<JavaMethod> showOnlyKnownTypes() {
    return new ArchCondition<>("show only types of the JDK, the api, AssertJ and JUnit") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(
                method.getReturnType().getAllInvolvedRawTypes().stream(),
                method.getParameterTypes().stream()
                    .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
            .filter(type -> !known(type.getBaseComponentType()))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " shows " + type.getName())));
      }
    };
  }

  private static boolean known(JavaClass type) {
    String name = type.getPackageName();
    return type.isPrimitive()
        || name.startsWith("java.")
        || name.startsWith("javax.net.ssl")
        || name.startsWith("dev.fakeauth0")
        || name.startsWith("org.assertj.")
        || name.startsWith("org.junit.jupiter.api");
  }
}
