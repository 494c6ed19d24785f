package dev.fakeauth0.acceptance.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the contracts of Auth0 see what is wrong? A proxy before the emulator does one thing otherwise
 * than Auth0 at a time, and the contract that is about it has to fail. Run with {@code
 * -Dgolden.update=true} to write the table in docs/contracts.md anew.
 */
class DeviationsIT {

  private static final Pattern PORT = Pattern.compile("; port (\\d+) \\(http\\)");
  private static final Path PAGE = Path.of("..", "docs", "contracts.md");
  private static final Pattern SHOWN =
      Pattern.compile("\\| what is wrong \\| seen by \\|\\n\\|---\\|---\\|\\n((?:\\|.*\\n)*)");

  @TempDir private static Path folder;
  private static RewritingProxy proxy;
  private static Emulator emulator;
  private static SelfSigned key;

  @BeforeAll
  static void start() throws Exception {
    key = SelfSigned.in(folder);
    proxy = RewritingProxy.start();
    emulator =
        Emulator.start(
            EmulatorConfig.defaults()
                .cacheDirectory(folder.resolve("cache"))
                .port(0)
                .issuer(proxy.address()));
    Matcher port = PORT.matcher(emulator.readyLines().get(0));
    assertThat(port.find()).as(emulator.readyLines().toString()).isTrue();
    proxy.before(URI.create("http://localhost:" + port.group(1) + "/"));
  }

  @AfterAll
  static void stop() {
    if (emulator != null) {
      emulator.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  @BeforeEach
  void start_over() {
    emulator.startOver();
    proxy.behave(Behaviour.FAITHFUL);
  }

  @Test
  void finds_nothing_wrong_where_nothing_is_altered() {
    Fidelity found = examined(List.of());

    assertThat(found.broken()).as(found.toString()).isEmpty();
    assertThat(proxy.failures()).isEmpty();
    assertThat(proxy.altered()).isZero();
  }

  @Test
  void finds_nothing_wrong_with_tokens_that_are_only_signed_anew() {
    proxy.behave(new Resigning(key, Resigning.Alteration.NONE));

    Fidelity found = examined(List.of("discovery", "keys", "token-endpoint", "client-credentials"));

    assertThat(found.broken()).as(found.toString()).isEmpty();
    assertThat(proxy.altered()).isPositive();
  }

  @TestFactory
  Stream<DynamicTest> catches_each_deviation(TestReporter reporter) {
    List<Deviation> deviations = Deviations.of(proxy.address(), key);
    assertThat(deviations).hasSize(25).extracting(Deviation::name).doesNotHaveDuplicates();
    return deviations.stream()
        .map(
            deviation ->
                DynamicTest.dynamicTest(deviation.name(), () -> caught(deviation, reporter)));
  }

  @Test
  void the_page_says_which_contract_sees_which() throws Exception {
    String page = Files.readString(PAGE);
    Matcher shown = SHOWN.matcher(page);
    assertThat(shown.find()).as("%s shows the deviations", PAGE).isTrue();
    String expected =
        Deviations.of(proxy.address(), key).stream()
            .map(one -> "| " + one.name() + " | `" + one.caughtBy() + "` |\n")
            .collect(Collectors.joining());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(
          PAGE, page.substring(0, shown.start(1)) + expected + page.substring(shown.end(1)));
    } else {
      assertThat(shown.group(1)).isEqualTo(expected);
    }
  }

  private static void caught(Deviation deviation, TestReporter reporter) {
    emulator.startOver();
    proxy.behave(deviation.behaviour().get());

    Fidelity found = examined(List.of(deviation.examined()));

    List<String> broken = found.broken().stream().map(verdict -> verdict.clause().id()).toList();
    reporter.publishEntry(deviation.name(), String.join(", ", broken));
    assertThat(proxy.failures()).isEmpty();
    assertThat(proxy.altered()).as("altered answers").isPositive();
    assertThat(broken).as(found.toString()).contains(deviation.caughtBy());
  }

  private static Fidelity examined(List<String> only) {
    return Auth0Examination.examine(
        Auth0Target.at(proxy.address()).managedBy("management", "management-secret"),
        Auth0Examination.clauses(only),
        verdict -> {});
  }
}
