package dev.fakeauth0.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.pipeline.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are not HTTP, or barely: a plain 400 or nothing, and the server goes on. */
@Timeout(60)
class HostileInputHttpTest {

  private static final String HOST = "Host: a\r\n";

  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        HttpServer.start(
            HttpServerConfig.of(ListenAddress.http("127.0.0.1", 0)),
            request -> Reply.of(200, "text/plain", "fine"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses_what_is_not_http_and_closes(String name, String bytes) throws IOException {
    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send(bytes).readAll();
    }

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: close", "Content-Length: 0")
        .endsWith("\r\n\r\n");
    assertThat(stillAnswers()).isTrue();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("garbage", "GARBAGE\r\n\r\n"),
        Arguments.of("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000" + "a".repeat(90)),
        Arguments.of("an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Arguments.of("two spaces", "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a method that is no token", "G@T / HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a broken escape", "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("no Host", "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of("two Hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
        Arguments.of("a Host with blanks", "GET / HTTP/1.1\r\nHost: a b@c\r\n\r\n"),
        Arguments.of("a header without colon", "GET / HTTP/1.1\r\n" + HOST + "Xabc\r\n\r\n"),
        Arguments.of("a header name with a blank", "GET / HTTP/1.1\r\n" + HOST + "X y: 1\r\n\r\n"),
        Arguments.of("NUL in a header", "GET / HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n"),
        Arguments.of("a bare CR in a header", "GET / HTTP/1.1\r\n" + HOST + "X: a\rb\r\n\r\n"),
        Arguments.of(
            "too many headers", "GET / HTTP/1.1\r\n" + HOST + "X: 1\r\n".repeat(300) + "\r\n"),
        Arguments.of(
            "a length that is no number",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: abc\r\n\r\n"),
        Arguments.of(
            "a negative length", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -5\r\n\r\n"),
        Arguments.of(
            "a length beyond numbers",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 99999999999999999999\r\n\r\n"),
        Arguments.of(
            "two lengths",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na"),
        Arguments.of(
            "a length and chunks",
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooLong")
  void closes_on_a_head_that_is_too_long(String name, String bytes) throws IOException {
    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send(bytes).readAll();
    } catch (SocketException closedWhileStillSending) {
      answer = "HTTP/1.1 400 ";
    }

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(stillAnswers()).isTrue();
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(
        Arguments.of(
            "a header", "GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(200_000) + "\r\n\r\n"),
        Arguments.of("a path", "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\n" + HOST));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("abandoned")
  void closes_on_a_body_that_will_never_be_whole(String name, String bytes) throws IOException {
    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send(bytes).finish().readAll();
    }

    assertThat(answer).isEmpty();
    assertThat(stillAnswers()).isTrue();
  }

  static Stream<Arguments> abandoned() {
    return Stream.of(
        Arguments.of(
            "half a body", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 50\r\n\r\nhello"),
        Arguments.of(
            "half a chunk",
            "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n50\r\nhello"),
        Arguments.of(
            "a chunk of no size",
            "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passedOn")
  void passes_on_what_is_odd_but_whole(String name, String bytes) throws IOException {
    String answer;
    try (RawClient client = new RawClient(server)) {
      answer = client.send(bytes).readAnswer();
    }

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("fine");
  }

  static Stream<Arguments> passedOn() {
    return Stream.of(
        Arguments.of(
            "unescaped characters",
            "GET /a\"b<>{}|\\^`\u00e9?q=\"\u00ff HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("controls in the path", "GET /\u0000\u0001 HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("bytes in a header", "GET / HTTP/1.1\r\n" + HOST + "X: \u00ff\u00e9\r\n\r\n"),
        Arguments.of("a star", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("a method in lower case", "get / HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(
            "a thousand parameters",
            "GET /?" + "a=1&".repeat(2000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of(
            "hundreds of cookies",
            "GET / HTTP/1.1\r\n" + HOST + "Cookie: " + "a=1; ".repeat(500) + "b=2\r\n\r\n"),
        Arguments.of("a body with GET", "GET / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\na"),
        Arguments.of(
            "an upgrade to h2c",
            "GET / HTTP/1.1\r\n"
                + HOST
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n\r\n"));
  }

  private static boolean stillAnswers() throws IOException {
    try (RawClient client = new RawClient(server)) {
      return client.send("GET / HTTP/1.1\r\n" + HOST + "\r\n").readAnswer().endsWith("fine");
    }
  }
}
