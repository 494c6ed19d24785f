package dev.fakeauth0.contracts.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fakeauth0.contracts.auth0.Auth0Examination;
import dev.fakeauth0.contracts.auth0.Auth0Target;
import dev.fakeauth0.contracts.auth0.Clause;
import dev.fakeauth0.contracts.auth0.Fidelity;
import dev.fakeauth0.contracts.auth0.FixturesFile;
import dev.fakeauth0.contracts.auth0.Need;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the program, and what it does with them. */
@Command(
    name = "fake-auth0-contracts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the contracts of Auth0 against an emulator, an image or a real tenant.",
      "What they need they make through the Management API, under names that begin with"
          + " fa0-contract-, and remove; nothing else is touched.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 all that were run hold, 1 one does not, 2 bad option or file.",
      "AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET stand in where no --domain is given."
    })
final class ContractsCommand implements Callable<Integer> {

  private static final int BROKEN = 1;

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "A tenant's domain (https), localhost:8080 (http), or a URL")
  private @Nullable String domain;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "A client granted the scopes of the Management API")
  private @Nullable String clientId;

  @Option(names = "--client-secret", paramLabel = "SECRET", description = "Its secret")
  private @Nullable String clientSecret;

  @Option(
      names = "--fixtures",
      paramLabel = "FILE",
      description =
          "Clients, APIs and users that exist already, as properties or JSON: for targets without a"
              + " Management API")
  private @Nullable Path fixtures;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only an area, token-endpoint, or what fits token-endpoint/*secret*; repeatable")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--allow",
      paramLabel = "NEED",
      split = ",",
      description =
          "What others would notice, such as key-rotation; or a setting that is on but cannot be"
              + " read; repeatable")
  private List<String> allow = new ArrayList<>();

  @Option(names = "--ca", paramLabel = "FILE", description = "Certificates to trust, in PEM")
  private @Nullable Path ca;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests per second at most; 5, or 1000 on this machine")
  private @Nullable Integer rate;

  @Option(
      names = "--leftovers-after",
      paramLabel = "DURATION",
      description =
          "How old what an interrupted run left behind must be to be removed, PT1H unless you say")
  private @Nullable Duration leftoversAfter;

  @Option(
      names = "--junit-xml",
      paramLabel = "FILE",
      description = "Writes the results as JUnit does")
  private @Nullable Path junitXml;

  @Option(
      names = "--fidelity",
      paramLabel = "FILE",
      description = "Writes the results as a page in Markdown")
  private @Nullable Path fidelity;

  @Option(names = "--list", description = "Lists the contracts and what they rest on; runs nothing")
  private boolean list;

  ContractsCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = line().getOut();
    List<Clause> clauses;
    try {
      clauses = Auth0Examination.clauses(only);
    } catch (IllegalArgumentException e) {
      throw bad("--only: " + e.getMessage());
    }
    if (list) {
      clauses.forEach(clause -> out.println(clause.evidence().grade() + "\t" + clause.id()));
      return CommandLine.ExitCode.OK;
    }
    Auth0Target target = target();
    Fidelity found = Auth0Examination.examine(target, clauses, verdict -> out.println(verdict));
    out.println();
    out.println(found.headline());
    found.broken().forEach(verdict -> out.println("broken: " + verdict.clause().id()));
    found.leftBehind().forEach(left -> out.println("could not be removed: " + left));
    write(junitXml, found.junitXml());
    write(fidelity, found.markdown());
    return found.broken().isEmpty() ? CommandLine.ExitCode.OK : BROKEN;
  }

  private Auth0Target target() {
    // The environment goes as a whole: its secret is not sent to another domain.
    Map<String, String> usual = domain == null ? environment : Map.of();
    String where = or(domain, usual.get("AUTH0_DOMAIN"));
    if (where == null) {
      throw bad("--domain is missing: a tenant's, or localhost:8080");
    }
    Auth0Target target;
    try {
      target = Auth0Target.domain(where);
    } catch (IllegalArgumentException e) {
      throw bad("--domain: " + e.getMessage());
    }
    String id = or(clientId, usual.get("AUTH0_CLIENT_ID"));
    String secret = or(clientSecret, usual.get("AUTH0_CLIENT_SECRET"));
    if ((id == null) != (secret == null)) {
      throw bad("--client-id and --client-secret belong together: give both");
    }
    if (id != null && secret != null) {
      target = target.managedBy(id, secret);
    }
    if (fixtures != null) {
      target = target.having(read(fixtures));
    }
    if (ca != null) {
      target = target.trusting(trusting(ca));
    }
    if (rate != null) {
      if (rate < 1) {
        throw bad("--rate is at least 1");
      }
      target = target.atMost(rate);
    }
    if (leftoversAfter != null) {
      target = target.removingLeftoversAfter(leftoversAfter);
    }
    return target.allowing(needs());
  }

  private Need[] needs() {
    return allow.stream()
        .map(
            word ->
                Arrays.stream(Need.values())
                    .filter(need -> need.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            bad(
                                "--allow knows "
                                    + String.join(
                                        ", ", Arrays.stream(Need.values()).map(Need::word).toList())
                                    + ", not "
                                    + word)))
        .toArray(Need[]::new);
  }

  private Map<String, Map<String, String>> read(Path file) {
    try {
      return FixturesFile.read(file);
    } catch (IOException e) {
      throw bad("--fixtures: " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      throw bad("--fixtures: " + e.getMessage());
    }
  }

  private SSLContext trusting(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + count++, one);
      }
      if (count == 0) {
        throw bad("--ca: there is no certificate in " + pem);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (IOException | GeneralSecurityException e) {
      throw bad("--ca: " + pem + " cannot be read: " + e.getMessage());
    }
  }

  private void write(@Nullable Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw bad(file + " cannot be written: " + e);
    }
  }

  private CommandLine line() {
    return Optional.ofNullable(spec).orElseThrow().commandLine();
  }

  private CommandLine.ParameterException bad(String message) {
    return new CommandLine.ParameterException(line(), message);
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
