package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.control.doctor.JdkWeb;
import dev.fakeauth0.emulator.control.doctor.Web;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import dev.fakeauth0.emulator.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** A running emulator, asked through {@code /__admin}. */
final class Remote {

  /** The emulator cannot be asked, or refuses. The message is one line. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** The options that say which emulator is meant. */
  static final List<OptionSpec> OPTIONS =
      List.of(
          Arguments.option("--at", "URL", "A running emulator. http://localhost:8080"),
          Arguments.option("--tenant", "NAME", "Which of its tenants. The first"),
          Arguments.option("--admin-token", "TOKEN", "Its admin token"),
          Arguments.option("--ca", "FILE", "Certificates to trust, in PEM"));

  private static final int USUAL_PORT = 8080;

  private final URI base;
  private final Optional<String> tenant;
  private final Optional<String> adminToken;
  private final Web web;

  private Remote(URI base, Optional<String> tenant, Optional<String> adminToken, Web web) {
    this.base = base;
    this.tenant = tenant;
    this.adminToken = adminToken;
    this.web = web;
  }

  /** The emulator that options and environment name. */
  static Remote of(Arguments given, Map<String, String> environment) throws BadOptionException {
    return new Remote(
        base(given, environment),
        given.value("--tenant"),
        given
            .value("--admin-token")
            .or(() -> Optional.ofNullable(environment.get(Setting.ADMIN_TOKEN.variable()))),
        web(given.path("--ca")));
  }

  /** A client that trusts the certificates of a file, too. */
  static Web web(Optional<Path> ca) throws BadOptionException {
    if (ca.isEmpty()) {
      return JdkWeb.plain();
    }
    try {
      return JdkWeb.trusting(Files.readAllBytes(ca.get()));
    } catch (IOException e) {
      throw new BadOptionException("--ca: " + ca.get() + " cannot be read: " + e.getMessage());
    } catch (CertificateException e) {
      throw new BadOptionException("--ca: " + ca.get() + ": " + e.getMessage());
    }
  }

  /** Where it is; ends in a slash. */
  URI base() {
    return base;
  }

  /** Which of its tenants is meant, where it was said. */
  Optional<String> tenant() {
    return tenant;
  }

  /** Gets one of the emulator's own documents. */
  Document get(String path) throws RefusedException {
    return document(asked("GET", path, ""));
  }

  /** Gets one of the emulator's own documents as it is. */
  String text(String path) throws RefusedException {
    return asked("GET", path, "").text();
  }

  /** Posts to one of the emulator's own endpoints. */
  Document post(String path, Document body) throws RefusedException {
    return document(asked("POST", path, Json.text(body)));
  }

  private Web.Answered asked(String method, String path, String body) throws RefusedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    adminToken.ifPresent(token -> headers.put("Authorization", "Bearer " + token));
    String query =
        tenant
            .map(
                name ->
                    (path.indexOf('?') < 0 ? "?" : "&")
                        + "tenant="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8))
            .orElse("");
    Web.Answer answer = web.ask(method, base.resolve("__admin/" + path + query), headers, body);
    if (answer instanceof Web.Unreachable unreachable) {
      throw new RefusedException(
          "no emulator answers at "
              + base
              + " ("
              + unreachable.detail()
              + "); start one with ./fake-auth0, or name it with --at URL");
    }
    Web.Answered answered = (Web.Answered) answer;
    if (answered.status() != 200) {
      Document diagnosis = document(answered).object("diagnosis").orElse(Document.EMPTY);
      List<String> remedies = diagnosis.strings("remedies");
      throw new RefusedException(
          diagnosis.string("because", base + " answers " + answered.status())
              + (remedies.isEmpty() ? "" : "; " + remedies.get(0)));
    }
    return answered;
  }

  private Document document(Web.Answered answered) throws RefusedException {
    try {
      return Json.readObject(answered.body());
    } catch (MalformedJson e) {
      throw new RefusedException(
          base + " is no emulator: it answers " + answered.status() + " without JSON");
    }
  }

  private static URI base(Arguments given, Map<String, String> environment)
      throws BadOptionException {
    String url = given.value("--at").orElse("http://localhost:" + port(environment));
    try {
      URI base = URI.create(url.endsWith("/") ? url : url + "/");
      if (base.getHost() != null) {
        return base;
      }
      throw new BadOptionException(
          "--at: a URL such as http://localhost:8080 is wanted, not " + url);
    } catch (IllegalArgumentException e) {
      throw new BadOptionException("--at: is no URL: " + e.getMessage());
    }
  }

  /** The port of plain HTTP that the environment names, or the usual one. */
  static int port(Map<String, String> environment) {
    String port = environment.getOrDefault(Setting.PORT.variable(), "");
    boolean number =
        !port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit);
    return number && Integer.parseInt(port) > 0 ? Integer.parseInt(port) : USUAL_PORT;
  }
}
