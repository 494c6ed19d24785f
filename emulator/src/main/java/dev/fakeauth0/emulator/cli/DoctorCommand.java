package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.control.doctor.Doctor;
import dev.fakeauth0.emulator.control.doctor.Question;
import dev.fakeauth0.emulator.control.doctor.Report;
import dev.fakeauth0.emulator.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code doctor}: looks at a tenant as a client would, and names the one mistake. */
final class DoctorCommand implements Subcommand {

  static final String NAME = "doctor";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "Checks a domain, client, audience, scopes, API or token against this emulator or any"
        + " tenant, and names the mistake. Without --domain it looks at AUTH0_DOMAIN,"
        + " AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET and AUTH0_AUDIENCE.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        Arguments.option("--domain", "DOMAIN", "The domain, as in AUTH0_DOMAIN"),
        Arguments.option("--client-id", "ID", "The client that asks for a token"),
        Arguments.option("--client-secret", "SECRET", "Its secret"),
        Arguments.option("--audience", "IDENTIFIER", "The API's identifier"),
        Arguments.option("--scope", "SCOPES", "The scopes that are needed, separated by blanks"),
        Arguments.option("--token", "TOKEN", "An access token to look at"),
        Arguments.option("--api", "URL", "An API to call with the token"),
        Arguments.option("--ca", "FILE", "Certificates to trust, in PEM"),
        Arguments.flag("--json", "Prints JSON"));
  }

  @Override
  public int run(Arguments given, Surroundings surroundings) throws BadOptionException {
    Question question = question(given, surroundings.environment());
    Report report =
        Doctor.examine(question, Remote.web(given.path("--ca")), InstantSource.system());
    if (given.has("--json")) {
      surroundings.out().println(Json.text(report.json()));
    } else {
      surroundings.out().print(report.text());
    }
    surroundings.out().flush();
    return report.mistake().isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private static Question question(Arguments given, Map<String, String> environment)
      throws BadOptionException {
    Optional<String> domain = given.value("--domain");
    // The environment goes as a whole: its secret is not sent to another domain.
    Map<String, String> usual = domain.isPresent() ? Map.of() : environment;
    if (domain.isEmpty()) {
      domain = Optional.ofNullable(usual.get("AUTH0_DOMAIN"));
    }
    if (domain.isEmpty()) {
      throw new BadOptionException(
          "doctor needs --domain, such as --domain localhost:8443, or AUTH0_DOMAIN");
    }
    Optional<String> clientId = or(given.value("--client-id"), usual.get("AUTH0_CLIENT_ID"));
    Optional<String> secret = or(given.value("--client-secret"), usual.get("AUTH0_CLIENT_SECRET"));
    if (clientId.isPresent() != secret.isPresent()) {
      throw new BadOptionException("--client-id and --client-secret belong together: give both");
    }
    Optional<String> token = given.value("--token");
    Optional<URI> api = api(given);
    if (api.isPresent() && clientId.isEmpty() && token.isEmpty()) {
      throw new BadOptionException("--api needs a token: give --token, or a client");
    }
    return new Question(
        domain.get(),
        clientId.map(id -> new Question.Credentials(id, secret.orElseThrow())),
        or(given.value("--audience"), usual.get("AUTH0_AUDIENCE")),
        given.value("--scope").map(text -> Arguments.words(text)).orElse(List.of()),
        token,
        api);
  }

  private static Optional<String> or(
      Optional<String> given, @org.jspecify.annotations.Nullable String usual) {
    return given.or(() -> Optional.ofNullable(usual).filter(text -> !text.isBlank()));
  }

  private static Optional<URI> api(Arguments given) throws BadOptionException {
    try {
      return given.value("--api").map(URI::create);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException("--api: is no URL: " + e.getMessage());
    }
  }
}
