package dev.fakeauth0.emulator.token;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyPoolTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  @Test
  void makes_pairs_of_2048_bits_that_sign() throws Exception {
    KeyPair pair = inMemory().take();

    assertThat(((RSAPublicKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(signsAndVerifies(pair)).isTrue();
  }

  @Test
  void hands_each_pair_to_one_of_many_threads() throws Exception {
    KeyPool pool = inMemory();
    List<Callable<KeyPair>> takers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      takers.add(pool::take);
    }

    Set<Object> moduli = new HashSet<>();
    var threads = Executors.newFixedThreadPool(12);
    for (var taken : threads.invokeAll(takers)) {
      moduli.add(modulus(taken.get()));
    }
    threads.shutdown();

    assertThat(moduli).hasSize(12);
  }

  @Test
  void hands_out_again_what_a_closed_tenant_gave_back() {
    KeyPool pool = inMemory();
    KeyPair pair = pool.take();

    pool.giveBack(pair);

    assertThat(Stream.of(pool.take(), pool.take(), pool.take()).map(KeyPoolTest::modulus))
        .contains(modulus(pair));
  }

  @Test
  void leaves_what_is_given_back_to_the_next_process_and_writes_nothing_more() {
    KeyPool pool = new KeyPool(Optional.of(folder), Duration.ZERO);
    KeyPair pair = pool.take();

    pool.giveBack(pair);
    var left = folder.toFile().list();
    KeyPool later = new KeyPool(Optional.of(folder), LONG);

    assertThat(folder.toFile().list()).isEqualTo(left);
    assertThat(Stream.generate(later::take).limit(left.length).map(KeyPoolTest::modulus))
        .contains(modulus(pair));
  }

  @Test
  void leaves_a_pair_that_was_prepared_and_not_used_as_well() throws Exception {
    KeyFolder stock = new KeyFolder(folder);
    stock.put(Keys.pair());
    stock.put(Keys.pair());
    KeyPool pool = new KeyPool(Optional.of(folder), LONG);
    KeyPair used = pool.take();

    pool.prepare();
    pool.giveBack(pool.take());
    pool.giveBack(used);

    assertThat(stock.size()).isEqualTo(2);
  }

  @Test
  void fills_the_folder_up_while_a_tenant_lives() throws Exception {
    KeyFolder stock = new KeyFolder(folder);
    try (WatchService changes = folder.getFileSystem().newWatchService()) {
      folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);

      new KeyPool(Optional.of(folder), Duration.ZERO).take();

      while (stock.size() < KeyPool.STOCK) {
        WatchKey change = changes.poll(1, TimeUnit.MINUTES);
        assertThat(change).as("a further pair").isNotNull();
        change.reset();
      }
    }
    assertThat(stock.size()).isEqualTo(KeyPool.STOCK);
  }

  @Test
  void takes_the_pairs_that_an_earlier_process_left() throws Exception {
    KeyFolder left = new KeyFolder(folder);
    KeyPair pair = Keys.pair();
    left.put(pair);

    KeyPair taken = new KeyPool(Optional.of(folder), LONG).take();

    assertThat(modulus(taken)).isEqualTo(modulus(pair));
    assertThat(signsAndVerifies(taken)).isTrue();
    assertThat(left.size()).isZero();
  }

  @Test
  void gives_no_pair_of_a_folder_to_two_pools() throws Exception {
    KeyFolder stock = new KeyFolder(folder);
    Set<Object> put = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      KeyPair pair = Keys.pair();
      put.add(modulus(pair));
      stock.put(pair);
    }
    List<Callable<Optional<KeyPair>>> takers = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      takers.add(new KeyFolder(folder)::take);
    }

    List<Object> got = new ArrayList<>();
    var threads = Executors.newFixedThreadPool(18);
    for (var taken : threads.invokeAll(takers)) {
      taken.get().map(KeyPoolTest::modulus).ifPresent(got::add);
    }
    threads.shutdown();

    assertThat(got).containsExactlyInAnyOrderElementsOf(put);
  }

  @Test
  void ignores_and_removes_damaged_files() throws Exception {
    KeyFolder left = new KeyFolder(folder);
    left.put(Keys.pair());
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Files.writeString(folder.resolve("0123456789abcdef0123456789abcdef.key"), "no key");
    Files.writeString(folder.resolve("0123456789abcdef0123456789abcdef.new-"), "unfinished");

    Optional<KeyPair> taken = left.take();
    left.tidy();

    assertThat(taken).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void lets_only_the_owner_read_what_it_keeps() throws Exception {
    Path made = folder.resolve("fake-auth0").resolve("keys");
    new KeyFolder(made).put(Keys.pair());

    Path file;
    try (var files = Files.list(made)) {
      file = files.findFirst().orElseThrow();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void does_without_a_folder_that_cannot_be_written() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    KeyPool pool = new KeyPool(Optional.of(file.resolve("keys")), Duration.ZERO);

    Set<Object> moduli =
        Stream.of(pool.take(), pool.take(), pool.take()).map(KeyPoolTest::modulus).collect(toSet());

    assertThat(moduli).hasSize(3);
  }

  private static KeyPool inMemory() {
    return new KeyPool(Optional.empty(), LONG);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Object modulus(KeyPair pair) {
    return ((RSAPublicKey) pair.getPublic()).getModulus();
  }

  private static boolean signsAndVerifies(KeyPair pair) throws Exception {
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update((byte) 1);
    byte[] signature = signer.sign();
    signer.initVerify(pair.getPublic());
    signer.update((byte) 1);
    return signer.verify(signature);
  }
}
