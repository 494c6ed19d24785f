package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.acceptance.HandWrittenApi.Hole;
import dev.fakeauth0.contracts.ContractReport;
import dev.fakeauth0.contracts.Finding;
import dev.fakeauth0.contracts.ProtectedApiCase;
import dev.fakeauth0.contracts.ProtectedApiExamination;
import dev.fakeauth0.contracts.ProtectedApiSettings;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract finds in APIs whose holes are known. */
@WithFakeAuth0
class ProtectedApiContractIT {

  private static final String AUDIENCE = "https://api.example.com";
  private static final String SCOPE = "read:messages";
  private static final ProtectedApiSettings SETTINGS = ProtectedApiSettings.defaults().scope(SCOPE);

  @Test
  void an_api_without_holes_has_a_score_of_100(FakeAuth0 auth0) {
    ContractReport report =
        ProtectedApiExamination.examine(
            auth0, new HandWrittenApi(auth0.issuer(), AUDIENCE, SCOPE), SETTINGS);

    assertThat(report.broken()).as(report.toString()).isEmpty();
    assertThat(report.score()).isEqualTo(100);
    assertThat(report.notExamined())
        .extracting(Finding::about)
        .containsExactly(ProtectedApiCase.MISSING_CLAIM);
    assertThat(report.findings()).hasSameSizeAs(ProtectedApiCase.values());
  }

  static Stream<Arguments> holes() {
    return Stream.of(
        arguments(Hole.ALG_FROM_TOKEN, "ALG_NONE KEYS_DOWN_AT_FIRST_USE"),
        arguments(Hole.PUBLIC_KEY_AS_SECRET, "KEY_CONFUSION"),
        arguments(Hole.KEYS_FROM_JKU, "JKU_HEADER"),
        arguments(Hole.KEY_FROM_TOKEN, "JWK_HEADER"),
        arguments(Hole.KEY_ID_IS_A_FILE, "KEY_ID_AS_PATH"),
        arguments(Hole.ANY_AUDIENCE, "WRONG_AUDIENCE SIMILAR_AUDIENCE MISSING_AUDIENCE"),
        arguments(Hole.NO_EXPIRY, "EXPIRED EXPIRED_BEYOND_LEEWAY MISSING_EXPIRY"),
        arguments(Hole.SCOPE_BY_SUBSTRING, "SIMILAR_SCOPE"));
  }

  @ParameterizedTest
  @MethodSource("holes")
  void each_known_hole_is_found_and_no_other(Hole hole, String found, FakeAuth0 auth0) {
    ContractReport report =
        ProtectedApiExamination.examine(
            auth0, new HandWrittenApi(auth0.issuer(), AUDIENCE, SCOPE, hole), SETTINGS);

    assertThat(broken(report)).as(report.toString()).isEqualTo(Set.of(found.split(" ")));
    assertThat(report.score()).isLessThan(100);
  }

  @Test
  void the_report_says_what_a_hole_means_for_an_attacker(FakeAuth0 auth0) {
    ContractReport report =
        ProtectedApiExamination.examine(
            auth0,
            new HandWrittenApi(auth0.issuer(), AUDIENCE, SCOPE, Hole.values()),
            SETTINGS.excusing(ProtectedApiCase.EXPIRED_BEYOND_LEEWAY));

    assertThat(report.toString())
        .startsWith("Protected API: score ")
        .contains("ALG_NONE: refuses alg none, however it is spelt")
        .contains("    hole: lets in: alg \"nOnE\", no signature")
        .contains("    It means: everybody can write tokens: no signature is asked for")
        .contains("Matters of taste\n  EXPIRED_BEYOND_LEEWAY")
        .contains("Not examined\n  MISSING_CLAIM");
    assertThat(report.holes()).hasSize(12);
  }

  private static Set<String> broken(ContractReport report) {
    Set<String> names = new TreeSet<>();
    report.broken().forEach(finding -> names.add(finding.about().name()));
    return names;
  }
}
