package dev.fakeauth0.contracts;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An issuer of the JDK's own making: no emulator is known here. */
final class SigningIssuer implements AutoCloseable {

  private final HttpServer server;
  private final RSAKey key;

  SigningIssuer() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("key-1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publish("/jwks", new JWKSet(key.toPublicJWK()).toString());
    publish("/.well-known/openid-configuration", "{\"jwks_uri\":\"" + issuer() + "jwks\"}");
    publish("/broken/.well-known/openid-configuration", "<html>");
    publish("/broken/jwks", "<html>");
    server.start();
  }

  URI issuer() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** The claims of a token that is good until the year 2100. */
  Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer().toString());
    claims.put("sub", "m2m@clients");
    claims.put("aud", "https://orders");
    claims.put("iat", 4102358400L);
    claims.put("exp", 4102444800L);
    claims.put("azp", "m2m");
    claims.put("scope", "read:orders write:orders");
    return claims;
  }

  String token(Map<String, Object> claims) throws Exception {
    return signed(header("key-1"), claims);
  }

  String tokenOfKey(String kid) throws Exception {
    return signed(kid.isEmpty() ? header(null) : header(kid), claims());
  }

  String sharedSecretToken() throws Exception {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims()));
    jws.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
    return jws.serialize();
  }

  String unsignedToken() {
    return Base64URL.encode("{\"alg\":\"none\"}") + "." + new Payload(claims()).toBase64URL() + ".";
  }

  String brokenToken() throws Exception {
    String token = token(claims());
    int dot = token.lastIndexOf('.');
    char first = token.charAt(dot + 1) == 'A' ? 'B' : 'A';
    return token.substring(0, dot + 1) + first + token.substring(dot + 2);
  }

  private JWSHeader header(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(kid).build();
  }

  private String signed(JWSHeader header, Map<String, Object> claims) throws Exception {
    JWSObject jws = new JWSObject(header, new Payload(claims));
    jws.sign(new RSASSASigner(key));
    return jws.serialize();
  }

  private void publish(String path, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
  }
}
