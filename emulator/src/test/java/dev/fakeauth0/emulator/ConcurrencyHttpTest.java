package dev.fakeauth0.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Json;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty-four threads create clients, rotate keys, reset and mint on one tenant. What must hold is
 * said in terms of order: each action notes a tick before it begins and one after it ended, so two
 * actions are ordered when one ended before the other began, and may be in either order when they
 * overlap.
 */
@Timeout(60)
class ConcurrencyHttpTest {

  private static final int THREADS = 64;
  private static final int ROUNDS = 6;

  /** The first threads rotate once each, the last ones reset once each, in the first rounds. */
  private static final int ROTATIONS = 16;

  private static final int RESETS = 6;
  private static final int LAST_RESETTING_ROUND = 3;

  private static final String AUDIENCE = "https://api.example.com";

  @TempDir private static Path cache;

  private final AtomicLong ticks = new AtomicLong();
  private final Queue<Span> resets = new ConcurrentLinkedQueue<>();
  private final Queue<Created> created = new ConcurrentLinkedQueue<>();
  private final Queue<Created> lost = new ConcurrentLinkedQueue<>();
  private final Queue<Minted> minted = new ConcurrentLinkedQueue<>();
  private final Queue<String> findings = new ConcurrentLinkedQueue<>();
  private final Map<String, PublicKey> seenKeys = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** From before an action began until after it ended. */
  private record Span(long began, long ended) {

    boolean before(Span other) {
      return ended < other.began;
    }

    boolean overlaps(Span other) {
      return !before(other) && !other.before(this);
    }

    Span until(Span later) {
      return new Span(began, later.ended);
    }
  }

  private record Created(String clientId, Span span) {}

  /**
   * A token, and the key set as it was before and after.
   *
   * @param span from the first look at the keys to the last
   */
  private record Minted(String token, List<String> kidsBefore, List<String> kidsAfter, Span span) {

    String kid() throws Exception {
      return part(token, 0).string("kid").orElse("");
    }
  }

  private record Timed<T>(T result, Span span) {}

  private interface Action<T> {
    T run() throws Exception;
  }

  @Test
  void loses_no_update_tears_no_read_and_signs_with_the_keys_of_the_moment() throws Exception {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults().cacheDirectory(cache))) {
      FakeAuth0 auth0 = emulator.first();
      runAll(auth0);

      assertThat(findings).isEmpty();
      assertThat(created).hasSize(THREADS * ROUNDS);
      assertThat(resets).hasSize(RESETS);
      assertEveryClientIsThereOrResetAway(auth0);
      assertEveryTokenVerifies();
    }
  }

  private void runAll(FakeAuth0 auth0) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      var start = new CountDownLatch(1);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int round = 0; round < ROUNDS; round++) {
                    round(auth0, number, round);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get(50, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void round(FakeAuth0 auth0, int thread, int round) throws Exception {
    if (thread < ROTATIONS && round == thread % ROUNDS) {
      expect(200, post(auth0, "__admin/keys/rotate"), "rotate");
    }
    if (thread >= THREADS - RESETS && round == 1 + thread % LAST_RESETTING_ROUND) {
      Timed<HttpResponse<String>> reset = timed(() -> post(auth0, "__admin/reset"));
      expect(204, reset.result(), "reset");
      resets.add(reset.span());
    }
    String clientId = "c-" + thread + "-" + round;
    Timed<Boolean> seeded =
        timed(
            () -> {
              auth0.seed(clientAndGrant(clientId));
              return true;
            });
    created.add(new Created(clientId, seeded.span()));
    mintWithMine(auth0, clientId, seeded.span());
    mintWithAnothers(auth0, "c-" + (thread * 31 + round * 7) % THREADS + "-" + round);
  }

  /** A client and its grant in one document: nobody may ever see one without the other. */
  private static String clientAndGrant(String clientId) {
    return """
        {"clients": [{"name": "%1$s", "client_id": "%1$s", "client_secret": "s",
                      "app_type": "non_interactive", "grant_types": ["client_credentials"]}],
         "clientGrants": [{"client_id": "%1$s", "audience": "https://api.example.com",
                           "scope": ["read:messages"]}]}
        """
        .formatted(clientId);
  }

  private void mintWithMine(FakeAuth0 auth0, String clientId, Span creation) throws Exception {
    Timed<List<String>> before = timed(() -> kids(auth0));
    Timed<HttpResponse<String>> answer = timed(() -> token(auth0, clientId));
    Timed<List<String>> after = timed(() -> kids(auth0));
    if (answer.result().statusCode() == 200) {
      minted.add(
          new Minted(
              body(answer.result()).string("access_token").orElseThrow(),
              before.result(),
              after.result(),
              before.span().until(after.span())));
    } else {
      expect(401, answer.result(), "mint");
      Span life = creation.until(answer.span());
      // Resets that are under way are recorded only when they end: judged when all have ended.
      lost.add(new Created(clientId, life));
    }
  }

  private void mintWithAnothers(FakeAuth0 auth0, String clientId) throws Exception {
    HttpResponse<String> answer = token(auth0, clientId);
    if (answer.statusCode() != 200) {
      // Known with its grant, or not known at all: a 403 would be a client without its grant.
      expect(401, answer, "mint with another's client");
    }
  }

  private void assertEveryClientIsThereOrResetAway(FakeAuth0 auth0) throws Exception {
    for (Created missing : lost) {
      assertThat(resets)
          .as("%s was created, was unknown a moment later, and nobody reset", missing)
          .anyMatch(reset -> reset.overlaps(missing.span()));
    }
    int must = 0;
    for (Created client : created) {
      boolean there = token(auth0, client.clientId()).statusCode() == 200;
      if (resets.stream().allMatch(reset -> reset.before(client.span()))) {
        must++;
        assertThat(there).as("%s was created after the last reset", client).isTrue();
      } else if (resets.stream().anyMatch(reset -> client.span().before(reset))) {
        assertThat(there).as("%s was created before a reset", client).isFalse();
      }
    }
    assertThat(must).as("clients that no reset may have taken").isGreaterThan(THREADS);
  }

  private void assertEveryTokenVerifies() throws Exception {
    assertThat(minted).hasSizeGreaterThan(THREADS * ROUNDS / 2);
    int exact = 0;
    for (Minted each : minted) {
      boolean undisturbed = resets.stream().noneMatch(reset -> reset.overlaps(each.span()));
      if (undisturbed) {
        exact++;
        // Rotations only: published are current, next, then the rotated-out ones, newest first.
        // What
        // was current in between is the current one after, or was rotated out since.
        List<String> current = new ArrayList<>(each.kidsAfter());
        current.remove(1);
        int oldest = current.indexOf(each.kidsBefore().get(0));
        assertThat(oldest).as("the current key of before is still published").isNotNegative();
        assertThat(current.subList(0, oldest + 1))
            .as("the keys that were current while a token was minted")
            .contains(each.kid());
      }
      Optional<PublicKey> key = Optional.ofNullable(seenKeys.get(each.kid()));
      assertThat(undisturbed && key.isEmpty()).isFalse();
      if (key.isPresent()) {
        assertThat(verifies(each.token(), key.get())).as("signature by %s", each.kid()).isTrue();
      }
    }
    assertThat(exact).as("tokens that no reset overlapped").isGreaterThan(THREADS);
    assertThat(minted.stream().map(ConcurrencyHttpTest::kidOf).distinct().count())
        .as("keys that signed")
        .isGreaterThan(2);
  }

  private <T> Timed<T> timed(Action<T> action) throws Exception {
    long began = ticks.incrementAndGet();
    T result = action.run();
    return new Timed<>(result, new Span(began, ticks.incrementAndGet()));
  }

  private void expect(int status, HttpResponse<String> answer, String what) {
    if (answer.statusCode() != status) {
      findings.add(what + " was answered " + answer.statusCode() + " " + answer.body());
    }
  }

  private List<String> kids(FakeAuth0 auth0) throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(at(auth0, ".well-known/jwks.json")).build());
    expect(200, answer, "the key set");
    List<String> kids = new ArrayList<>();
    for (Document key : body(answer).objects("keys")) {
      String kid = key.string("kid").orElseThrow();
      kids.add(kid);
      seenKeys.put(kid, publicKey(key));
    }
    if (kids.size() < 2 || kids.stream().distinct().count() != kids.size()) {
      findings.add("a key set with the keys " + kids);
    }
    return kids;
  }

  private HttpResponse<String> token(FakeAuth0 auth0, String clientId) throws Exception {
    String form =
        "grant_type=client_credentials&client_secret=s&client_id="
            + clientId
            + "&audience="
            + URLEncoder.encode(AUDIENCE, UTF_8);
    return send(
        HttpRequest.newBuilder(at(auth0, "oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  private HttpResponse<String> post(FakeAuth0 auth0, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(at(auth0, path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 500) {
      findings.add("server error: " + request + " " + answer.body());
    }
    return answer;
  }

  private static URI at(FakeAuth0 auth0, String path) {
    return auth0.issuer().resolve(path);
  }

  private static Document body(HttpResponse<String> answer) throws Exception {
    return Json.readObject(answer.body().getBytes(UTF_8));
  }

  private static PublicKey publicKey(Document key) throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
  }

  private static BigInteger number(Document key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.string(name).orElseThrow()));
  }

  private static boolean verifies(String token, PublicKey key) throws Exception {
    int dot = token.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(token.substring(0, dot).getBytes(UTF_8));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
  }

  private static String kidOf(Minted each) {
    try {
      return each.kid();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Document part(String token, int index) throws Exception {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
    return Json.readObject(json);
  }
}
