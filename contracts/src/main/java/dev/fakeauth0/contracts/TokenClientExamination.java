package dev.fakeauth0.contracts;

import static dev.fakeauth0.contracts.TokenClientCase.*;
import static dev.fakeauth0.seed.Seeds.aClient;
import static dev.fakeauth0.seed.Seeds.anApi;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ContractRun.Examination;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.refusal.Diagnosis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Has a token client get tokens while the tenant refuses, fails, hangs up and moves its clock, and
 * judges it by what it hands out and by the tenant's journal. {@link TokenClientContract} is the
 * same as JUnit tests.
 */
public final class TokenClientExamination {

  private static final String NAME = "Token client";
  private static final String CLIENT = "token-client-contract";
  private static final String AUDIENCE = "https://token-client-contract.example";
  private static final String FOR_CLIENT = "@/oauth/token;client=" + CLIENT;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CALLERS = 50;
  // The journal's date is that of the tenant's clock, the client's pause that of the system's.
  private static final Duration TOLERANCE = Duration.ofMillis(50);
  private static final Pattern AUDIENCE_SENT =
      Pattern.compile("(^|[&{,\"\\s])audience[\"\\s]*[=:]");

  private final FakeAuth0 auth0;
  private final TokenClients clients;
  private final TokenClientSettings settings;
  private final Set<String> secrets = new LinkedHashSet<>();
  private final List<Throwable> thrown = new ArrayList<>();

  private TokenClientExamination(
      FakeAuth0 auth0, TokenClients clients, TokenClientSettings settings) {
    this.auth0 = auth0;
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * Examines a token client.
   *
   * @param auth0 the tenant; an API and a client are seeded there, failures forced and its clock
   *     moved for a while
   * @throws IllegalStateException if no client can be made at all
   */
  public static ContractReport examine(
      FakeAuth0 auth0, TokenClients clients, TokenClientSettings settings) {
    return run(auth0, clients, settings).examineAll();
  }

  static ContractRun<TokenClientCase> run(
      FakeAuth0 auth0, TokenClients clients, TokenClientSettings settings) {
    return new ContractRun<>(
        NAME, new TokenClientExamination(auth0, clients, settings).cases(), settings::weigh);
  }

  private Map<TokenClientCase, Examination> cases() {
    Map<TokenClientCase, Examination> cases = new EnumMap<>(TokenClientCase.class);
    cases.put(GETS_A_TOKEN, this::getsAToken);
    cases.put(SENDS_THE_AUDIENCE, this::sendsTheAudience);
    cases.put(KEEPS_THE_SECRET_OUT_OF_URLS, this::keepsTheSecretOutOfUrls);
    cases.put(KEEPS_THE_TOKEN, this::keepsTheToken);
    cases.put(KEEPS_IT_UNTIL_NEAR_EXPIRY, this::keepsItUntilNearExpiry);
    cases.put(REPLACES_IT_IN_TIME, this::replacesItInTime);
    cases.put(REPLACES_IT_AT_ITS_END, this::replacesItAtItsEnd);
    cases.put(ONE_REQUEST_FOR_MANY_CALLERS, this::oneRequestForManyCallers);
    cases.put(HONOURS_RETRY_AFTER, this::honoursRetryAfter);
    cases.put(RETRIES_A_SERVER_ERROR, seen -> retries(seen, "status=503"));
    cases.put(RETRIES_A_DROPPED_CONNECTION, seen -> retries(seen, "drop-connection=before"));
    cases.put(GIVES_UP_ON_SERVER_ERRORS, seen -> givesUp(seen, "status=503"));
    cases.put(GIVES_UP_ON_DROPPED_CONNECTIONS, seen -> givesUp(seen, "drop-connection=before"));
    cases.put(TAKES_A_REFUSAL_FOR_AN_ANSWER, this::takesARefusalForAnAnswer);
    cases.put(TAKES_NO_NONSENSE, this::takesNoNonsense);
    cases.put(SURVIVES_A_ROTATED_SECRET, this::survivesARotatedSecret);
    cases.put(LEAKS_NO_SECRET, this::leaksNoSecret);
    return cases;
  }

  private void getsAToken(Observations seen) throws Exception {
    Client client = fresh(DAY);
    Got got = client.token();
    if (got.token().isEmpty()) {
      seen.flaw("got no token: " + got.told() + refusals(client));
      return;
    }
    Optional<Diagnosis> refusal =
        auth0.refusalOf(got.token().get(), Optional.of(client.setup.audience()));
    refusal.ifPresent(
        why -> seen.flaw("got a token that the API refuses: " + Told.diagnosis(why).strip()));
  }

  /** Why the tenant refused, if it did. */
  private static String refusals(Client client) {
    return client.calls().stream()
        .flatMap(call -> call.diagnosis().stream())
        .findFirst()
        .map(Told::diagnosis)
        .orElse("");
  }

  private void sendsTheAudience(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    for (JournalEntry call : client.calls()) {
      if (!AUDIENCE_SENT.matcher(call.request().body()).find()) {
        seen.flaw("sent no audience: " + call.request().body());
      }
    }
  }

  private void keepsTheSecretOutOfUrls(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    for (JournalEntry call : client.calls()) {
      if (call.request().query().contains("client_secret")) {
        seen.hole("sent the secret in the query: " + call.request().query());
      }
    }
  }

  private void keepsTheToken(Observations seen) throws Exception {
    Client client = fresh(DAY);
    for (int i = 0; i < 10; i++) {
      client.token();
    }
    asked(seen, client, 1, "for 10 calls");
  }

  private void keepsItUntilNearExpiry(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    if (!client.setup.clockFollowed()) {
      // The next best: nobody can say that a token of an hour is near its end when it is new.
      client = fresh(Duration.ofHours(1));
      client.token();
      client.token();
      asked(seen, client, 1, "for two calls, with a token for an hour");
      return;
    }
    try (MovedClock clock = new MovedClock(auth0.clock())) {
      clock.advance(DAY.dividedBy(2));
      client.token();
      asked(seen, client, 1, "by half of the token's lifetime");
    }
  }

  private void replacesItInTime(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    if (!client.setup.clockFollowed()) {
      client = fresh(MARGIN);
      client.token();
      client.token();
    } else {
      try (MovedClock clock = new MovedClock(auth0.clock())) {
        clock.advance(DAY.minus(MARGIN));
        client.token();
      }
    }
    if (client.calls().size() < 2) {
      seen.taste("hands out a token that ends in " + MARGIN.toSeconds() + " s");
    }
  }

  private void replacesItAtItsEnd(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    if (client.setup.clockFollowed()) {
      try (MovedClock clock = new MovedClock(auth0.clock())) {
        clock.advance(DAY.plusSeconds(1));
        notExpired(seen, client.token());
      }
      return;
    }
    client = fresh(SHORT);
    Instant until = auth0.clock().now().plus(SHORT).plusSeconds(2);
    do {
      notExpired(seen, client.token());
      client.awaitMoreThan(1, PAUSE);
    } while (seen.seen().isEmpty()
        && client.calls().size() < 2
        && auth0.clock().now().isBefore(until));
  }

  private void notExpired(Observations seen, Got got) {
    if (got.token().isEmpty()) {
      seen.flaw("got no other token when the first one ended: " + got.told());
      return;
    }
    Optional<Long> end = TokenReading.of(got.token().get()).seconds("exp");
    long now = auth0.clock().now().getEpochSecond();
    if (end.isPresent() && end.get() < now) {
      seen.flaw("handed out a token that had expired " + (now - end.get()) + " s before");
    }
  }

  private void oneRequestForManyCallers(Observations seen) throws Exception {
    Client client = fresh(DAY);
    during("delay=300ms", "", () -> together(seen, client));
    asked(seen, client, 1, "for " + CALLERS + " callers that had no token");
    if (client.setup.clockFollowed()) {
      int before = client.calls().size();
      try (MovedClock clock = new MovedClock(auth0.clock())) {
        clock.advance(DAY.plusSeconds(1));
        during("delay=300ms", "", () -> together(seen, client));
      }
      asked(seen, client, before + 1, "in all, after the token of " + CALLERS + " callers ended");
    }
  }

  private void together(Observations seen, Client client) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS, TokenClientExamination::daemon);
    try {
      List<Future<String>> tokens = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        tokens.add(
            callers.submit(
                () -> {
                  start.await();
                  return client.source.token();
                }));
      }
      start.countDown();
      int without = 0;
      for (Future<String> token : tokens) {
        without += got(token).token().isPresent() ? 0 : 1;
      }
      if (without > 0) {
        seen.flaw(without + " of " + CALLERS + " callers at once got no token");
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private void honoursRetryAfter(Observations seen) throws Exception {
    Client client = fresh(DAY);
    Got got = tokenUnder("rate-limited", ";times=1", client);
    List<JournalEntry> calls = client.calls();
    if (calls.size() < 2) {
      seen.flaw("gives up at the first 429: " + got.told());
      return;
    }
    Duration waited = Duration.between(calls.get(0).at(), calls.get(1).at());
    Duration asked = retryAfter(calls.get(0));
    if (waited.plus(TOLERANCE).compareTo(asked) < 0) {
      seen.flaw(
          "asks again after "
              + waited.toMillis()
              + " ms where Retry-After says "
              + asked.toSeconds()
              + " s");
    }
    if (got.token().isEmpty()) {
      seen.flaw("got no token after the 429 was over: " + got.told());
    }
  }

  private static Duration retryAfter(JournalEntry limited) {
    return limited.response().stream()
        .flatMap(response -> response.headers().entrySet().stream())
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .map(header -> Duration.ofSeconds(Long.parseLong(header.getValue())))
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private void retries(Observations seen, String mode) throws Exception {
    Client client = fresh(DAY);
    Got got = tokenUnder(mode, ";times=1", client);
    if (got.token().isEmpty()) {
      seen.flaw(
          "got no token after "
              + Told.counted(client.calls().size(), "request")
              + ", the first of which failed: "
              + got.told());
    }
  }

  private void givesUp(Observations seen, String mode) throws Exception {
    Client client = fresh(DAY);
    Got got = tokenUnder(mode, "", client);
    int requests = client.calls().size();
    if (got.late()) {
      seen.flaw(
          "was still trying after "
              + settings.patience().toSeconds()
              + " s and "
              + Told.counted(requests, "request"));
    } else if (requests > settings.attempts()) {
      seen.flaw("gave up after " + requests + " requests, more than " + settings.attempts());
    }
    handedOutNothing(seen, got, mode);
  }

  private void takesARefusalForAnAnswer(Observations seen) throws Exception {
    refused(seen, "client-grant-missing", 1);
    // Once more with a secret read anew is what a rotation asks for.
    refused(seen, "invalid-client", 2);
  }

  private void refused(Observations seen, String mode, int most) throws Exception {
    Client client = fresh(DAY);
    Got got = tokenUnder(mode, "", client);
    int requests = client.calls().size();
    if (requests > most) {
      seen.flaw("asks " + requests + " times when the answer is " + mode);
    }
    handedOutNothing(seen, got, mode);
  }

  private void takesNoNonsense(Observations seen) throws Exception {
    for (String mode : List.of("garbage-body", "truncated-body")) {
      Client client = fresh(DAY);
      handedOutNothing(seen, tokenUnder(mode, "", client), mode);
    }
  }

  private static void handedOutNothing(Observations seen, Got got, String mode) {
    if (got.trouble().isEmpty()) {
      seen.flaw("hands out " + got.token().map(any -> "a token").orElse("null") + " under " + mode);
    }
  }

  private void survivesARotatedSecret(Observations seen) throws Exception {
    Client client = fresh(DAY);
    client.token();
    boolean clockFollowed = client.setup.clockFollowed();
    if (!clockFollowed) {
      client = fresh(SHORT);
      client.token();
    }
    int before = client.calls().size();
    client.rotate();
    Got got = clockFollowed ? afterItsEnd(client) : untilAsked(client, before);
    int requests = client.calls().size() - before;
    if (got.token().isEmpty()) {
      seen.flaw("got no token with the new secret at hand: " + got.told());
    } else if (requests == 0) {
      seen.flaw("never tried the new secret: it went on with a token that had ended");
    }
    if (requests > 3) {
      seen.flaw("asks " + requests + " times until it tries the new secret");
    }
  }

  private Got afterItsEnd(Client client) throws Exception {
    try (MovedClock clock = new MovedClock(auth0.clock())) {
      clock.advance(DAY.plusSeconds(1));
      return client.token();
    }
  }

  private Got untilAsked(Client client, int before) throws Exception {
    Instant until = auth0.clock().now().plus(SHORT).plusSeconds(2);
    Got got = client.token();
    while (client.calls().size() == before && auth0.clock().now().isBefore(until)) {
      client.awaitMoreThan(before, PAUSE);
      got = client.token();
    }
    return got;
  }

  private void leaksNoSecret(Observations seen) throws Exception {
    for (String mode : List.of("status=500", "wrong-content-type", "drop-connection=after")) {
      tokenUnder(mode, "", fresh(DAY));
    }
    for (Throwable one : thrown) {
      StringWriter text = new StringWriter();
      one.printStackTrace(new PrintWriter(text, true));
      String told = text.toString();
      Optional<String> leaked = secrets.stream().filter(told::contains).findFirst();
      if (leaked.isPresent() && seen.seen().isEmpty()) {
        seen.hole("an exception tells the secret: " + one.getClass().getName());
      }
    }
  }

  private static void asked(Observations seen, Client client, int wanted, String when) {
    int requests = client.calls().size();
    if (requests > wanted) {
      seen.flaw("asks " + requests + " times where " + wanted + " will do, " + when);
    }
  }

  private Got tokenUnder(String mode, String limit, Client client) throws Exception {
    Got[] got = {Got.NOTHING};
    during(mode, limit, () -> got[0] = client.token());
    return got[0];
  }

  private void during(String mode, String limit, ForcedFailures.Work work) throws Exception {
    new ForcedFailures(auth0.failures()).during(mode + FOR_CLIENT + limit, work);
  }

  private Client fresh(Duration lifetime) throws Exception {
    Client client = new Client(lifetime);
    client.source = clients.client(client.setup);
    return client;
  }

  private Got got(Future<String> future) throws InterruptedException {
    try {
      String token = future.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      return new Got(Optional.ofNullable(token), Optional.empty(), false);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      thrown.add(cause);
      return new Got(Optional.empty(), Optional.of(cause.toString()), false);
    } catch (TimeoutException e) {
      future.cancel(true);
      String late = "no answer within " + settings.patience().toSeconds() + " s";
      return new Got(Optional.empty(), Optional.of(late), true);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "token client contract");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What a call for a token brought.
   *
   * @param token the token, if any
   * @param trouble what was thrown, or that nothing came
   * @param late whether nothing came in time
   */
  private record Got(Optional<String> token, Optional<String> trouble, boolean late) {

    static final Got NOTHING = new Got(Optional.empty(), Optional.empty(), false);

    String told() {
      return trouble.orElseGet(() -> token.isPresent() ? "a token" : "null");
    }
  }

  /** A client that was just made, and the requests it made. */
  private final class Client {

    private final Duration lifetime;
    private final TokenClientSetup setup;
    private final Set<String> earlier = new LinkedHashSet<>();
    private TokenSource source =
        () -> {
          throw new IllegalStateException("the client is being made");
        };
    private int secretNumber;

    Client(Duration lifetime) {
      this.lifetime = lifetime;
      this.setup = new TokenClientSetup(auth0, CLIENT, seeded(), AUDIENCE);
      allCalls().forEach(call -> earlier.add(call.id()));
    }

    /** Gives the client a new secret; the old one is refused from then on. */
    void rotate() {
      setup.rotated(seeded());
    }

    Got token() throws InterruptedException {
      ExecutorService caller = Executors.newSingleThreadExecutor(TokenClientExamination::daemon);
      try {
        Callable<String> call = source::token;
        return got(caller.submit(call));
      } finally {
        caller.shutdownNow();
      }
    }

    List<JournalEntry> calls() {
      return allCalls().stream().filter(call -> !earlier.contains(call.id())).toList();
    }

    void awaitMoreThan(int known, Duration atMost) {
      List<JournalEntry> before = calls();
      if (before.size() <= known) {
        auth0
            .journal()
            .await(
                call ->
                    ofClient(call)
                        && !earlier.contains(call.id())
                        && before.stream().noneMatch(old -> old.id().equals(call.id())),
                atMost);
      }
    }

    private List<JournalEntry> allCalls() {
      return auth0.journal().of("/oauth/token").stream()
          .filter(TokenClientExamination::ofClient)
          .toList();
    }

    private String seeded() {
      secretNumber++;
      String secret = "s3cret+of/the token client, number " + secretNumber;
      auth0.seed(
          anApi(AUDIENCE).withScopes("read:contract").withTokensFor(lifetime),
          aClient(CLIENT).withSecret(secret).grantedScopes(AUDIENCE, "read:contract"));
      secrets.add(secret);
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      for (String pair :
          List.of(
              CLIENT + ":" + secret,
              CLIENT + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
        secrets.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
      return secret;
    }
  }

  private static boolean ofClient(JournalEntry call) {
    return call.clientId().filter(CLIENT::equals).isPresent();
  }
}
