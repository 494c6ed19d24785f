package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** {@code token}: mints a token at a running emulator and prints it. */
final class TokenCommand implements Subcommand {

  static final String NAME = "token";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Mints any token at a running emulator, without asking its rules, and prints it.";
  }

  @Override
  public List<OptionSpec> options() {
    List<OptionSpec> options =
        new ArrayList<>(
            List.of(
                Arguments.option("--client", "ID", "The client. The first M2M client"),
                Arguments.option("--user", "USER", "The e-mail address or user_id of the subject"),
                Arguments.option("--audience", "IDENTIFIER", "The API. The first one granted"),
                Arguments.option("--scope", "SCOPES", "The scopes, exactly, separated by blanks"),
                Arguments.option("--permissions", "NAMES", "The permissions, likewise"),
                Arguments.option("--organization", "ORG", "The organization's id or name"),
                Arguments.repeatable(
                    "--claim", "NAME=VALUE", "A claim: text or JSON; null removes it; repeatable"),
                Arguments.option("--expires-in", "SECONDS", "The lifetime. The API's"),
                Arguments.option("--defect", "MODE", "What is to be wrong with it, such as opaque"),
                Arguments.flag("--json", "Prints what the token endpoint would answer")));
    options.addAll(Remote.OPTIONS);
    return options;
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    Document wanted = wanted(given);
    try {
      Document answer = Remote.of(given, surroundings.environment()).post("tokens", wanted);
      surroundings
          .out()
          .println(given.has("--json") ? Json.text(answer) : answer.string("access_token", ""));
      surroundings.out().flush();
      return Exit.OK;
    } catch (Remote.RefusedException e) {
      surroundings.complain(String.valueOf(e.getMessage()));
      return Exit.FAILED;
    }
  }

  private static Document wanted(Arguments given) throws BadOptionException {
    Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
    for (String name : List.of("client", "user", "audience", "scope", "organization", "defect")) {
      given.value("--" + name).ifPresent(value -> wanted.put(name, value));
    }
    given
        .value("--permissions")
        .ifPresent(names -> wanted.put("permissions", Arguments.words(names)));
    Optional<String> expiresIn = given.value("--expires-in");
    if (expiresIn.isPresent()) {
      try {
        wanted.put("expires_in", Long.parseLong(expiresIn.get()));
      } catch (NumberFormatException e) {
        throw new BadOptionException(
            "--expires-in: a number of seconds is wanted, not " + expiresIn.get());
      }
    }
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    for (String claim : given.values("--claim")) {
      int equals = claim.indexOf('=');
      if (equals < 1) {
        throw new BadOptionException("--claim: NAME=VALUE is wanted, not " + claim);
      }
      claims.put(claim.substring(0, equals), value(claim.substring(equals + 1)));
    }
    if (!claims.isEmpty()) {
      wanted.put("claims", claims);
    }
    return Document.of(wanted);
  }

  /** What is JSON is taken as JSON, all else as text. */
  private static @Nullable Object value(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      return text;
    }
  }
}
