package dev.fakeauth0.acceptance.deviation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a tenant and hands on what is asked and answered, or what a {@link Behaviour} makes
 * of it. Its address is the tenant's issuer: whoever asks does not see that it is there.
 */
final class RewritingProxy implements AutoCloseable {

  /** What belongs to a connection, not to a message (RFC 9110 section 7.6.1), and lengths. */
  private static final Set<String> NOT_HANDED_ON = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NOT_HANDED_ON.addAll(
        Set.of(
            "Connection",
            "Content-Length",
            "Date",
            "Expect",
            "Host",
            "Keep-Alive",
            "Transfer-Encoding",
            "Upgrade"));
  }

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final AtomicInteger altered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile URI tenant = URI.create("http://localhost/");
  private volatile Behaviour behaviour = Behaviour.FAITHFUL;

  private RewritingProxy(HttpServer server) {
    this.server = server;
  }

  /** One that listens; there is no tenant behind it yet. */
  static RewritingProxy start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RewritingProxy proxy = new RewritingProxy(server);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  /** Where it is. */
  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** Stands before a tenant from now on. */
  void before(URI address) {
    tenant = address;
  }

  /** Behaves so from now on, having altered nothing yet. */
  void behave(Behaviour wanted) {
    behaviour = wanted;
    altered.set(0);
    failures.clear();
  }

  /** How many answers were not what the tenant answers to the request as it was sent. */
  int altered() {
    return altered.get();
  }

  /** What it could not answer, and why: a contract that saw that has seen nothing else. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      answer = answer(asked(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (Exception e) {
      failures.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + e);
      throw new IOException(e);
    }
    byte[] body = answer.body().getBytes(UTF_8);
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_HANDED_ON.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private Answer answer(Asked asked) throws Exception {
    Answer[] faithful = new Answer[1];
    Answer answer =
        behaviour.answer(
            asked,
            request -> {
              Answer received = send(request);
              if (request.equals(asked)) {
                faithful[0] = received;
              }
              return received;
            });
    if (!answer.equals(faithful[0])) {
      altered.incrementAndGet();
    }
    return answer;
  }

  private Answer send(Asked asked) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tenant.resolve(asked.target()))
            .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body()));
    asked
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_HANDED_ON.contains(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  private static Asked asked(HttpExchange exchange) throws IOException {
    return new Asked(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        exchange.getRequestHeaders(),
        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }
}
