package dev.fakeauth0.contracts.auth0;

import static dev.fakeauth0.contracts.auth0.VerifiedAgainstAuth0.Sighting.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClauseTest {

  /** The classes of contracts: those whose name ends in it, but for the interface of tests. */
  private static List<Class<?>> areas() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fakeauth0.contracts.auth0")
            .stream()
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }

  @Test
  void each_method_that_is_not_private_has_exactly_one_evidence() {
    for (Class<?> area : areas()) {
      for (Method method : area.getDeclaredMethods()) {
        if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
          assertThat(Clause.of(method).evidence()).as(method.toString()).isNotNull();
        }
      }
    }
  }

  @Test
  void each_class_of_contracts_is_run() {
    assertThat(Auth0Examination.areas()).hasSameSizeAs(areas());
    assertThat(Auth0Examination.clauses())
        .hasSameSizeAs(
            areas().stream()
                .flatMap(area -> Arrays.stream(area.getDeclaredMethods()))
                .filter(Clause::isAt)
                .toList());
  }

  @Test
  void what_was_seen_was_seen_on_a_day_that_is_over() {
    assertThat(Auth0Examination.clauses())
        .allSatisfy(
            clause ->
                clause
                    .evidence()
                    .seen()
                    .ifPresent(
                        seen ->
                            assertThat(LocalDate.parse(seen.split(",")[0]))
                                .isBetween(LocalDate.of(2021, 1, 1), LocalDate.of(2026, 12, 31))));
  }

  @Test
  void what_is_not_verified_claims_no_recording() throws Exception {
    for (Class<?> area : areas()) {
      for (Method method : area.getDeclaredMethods()) {
        NotYetVerified open = method.getAnnotation(NotYetVerified.class);
        assertThat(open == null || open.value() != Grade.R).as(method.toString()).isTrue();
      }
    }
  }

  @Test
  void is_named_after_its_class_and_method() throws Exception {
    Clause clause = Clause.of(Examples.class.getDeclaredMethod("says_what_it_knows"));

    assertThat(clause.sentence()).isEqualTo("says what it knows");
    assertThat(clause.evidence().grade()).isEqualTo(Grade.R);
    assertThat(clause.evidence().seen()).contains("2026-05-14, recording");
  }

  @Test
  void refuses_two_evidences_and_none() {
    for (String name : List.of("has_two", "has_none")) {
      assertThatThrownBy(() -> Clause.of(Examples.class.getDeclaredMethod(name)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("exactly one");
    }
  }

  @Test
  void is_found_by_area_and_by_pattern() {
    assertThat(Auth0Examination.clauses(List.of("discovery")))
        .isNotEmpty()
        .allMatch(clause -> clause.area().equals("discovery"));
    assertThat(Auth0Examination.clauses(List.of("*/*secret*")))
        .isNotEmpty()
        .allMatch(clause -> clause.sentence().contains("secret"));
    assertThatThrownBy(() -> Auth0Examination.clauses(List.of("nonsense")))
        .hasMessageContaining("no contract is called nonsense")
        .hasMessageContaining("discovery");
  }

  /** A class whose simple name is as long as areas' are. */
  static final class Examples {

    @VerifiedAgainstAuth0(on = "2026-05-14", by = RECORDING)
    void says_what_it_knows() {}

    @NotYetVerified(Grade.D)
    @Diverges(because = "it does")
    void has_two() {}

    void has_none() {}
  }
}
