package dev.fakeauth0.benchmarks;

import static dev.fakeauth0.seed.Seeds.aUser;

import com.sun.management.OperatingSystemMXBean;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.seed.SeedPart;
import dev.fakeauth0.token.TokenSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What a tenant with very many users costs, printed as one table: {@code benchmarks/run UserScale}.
 * It is no JMH benchmark: most of it happens once, and of the rest the slowest percent counts. One
 * connection asks, one request after the other; what the client spends is in the times.
 */
public final class UserScale {

  private static final int USERS = Integer.getInteger("users", 1_000_000);
  private static final int IMPORTED = 10_000;
  private static final int USERS_PER_JOB = 2_500;
  private static final int WARM_UP = 3_000;
  private static final int SAMPLES = 3_000;
  private static final int RESETS = 200;
  private static final int COLLECTIONS = 3;
  private static final int PLANS = 20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String DATABASE = "Username-Password-Authentication";

  /** Not to be told apart from any other seed: the same users are asked for in every run. */
  private final Random random = new Random(1);

  private final FakeAuth0 auth0;
  private final HttpConnection connection;
  private final String head;
  private int made;

  private UserScale(FakeAuth0 auth0, HttpConnection connection) {
    this.auth0 = auth0;
    this.connection = connection;
    String token =
        auth0
            .token(TokenSpec.forClient("management").audience(auth0.issuer() + "api/v2/"))
            .accessToken();
    this.head =
        " HTTP/1.1\r\nHost: "
            + auth0.issuer().getAuthority()
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\n";
  }

  /** Runs it and prints the table. */
  public static void main(String[] arguments) throws IOException {
    try (Emulator emulator = Emulator.start(EmulatorConfig.defaults())) {
      FakeAuth0 auth0 = emulator.first();
      print(
          String.format(
              Locale.ROOT, "| %,d users | p50, or the figure | p99 | processor |", USERS));
      print("|---|---|---|---|");
      seed(auth0);
      try (HttpConnection connection = HttpConnection.to(auth0.issuer().getPort())) {
        new UserScale(auth0, connection).run();
      }
    }
  }

  private void run() throws IOException {
    imports();
    timed("get by id", () -> get("users/" + encoded(id())));
    timed("users-by-email", () -> get("users-by-email?email=" + encoded(email())));
    timed("`q=email:\"...\"`", () -> search("email:\"" + email() + '"'));
    search("app_metadata.plan:\"plan-1\"", "`q=app_metadata.plan:\"...\"`, page 0");
    search("app_metadata.badge:\"badge-1\"", "`q=app_metadata.badge:\"...\"`, all distinct");
    once("`q=app_metadata.badge:*-7777`, all users looked at", "app_metadata.badge:*-7777");
    once("`q=email:*7777*`, the first 1,000 that match", "email:*7777*");
    timed(
        "create",
        () ->
            send(
                "POST",
                "users",
                "{\"connection\":\"%s\",\"email\":\"new%d@example.com\",\"password\":\"Passw0rd!\",\"app_metadata\":{\"plan\":\"plan-1\"}}"
                    .formatted(DATABASE, made++)));
    timed(
        "patch",
        () ->
            send(
                "PATCH",
                "users/" + encoded(id()),
                "{\"user_metadata\":{\"seen\":" + made++ + "}}"));
    timed("`q=app_metadata.plan:\"...\"` after these", () -> search(plan()));
    resets();
  }

  private static void seed(FakeAuth0 auth0) {
    long before = heapInUse();
    load(auth0, parts());
    long after = heapInUse();
    print("| heap | %,.0f bytes a user | | |".formatted((after - before) / (double) USERS));
    auth0.keepAsBaseline();
  }

  private static void load(FakeAuth0 auth0, SeedPart... parts) {
    double processor = processorMillis();
    long start = System.nanoTime();
    auth0.seed(parts);
    double seconds = (System.nanoTime() - start) / 1e9;
    row(
        "load by one seed",
        "%,.0f users a second".formatted(USERS / seconds),
        processorMillis() - processor);
  }

  private static SeedPart[] parts() {
    SeedPart[] parts = new SeedPart[USERS];
    for (int i = 0; i < USERS; i++) {
      parts[i] =
          aUser("user" + i + "@example.com")
              .withId("auth0|" + hex(i))
              .named("User " + i)
              .withUserMetadata(Map.of("theme", i % 2 == 0 ? "dark" : "light"))
              .withAppMetadata(Map.of("plan", "plan-" + i % PLANS, "badge", "badge-" + i));
    }
    return parts;
  }

  private void imports() throws IOException {
    connection.ask(request("GET", "connections?name=" + DATABASE, new byte[0], ""));
    String found = connection.body();
    int at = found.indexOf("\"con_") + 1;
    String id = found.substring(at, found.indexOf('"', at));
    double processor = processorMillis();
    long start = System.nanoTime();
    for (int from = 0; from < IMPORTED; from += USERS_PER_JOB) {
      StringBuilder users = new StringBuilder("[");
      for (int i = from; i < from + USERS_PER_JOB; i++) {
        users
            .append(i == from ? "" : ",")
            .append("{\"email\":\"imported")
            .append(i)
            .append("@example.com\",\"app_metadata\":{\"plan\":\"plan-1\"}}");
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(part("connection_id", "", id));
      body.writeBytes(part("users", "; filename=\"users.json\"", users.append(']').toString()));
      body.writeBytes("--cut--\r\n".getBytes(StandardCharsets.UTF_8));
      connection.ask(
          request(
              "POST",
              "jobs/users-imports",
              body.toByteArray(),
              "Content-Type: multipart/form-data; boundary=cut\r\n"));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    row(
        "%,d by import jobs of %,d".formatted(IMPORTED, USERS_PER_JOB),
        "%,.0f users a second".formatted(IMPORTED / seconds),
        processorMillis() - processor);
  }

  private static byte[] part(String name, String more, String content) {
    return ("--cut\r\nContent-Disposition: form-data; name=\""
            + name
            + '"'
            + more
            + "\r\n\r\n"
            + content
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The first search of a field, then later ones. */
  private void search(String first, String what) throws IOException {
    once(what + ", first", first);
    String field = first.substring(0, first.indexOf(':'));
    boolean plans = field.endsWith("plan");
    timed(
        what + ", later",
        () -> search(plans ? plan() : field + ":\"badge-" + random.nextInt(USERS) + '"'));
  }

  private void once(String what, String query) throws IOException {
    double processor = processorMillis();
    long start = System.nanoTime();
    int bytes = search(query);
    double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
    row(what, "%,.0f ms".formatted(millis), processorMillis() - processor);
    if (bytes < 100) {
      throw new IOException(query + " finds nobody: " + connection.body());
    }
  }

  private void resets() {
    double[] millis = new double[RESETS];
    double processor = 0;
    for (int i = 0; i < RESETS; i++) {
      auth0.seed(aUser("one-more@example.com"));
      double before = processorMillis();
      long start = System.nanoTime();
      auth0.reset();
      millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
      processor += processorMillis() - before;
    }
    row("reset", millis, processor / RESETS);
  }

  private void timed(String what, Asked asked) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      asked.ask();
    }
    double[] millis = new double[SAMPLES];
    double processor = processorMillis();
    for (int i = 0; i < SAMPLES; i++) {
      long start = System.nanoTime();
      asked.ask();
      millis[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    row(what, millis, (processorMillis() - processor) / SAMPLES);
  }

  private interface Asked {
    int ask() throws IOException;
  }

  private String plan() {
    return "app_metadata.plan:\"plan-" + random.nextInt(PLANS) + '"';
  }

  private String email() {
    return "user" + random.nextInt(USERS) + "@example.com";
  }

  private String id() {
    return "auth0|" + hex(random.nextInt(USERS));
  }

  private static String hex(int number) {
    return String.format(Locale.ROOT, "%024x", number);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private int search(String query) throws IOException {
    return get("users?q=" + encoded(query));
  }

  private int get(String path) throws IOException {
    return connection.ask(request("GET", path, new byte[0], ""));
  }

  private int send(String method, String path, String json) throws IOException {
    return connection.ask(
        request(
            method,
            path,
            json.getBytes(StandardCharsets.UTF_8),
            "Content-Type: application/json\r\n"));
  }

  private byte[] request(String method, String path, byte[] body, String fields) {
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    byte[] start =
        (method + " /api/v2/" + path + head + fields + length + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static long heapInUse() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What all threads of this process have used, the client's among them. */
  private static double processorMillis() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / NANOS_PER_MILLI;
  }

  private static void row(String what, double[] millis, double processorMillis) {
    Arrays.sort(millis);
    print(
        String.format(
            Locale.ROOT,
            "| %s | %.2f ms | %.2f ms | %.2f ms |",
            what,
            millis[millis.length / 2],
            millis[millis.length * 99 / 100],
            processorMillis));
  }

  private static void row(String what, String figure, double processorMillis) {
    print(String.format(Locale.ROOT, "| %s | %s | | %,.0f ms |", what, figure, processorMillis));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
