package dev.fakeauth0.emulator.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.certificate.CaStore;
import dev.fakeauth0.emulator.http.HttpServer;
import dev.fakeauth0.emulator.http.HttpServerConfig;
import dev.fakeauth0.emulator.http.ListenAddress;
import dev.fakeauth0.emulator.pipeline.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsHttpTest {

  @TempDir private Path directory;

  private final List<HttpServer> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(HttpServer::close);
  }

  @Test
  void serves_http_1_1_and_http_2_to_clients_that_trust_the_ca() throws Exception {
    ServerTls tls = local();
    HttpServer server = started(tls);

    HttpResponse<String> one = get(tls, HttpClient.Version.HTTP_1_1, "localhost", server);
    HttpResponse<String> two = get(tls, HttpClient.Version.HTTP_2, "localhost", server);
    HttpResponse<String> byAddress = get(tls, HttpClient.Version.HTTP_2, "127.0.0.1", server);

    String host = "localhost:" + server.listeners().get(0).port();
    assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(one.body()).isEqualTo("GET /a%20b q=1 " + host);
    assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(two.body()).isEqualTo("GET /a%20b q=1 " + host);
    assertThat(byAddress.statusCode()).isEqualTo(200);
  }

  @Test
  void makes_nothing_before_the_first_handshake() throws Exception {
    Path unused = directory.resolve("unused");
    ServerTls tls = ServerTls.local(store(unused), List.of(), InstantSource.system());

    started(tls);

    assertThat(unused).doesNotExist();
  }

  @Test
  void is_not_trusted_by_clients_that_do_not_know_the_ca() throws Exception {
    HttpServer server = started(local());
    HttpClient stranger = HttpClient.newHttpClient();
    HttpRequest request = request("localhost", server);

    assertThatThrownBy(() -> stranger.send(request, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void spells_out_a_name_below_localhost_that_the_client_asks_for() throws Exception {
    ServerTls tls = local();
    HttpServer server = started(tls);

    String answer = getAsking("acme.localhost", tls, server);

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void certifies_a_foreign_name_only_when_it_was_asked_to() throws Exception {
    ServerTls without = local();
    HttpServer plain = started(without);
    List<String> names = List.of("acme.eu.auth0.com");
    ServerTls with =
        ServerTls.local(
            new CaStore(directory, names, InstantSource.system(), new SecureRandom()),
            names,
            InstantSource.system());
    HttpServer named = started(with);

    String answer = getAsking("acme.eu.auth0.com", with, named);

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(getAsking("localhost", with, named)).startsWith("HTTP/1.1 200 ");
    assertThatThrownBy(() -> getAsking("acme.eu.auth0.com", without, plain))
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> getAsking("acme.eu.auth0.com", without, named))
        .as("trusting ca.pem is not trusting the authority of a foreign name")
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void gives_the_certificate_to_trust_as_pem() throws Exception {
    ServerTls tls = local();

    String pem = tls.caPem();

    assertThat(directory.resolve("ca.pem")).hasContent(pem);
    assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(tls.trustStore().size()).isEqualTo(1);
  }

  @Test
  void fails_the_handshake_when_the_ca_cannot_be_kept() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    ServerTls unusable = ServerTls.local(store(file), List.of(), InstantSource.system());
    HttpServer server = started(unusable);
    ServerTls other = local();

    assertThatThrownBy(() -> getAsking("localhost", other, server)).isInstanceOf(IOException.class);
  }

  @Test
  void serves_more_connections_than_a_page_opens() throws Exception {
    ServerTls tls = local();
    HttpServer server = started(tls);
    HttpClient client = client(tls, HttpClient.Version.HTTP_2);
    HttpRequest request = request("localhost", server);

    List<Integer> statuses =
        java.util.stream.IntStream.range(0, 200)
            .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
            .toList()
            .stream()
            .map(answer -> answer.join().statusCode())
            .distinct()
            .toList();

    assertThat(statuses).containsExactly(200);
  }

  private ServerTls local() {
    return ServerTls.local(store(directory), List.of(), InstantSource.system());
  }

  private static CaStore store(Path directory) {
    return new CaStore(directory, List.of(), InstantSource.system(), new SecureRandom());
  }

  private HttpServer started(ServerTls tls) throws IOException {
    HttpServer server =
        HttpServer.start(
            HttpServerConfig.of(ListenAddress.https("127.0.0.1", 0, tls::listenerContext)),
            request ->
                Reply.of(
                    200,
                    "text/plain",
                    request.method()
                        + " "
                        + request.path()
                        + " "
                        + request.query()
                        + " "
                        + request.host().orElse("")));
    started.add(server);
    return server;
  }

  private static HttpResponse<String> get(
      ServerTls tls, HttpClient.Version version, String host, HttpServer server) throws Exception {
    return client(tls, version).send(request(host, server), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient client(ServerTls tls, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(tls.clientContext()).version(version).build();
  }

  private static HttpRequest request(String host, HttpServer server) {
    int port = server.listeners().get(0).port();
    return HttpRequest.newBuilder(URI.create("https://" + host + ":" + port + "/a%20b?q=1"))
        .build();
  }

  /** By a name that no resolver knows, verified as the JDK verifies hosts of HTTPS. */
  private static String getAsking(String name, ServerTls tls, HttpServer server)
      throws IOException {
    int port = server.listeners().get(0).port();
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket)
                tls.clientContext().getSocketFactory().createSocket(plain, name, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
