package dev.fakeauth0.emulator.cli;

import dev.fakeauth0.emulator.seed.InvalidSeed;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedExport;
import dev.fakeauth0.emulator.seed.SeedOptions;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The tenant that a subcommand looks at: one of a running emulator, or one that a seed would be.
 */
final class SomeTenant {

  /** The options that say which. */
  static final List<OptionSpec> OPTIONS =
      List.of(
          Arguments.option("--at", "URL", "A running emulator. http://localhost:8080"),
          Arguments.option(
              "--tenant", "SEED", "A seed file or preset:NAME; or the name of a running tenant"),
          Arguments.option("--admin-token", "TOKEN", "The running emulator's admin token"),
          Arguments.option("--ca", "FILE", "Certificates to trust, in PEM"));

  private SomeTenant() {}

  /** The state of a tenant that no emulator runs; empty if a running one is meant. */
  static Optional<TenantState> notRunning(Arguments given, Surroundings surroundings)
      throws BadOptionException {
    return seed(given, surroundings).map(SomeTenant::built);
  }

  /** The seed that is meant; empty if a running tenant is. */
  static Optional<SeedDocument> seed(Arguments given, Surroundings surroundings)
      throws BadOptionException {
    Optional<String> wanted = given.value("--tenant").filter(SomeTenant::namesSeed);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (given.has("--at")) {
      throw new BadOptionException(
          "--at is for a running emulator, and --tenant " + wanted.get() + " is a seed: give one");
    }
    try {
      SeedDocument seed =
          SeedDocument.named(wanted.get(), new SeedOptions(false, surroundings.environment()));
      seed.warnings().forEach(surroundings::complain);
      return Optional.of(seed);
    } catch (InvalidSeed e) {
      throw new BadOptionException(String.join("\n", e.mistakes()));
    }
  }

  /** The state a seed makes. Nothing is signed with it, so it has no keys. */
  static TenantState built(SeedDocument seed) {
    KeyRing none = KeyRing.of(noKey("current"), noKey("next"), Instant.EPOCH);
    return seed.build(none, RandomIdSource.seeded(0), Instant.EPOCH);
  }

  /** A tenant as a document: a snapshot, asked or made. */
  static String exported(
      Arguments given, Surroundings surroundings, boolean yaml, boolean deployCli)
      throws BadOptionException, Remote.RefusedException {
    Optional<TenantState> state = notRunning(given, surroundings);
    if (state.isEmpty()) {
      Map<String, String> environment = surroundings.environment();
      return Remote.of(given, environment)
          .text("tenant?format=" + (yaml ? "yaml" : "json") + "&deploy_cli=" + deployCli);
    }
    if (yaml) {
      return deployCli ? SeedExport.deployCliYaml(state.get()) : SeedExport.yaml(state.get());
    }
    return deployCli ? SeedExport.deployCliJson(state.get()) : SeedExport.json(state.get());
  }

  private static boolean namesSeed(String wanted) {
    if (wanted.startsWith("preset:")
        || wanted.endsWith(".yaml")
        || wanted.endsWith(".yml")
        || wanted.endsWith(".json")) {
      return true;
    }
    try {
      return Files.isRegularFile(Path.of(wanted));
    } catch (InvalidPathException e) {
      return false; // Then it is a tenant's name.
    }
  }

  private static SigningKey noKey(String kid) {
    return SigningKey.of(
        kid,
        () -> {
          throw new IllegalStateException("a tenant that does not run signs nothing");
        },
        pair -> {
          throw new IllegalStateException("a tenant that does not run has no certificate");
        });
  }
}
