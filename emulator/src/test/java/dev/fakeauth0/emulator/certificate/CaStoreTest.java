package dev.fakeauth0.emulator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CaStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path home;

  @Test
  void makes_nothing_before_it_is_asked() {
    Path directory = home.resolve("cache");

    storeIn(directory, NOW);

    assertThat(directory).doesNotExist();
  }

  @Test
  void keeps_the_authority_for_the_next_run() {
    LocalAuthority first = storeIn(home, NOW).authority();

    LocalAuthority second = storeIn(home, NOW).authority();

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(home.resolve("ca.pem")).hasContent(first.pem());
  }

  @Test
  void lets_nobody_but_the_owner_read() throws Exception {
    assumePosix();
    Path directory = home.resolve("deep").resolve("cache");

    storeIn(directory, NOW).authority();

    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("ca-key.pem"))).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("ca.pem"))).isEqualTo("rw-------");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("ca.pem", "ca-key.pem");
  }

  @Test
  void makes_one_authority_however_many_threads_ask() throws Exception {
    int threads = 32;
    CyclicBarrier together = new CyclicBarrier(threads);
    Callable<String> asking =
        () -> {
          CaStore store = storeIn(home, NOW);
          together.await();
          return store.authority().pem();
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);

    Set<String> seen = new HashSet<>();
    for (Future<String> answer : pool.invokeAll(java.util.Collections.nCopies(threads, asking))) {
      seen.add(answer.get());
    }
    pool.shutdown();

    assertThat(seen).containsExactly(Files.readString(home.resolve("ca.pem")));
  }

  @Test
  void makes_one_authority_however_many_processes_start() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Asking.class.getName(),
                  home.toString())
              .redirectErrorStream(true)
              .start());
    }

    Set<String> seen = new HashSet<>();
    for (Process process : processes) {
      seen.add(
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(seen).containsExactly(Files.readString(home.resolve("ca.pem")));
    assertThat(home.toFile().list()).containsExactlyInAnyOrder("ca.pem", "ca-key.pem");
  }

  @Test
  void keeps_an_authority_of_its_own_for_foreign_names() {
    LocalAuthority local = storeIn(home, NOW, "auth.test", "127.0.0.2").authority();

    LocalAuthority foreign = storeIn(home, NOW, "auth.test", "acme.eu.auth0.com").authority();
    LocalAuthority again = storeIn(home, NOW, "ACME.eu.auth0.com").authority();

    assertThat(home.resolve("ca.pem")).hasContent(local.pem());
    assertThat(foreign.certificate()).isNotEqualTo(local.certificate());
    assertThat(again.certificate()).isEqualTo(foreign.certificate());
  }

  @Test
  void refuses_a_key_that_others_can_read() throws Exception {
    assumePosix();
    storeIn(home, NOW).authority();
    Files.setPosixFilePermissions(
        home.resolve("ca-key.pem"), PosixFilePermissions.fromString("rw-r-----"));
    CaStore store = storeIn(home, NOW);

    assertThatThrownBy(store::authority)
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca-key.pem")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refuses_a_damaged_file_and_says_what_to_do() throws Exception {
    storeIn(home, NOW).authority();
    Files.writeString(home.resolve("ca-key.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    CaStore store = storeIn(home, NOW);

    assertThatThrownBy(store::authority)
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("ca-key.pem")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refuses_a_key_that_is_not_the_issuers() throws Exception {
    Path other = home.resolve("other");
    LocalAuthority elsewhere = storeIn(other, NOW).authority();
    LocalAuthority here = storeIn(home, NOW).authority();
    Files.writeString(
        home.resolve("ca-key.pem"),
        Pem.privateKey(elsewhere.keys().getPrivate())
            + Pem.certificate(here.issuer())
            + here.pem());
    CaStore store = storeIn(home, NOW);

    assertThatThrownBy(store::authority)
        .hasMessageContaining("its key is not that of its first certificate")
        .hasMessageContaining("delete it");
  }

  @Test
  void refuses_an_authority_that_has_expired() {
    storeIn(home, NOW).authority();
    CaStore later = storeIn(home, NOW.plus(LocalAuthority.AUTHORITY_VALIDITY));

    assertThatThrownBy(later::authority)
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("expired")
        .hasMessageContaining("delete it");
  }

  @Test
  void writes_the_certificate_again_when_it_is_missing() throws Exception {
    LocalAuthority first = storeIn(home, NOW).authority();
    Files.delete(home.resolve("ca.pem"));

    storeIn(home, NOW).authority();

    assertThat(home.resolve("ca.pem")).hasContent(first.pem());
  }

  @Test
  void names_a_directory_that_cannot_be_used() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    CaStore store = storeIn(file.resolve("cache"), NOW);

    assertThatThrownBy(store::authority)
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--ca-dir");
  }

  @Test
  void refuses_a_name_no_certificate_can_carry() {
    assertThatThrownBy(() -> storeIn(home, NOW, "https://acme.eu.auth0.com/"))
        .isInstanceOf(UnusableCertificateException.class)
        .hasMessageContaining("neither a DNS name nor an IP address");
  }

  private static CaStore storeIn(Path directory, Instant now, String... names) {
    return new CaStore(directory, List.of(names), InstantSource.fixed(now), new SecureRandom());
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assumePosix() {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
    assumeTrue(File.separatorChar == '/');
  }

  /** A process that wants the authority. */
  static final class Asking {

    private Asking() {}

    public static void main(String[] directory) {
      System.out.print(storeIn(Path.of(directory[0]), NOW).authority().pem());
    }
  }
}
