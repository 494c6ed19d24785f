package dev.fakeauth0.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.pipeline.CallHandler;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerHttpTest {

  private static final int LIMIT = 100;

  private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
  private final List<HttpServer> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(HttpServer::close);
  }

  @Test
  void hands_over_a_request_as_it_was_sent() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    try (RawClient client = new RawClient(server)) {
      client
          .send("POST /a%20b/%2F;x=1//..?q=%41&q=+&=#f HTTP/1.1\r\nHost: acme.test:80\r\n")
          .send("X-CaSe: One\r\nX-CaSe: Tw\u00f6\r\nContent-Length: 3\r\n\r\n\u0000\u00ff!")
          .readAnswer();
    }

    Request request = received.take();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a%20b/%2F;x=1//..");
    assertThat(request.query()).isEqualTo("q=%41&q=+&=#f");
    assertThat(request.host()).contains("acme.test:80");
    assertThat(request.headers().all("x-case")).containsExactly("One", "Tw\u00f6");
    assertThat(request.headers().fields()).contains(Map.entry("X-CaSe", "One"));
    assertThat(request.body()).containsExactly(0, 0xFF, '!');
    assertThat(request.bodyTooLarge()).isFalse();
    assertThat(request.remote().isLoopbackAddress()).isTrue();
    assertThat(request.listener()).isEqualTo(server.listeners().get(0));
  }

  @Test
  void hands_over_the_path_of_a_target_in_absolute_form() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    try (RawClient client = new RawClient(server)) {
      client.send("GET http://acme.test/x?y=1 HTTP/1.1\r\nHost: acme.test\r\n\r\n").readAnswer();
    }

    Request request = received.take();
    assertThat(request.path()).isEqualTo("/x");
    assertThat(request.query()).isEqualTo("y=1");
  }

  @Test
  void reads_a_body_that_comes_in_pieces() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    try (RawClient client = new RawClient(server)) {
      client
          .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc")
          .send("\r\n2\r\nde\r\n0\r\n\r\n")
          .readAnswer();
    }

    assertThat(received.take().body()).asString(StandardCharsets.US_ASCII).isEqualTo("abcde");
  }

  @Test
  void tells_a_client_that_waits_to_go_on_with_its_body() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    String interim;
    String answer;
    try (RawClient client = new RawClient(server)) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      interim = client.readHead();
      answer = client.send("abc").readAnswer();
    }

    assertThat(interim).startsWith("HTTP/1.1 100 ");
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(received.take().body()).hasSize(3);
  }

  @Test
  void says_that_a_body_was_too_large_and_closes_after_the_answer() throws Exception {
    HttpServer server = answering(Reply.empty(413));
    String large = "x".repeat(LIMIT + 1);

    String announced;
    String chunked;
    try (RawClient client = new RawClient(server)) {
      announced =
          client
              .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + large)
              .readAll();
    }
    try (RawClient client = new RawClient(server)) {
      chunked =
          client
              .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send("65\r\n" + large + "\r\n0\r\n\r\n")
              .readAll();
    }

    assertThat(List.of(announced, chunked))
        .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 413 "))
        .allSatisfy(answer -> assertThat(answer).contains("Connection: close"));
    assertThat(List.of(received.take(), received.take()))
        .allSatisfy(request -> assertThat(request.bodyTooLarge()).isTrue())
        .allSatisfy(request -> assertThat(request.body()).isEmpty());
  }

  @Test
  void takes_a_body_as_large_as_the_limit() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    try (RawClient client = new RawClient(server)) {
      client
          .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + "x".repeat(LIMIT))
          .readAnswer();
    }

    assertThat(received.take().body()).hasSize(LIMIT);
  }

  @Test
  void answers_one_request_after_another_on_a_connection() throws Exception {
    HttpServer server = started(request -> Reply.of(200, "text/plain", request.path()));

    String first;
    String second;
    String third;
    try (RawClient client = new RawClient(server)) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      first = client.readAnswer();
      second = client.readAnswer();
      third = client.send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }

    assertThat(first).endsWith("/1");
    assertThat(second).endsWith("/2");
    assertThat(third).endsWith("/3");
  }

  @Test
  void sends_the_length_but_no_body_to_head() throws Exception {
    HttpServer server = answering(Reply.of(200, "text/plain", "hello"));

    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").readAll();
    }

    assertThat(answer).contains("Content-Length: 5").endsWith("\r\n\r\n");
  }

  @Test
  void sends_neither_body_nor_length_with_204() throws Exception {
    HttpServer server = answering(Reply.empty(204).with("X-After", "1"));

    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").readAll();
    }

    assertThat(answer)
        .startsWith("HTTP/1.1 204 ")
        .contains("X-After: 1")
        .doesNotContain("Content-Length")
        .endsWith("\r\n\r\n");
  }

  @Test
  void names_the_date_but_not_the_server() throws Exception {
    HttpServer server = answering(Reply.empty(200));

    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }

    assertThat(answer)
        .containsPattern("\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n")
        .doesNotContain("Server:");
  }

  @Test
  void lets_no_header_value_end_its_line() throws Exception {
    HttpServer server =
        answering(
            Reply.empty(200)
                .with("X-Value", "a\r\nX-Evil: 1\u0000\u2028")
                .with("X-Na\r\nme", "dropped"));

    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }

    assertThat(answer).contains("\r\nX-Value: a  X-Evil: 1 ?\r\n").doesNotContain("dropped");
  }

  @Test
  void sends_a_large_body_whole() throws Exception {
    byte[] large = new byte[5_000_000];
    HttpServer server = answering(Reply.of(200, "application/octet-stream", large));

    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }

    assertThat(answer).hasSizeGreaterThan(large.length).contains("Content-Length: 5000000");
  }

  @Test
  void shows_nothing_of_a_bug_in_the_handler() throws Exception {
    String answer =
        answerOf(
            request -> {
              throw new IllegalStateException("secret");
            });

    assertThat(answer).startsWith("HTTP/1.1 500 ").doesNotContain("secret", "Exception");
  }

  @Test
  void answers_when_the_handler_runs_out_of_memory() throws Exception {
    String answer =
        answerOf(
            request -> {
              throw new OutOfMemoryError("secret");
            });

    assertThat(answer).startsWith("HTTP/1.1 500 ").doesNotContain("secret", "Error:");
  }

  private String answerOf(CallHandler handler) throws Exception {
    try (RawClient client = new RawClient(started(handler))) {
      return client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }
  }

  @Test
  void answers_others_while_some_calls_wait() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    HttpServer server =
        started(
            request -> {
              if (request.path().equals("/wait")) {
                awaitQuietly(release);
              }
              return Reply.of(200, "text/plain", request.path());
            });
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      waiting.add(new RawClient(server).send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    String other;
    try (RawClient client = new RawClient(server)) {
      other = client.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
    }
    release.countDown();

    assertThat(other).endsWith("/other");
    for (RawClient client : waiting) {
      assertThat(client.readAnswer()).endsWith("/wait");
      client.close();
    }
  }

  @Test
  void names_the_port_that_is_taken_and_leaves_none_open() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      int free = freePort();
      HttpServerConfig config =
          HttpServerConfig.of(
              ListenAddress.http("127.0.0.1", free),
              ListenAddress.http("127.0.0.1", taken.getLocalPort()));

      assertThatThrownBy(() -> HttpServer.start(config, request -> Reply.empty(200)))
          .isInstanceOfSatisfying(
              PortInUseException.class,
              inUse -> {
                assertThat(inUse.scheme()).isEqualTo("http");
                assertThat(inUse.host()).isEqualTo("127.0.0.1");
                assertThat(inUse.port()).isEqualTo(taken.getLocalPort());
              })
          .hasMessageContaining("is in use");
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), free))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void names_an_address_that_is_not_of_this_machine() {
    HttpServerConfig config = HttpServerConfig.of(ListenAddress.http("192.0.2.1", 0));

    assertThatThrownBy(() -> HttpServer.start(config, request -> Reply.empty(200)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PortInUseException.class)
        .hasMessageContaining("cannot listen on http://192.0.2.1:0");
  }

  @Test
  void frees_the_port_and_closes_idle_connections_when_closed() throws Exception {
    HttpServer server = answering(Reply.empty(200));
    Listener listener = server.listeners().get(0);

    String rest;
    try (RawClient idle = new RawClient(server)) {
      idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
      server.close();
      server.close();
      rest = idle.readAll();
    }

    assertThat(rest).isEmpty();
    started.add(
        HttpServer.start(
            HttpServerConfig.of(ListenAddress.http("127.0.0.1", listener.port())),
            request -> Reply.empty(200)));
  }

  private HttpServer answering(Reply reply) throws IOException {
    return started(
        request -> {
          received.add(request);
          return reply;
        });
  }

  private HttpServer started(CallHandler handler) throws IOException {
    HttpServer server =
        HttpServer.start(
            new HttpServerConfig(List.of(ListenAddress.http("127.0.0.1", 0)), LIMIT), handler);
    started.add(server);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
