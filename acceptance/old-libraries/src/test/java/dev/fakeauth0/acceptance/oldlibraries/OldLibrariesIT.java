package dev.fakeauth0.acceptance.oldlibraries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.undertow.Undertow;
import io.undertow.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The emulator's libraries are relocated into its jar, so that a caller's class path does not feel
 * them: here is a caller with an Undertow, a Nimbus and a Jackson of years ago.
 */
class OldLibrariesIT {

  private static final byte[] SECRET = "a secret of thirty-two bytes, ok.".getBytes(UTF_8);

  @Test
  void brings_nothing_but_its_own_packages_to_the_class_path() throws Exception {
    Path jar = jarOf("dev/fakeauth0/emulator/pipeline/Request.class");

    Set<String> strangers;
    try (var file = new JarFile(jar.toFile())) {
      strangers =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> !name.endsWith("/"))
              .filter(name -> !name.startsWith("dev/fakeauth0/"))
              .filter(name -> !name.matches("META-INF/versions/\\d+/dev/fakeauth0/.*"))
              .filter(name -> !name.startsWith("META-INF/services/dev.fakeauth0."))
              .filter(name -> !name.startsWith("META-INF/maven/dev.fakeauth0/"))
              .filter(
                  name -> !name.matches("META-INF/[^/]*(LICENSE|NOTICE|THIRD-PARTY|MANIFEST)[^/]*"))
              .collect(Collectors.toSet());
    }

    assertThat(strangers).isEmpty();
  }

  @Test
  void leaves_the_caller_its_own_undertow_nimbus_and_jackson() throws Exception {
    var json = new ObjectMapper();
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                exchange ->
                    exchange
                        .getResponseSender()
                        .send(
                            json.writeValueAsString(
                                Map.of("undertow", Version.getVersionString(), "token", aToken()))))
            .build();
    server.start();

    Map<?, ?> reply;
    try {
      reply = json.readValue(get(addressOf(server)), Map.class);
    } finally {
      server.stop();
    }

    assertThat(reply.get("undertow")).isEqualTo("2.2.37.Final");
    assertThat(json.version().toString()).isEqualTo("2.13.5");
    assertThat(SignedJWT.parse((String) reply.get("token")).verify(new MACVerifier(SECRET)))
        .isTrue();
  }

  private static String aToken() throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256), new JWTClaimsSet.Builder().subject("me").build());
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static URI addressOf(Undertow server) {
    List<Undertow.ListenerInfo> listeners = server.getListenerInfo();
    var address = (InetSocketAddress) listeners.get(0).getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort() + "/");
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The jar a class file comes from, as this class path finds it. */
  private static Path jarOf(String classFile) throws Exception {
    String url = OldLibrariesIT.class.getClassLoader().getResource(classFile).toString();
    return Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))));
  }
}
