package dev.fakeauth0.acceptance.oldlibraries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.emulator.Emulator;
import dev.fakeauth0.emulator.EmulatorConfig;
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
import org.junit.jupiter.api.io.TempDir;

/**
 * The emulator's libraries are relocated into its jar, so that a caller's class path does not feel
 * them: here is a caller with an Undertow, a Nimbus and a Jackson of years ago.
 */
class OldLibrariesIT {

  private static final byte[] SECRET = "a secret of thirty-two bytes, ok.".getBytes(UTF_8);

  @Test
  void brings_nothing_but_its_own_packages_to_the_class_path() throws Exception {
    Path jar = jarOf("dev/fakeauth0/emulator/Emulator.class");

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

  @Test
  void gets_a_token_that_its_own_old_nimbus_verifies(@TempDir Path cache) throws Exception {
    try (var emulator =
        Emulator.start(EmulatorConfig.defaults().httpsPort(0).cacheDirectory(cache))) {
      FakeAuth0 auth0 = emulator.first();

      JWTClaimsSet plain = verified(tokenAt(auth0.issuer(), HttpClient.newHttpClient()), auth0);
      JWTClaimsSet encrypted =
          verified(
              tokenAt(
                  auth0.httpsIssuer().orElseThrow(),
                  HttpClient.newBuilder().sslContext(auth0.sslContext()).build()),
              auth0);

      assertThat(plain.getAudience()).containsExactly("https://api.example.com");
      assertThat(plain.getIssuer()).isEqualTo(auth0.issuer().toString());
      assertThat(encrypted.getIssuer()).isEqualTo(auth0.httpsIssuer().orElseThrow().toString());
    }
  }

  /** The access token that the machine client of the default preset gets. */
  private static String tokenAt(URI issuer, HttpClient client) throws Exception {
    HttpResponse<String> reply =
        client.send(
            HttpRequest.newBuilder(issuer.resolve("oauth/token"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        new ObjectMapper()
                            .writeValueAsString(
                                Map.of(
                                    "grant_type", "client_credentials",
                                    "client_id", "m2m",
                                    "client_secret", "m2m-secret",
                                    "audience", "https://api.example.com"))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new ObjectMapper().readTree(reply.body()).get("access_token").asText();
  }

  private static JWTClaimsSet verified(String token, FakeAuth0 auth0) throws Exception {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256,
            new ImmutableJWKSet<>(
                JWKSet.load(auth0.issuer().resolve(".well-known/jwks.json").toURL()))));
    return processor.process(token, null);
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
