package dev.fakeauth0.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One keep-alive connection that logs a user in by the pages, with code and PKCE, over a bare
 * socket: on two cores, whatever the client spends is missing from the server. Each login is that
 * of a browser without cookies. For one thread.
 */
final class LoginConnection implements AutoCloseable {

  /**
   * What the logins need beside the default preset; consent to a verifiable callback is skipped.
   */
  static final String SEED =
      """
      {"resourceServers": [{
        "name": "Example API",
        "identifier": "https://api.example.com",
        "signing_alg": "RS256",
        "skip_consent_for_verifiable_first_party_clients": true,
        "scopes": [{"value": "read:messages"}, {"value": "write:messages"}]
      }],
      "clients": [{
        "name": "Benchmark",
        "client_id": "benchmark",
        "app_type": "spa",
        "oidc_conformant": true,
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code"],
        "callbacks": ["https://app.example.com/callback"],
        "jwt_configuration": {"alg": "RS256"}
      }],
      "databases": [{
        "name": "Username-Password-Authentication",
        "strategy": "auth0",
        "enabled_clients": ["benchmark"]
      }]}
      """;

  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String VERIFIER = "a-verifier-that-is-as-long-as-rfc-7636-wants-it-to-be";
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private final String authorize;
  private final byte[] buffer = new byte[64 * 1024];
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private LoginConnection(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.host = host;
    this.authorize =
        "/authorize?response_type=code&client_id=benchmark&scope=openid%20read%3Amessages&state=s"
            + "&audience=https%3A%2F%2Fapi.example.com&code_challenge_method=S256&code_challenge="
            + challenge()
            + "&redirect_uri="
            + encoded(CALLBACK);
  }

  /** A connection to the server that has this token endpoint. */
  static LoginConnection to(URI endpoint) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), endpoint.getPort()));
      return new LoginConnection(socket, endpoint.getAuthority());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Logs in once: authorize, submit identifier and password, resume, exchange.
   *
   * @return the length of the token endpoint's answer in characters
   * @throws IOException if a step does not lead to the next one
   */
  int login() throws IOException {
    cookies.clear();
    String page = location(send("GET", authorize, ""));
    String state = page.substring(page.indexOf("state=") + "state=".length());
    String resume =
        location(
            send(
                "POST",
                "/u/login?state=" + state,
                "state=" + state + "&username=ada%40example.com&password=Passw0rd%21"));
    String answer = location(send("GET", resume, ""));
    int code = answer.indexOf("code=");
    if (!answer.startsWith(CALLBACK) || code < 0) {
      throw new IOException("no code: " + answer);
    }
    int end = answer.indexOf('&', code);
    String tokens =
        send(
            "POST",
            "/oauth/token",
            "grant_type=authorization_code&client_id=benchmark&redirect_uri="
                + encoded(CALLBACK)
                + "&code_verifier="
                + VERIFIER
                + '&'
                + answer.substring(code, end < 0 ? answer.length() : end));
    if (!tokens.contains("\"id_token\"")) {
      throw new IOException("no tokens: " + tokens);
    }
    return tokens.length();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String send(String method, String path, String form) throws IOException {
    StringBuilder request = new StringBuilder(512);
    request.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (!cookies.isEmpty()) {
      String separator = "\r\nCookie: ";
      for (Map.Entry<String, String> cookie : cookies.entrySet()) {
        request.append(separator).append(cookie.getKey()).append('=').append(cookie.getValue());
        separator = "; ";
      }
    }
    if (!form.isEmpty()) {
      request
          .append("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
          .append(form.length());
    }
    request.append("\r\n\r\n").append(form);
    out.write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    return answer();
  }

  private String answer() throws IOException {
    int filled = 0;
    int whole = Integer.MAX_VALUE;
    int bodyAt = -1;
    while (filled < whole) {
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count <= 0) {
        throw new EOFException("the server closed the connection, or answered too much");
      }
      filled += count;
      if (bodyAt < 0) {
        String sofar = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
        int blank = sofar.indexOf("\r\n\r\n");
        if (blank >= 0) {
          bodyAt = blank + 4;
          String head = sofar.substring(0, blank + 2);
          whole = bodyAt + Integer.parseInt(field(head, "content-length: ", 0, "0"));
          keepCookies(head);
        }
      }
    }
    return new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
  }

  private void keepCookies(String head) {
    int at = indexOf(head, "set-cookie: ", 0);
    while (at >= 0) {
      int from = at + "set-cookie: ".length();
      int equals = head.indexOf('=', from);
      cookies.put(
          head.substring(from, equals),
          head.substring(equals + 1, Math.min(end(head, equals, ";"), end(head, equals, "\r"))));
      at = indexOf(head, "set-cookie: ", from);
    }
  }

  private static int end(String head, int from, String mark) {
    int at = head.indexOf(mark, from);
    return at < 0 ? head.length() : at;
  }

  private static String location(String answer) throws IOException {
    String location = field(answer, "location: ", 0, "");
    if (location.isEmpty()) {
      throw new IOException("no redirect: " + answer);
    }
    return location;
  }

  private static String field(String head, String name, int from, String otherwise) {
    int at = indexOf(head, name, from);
    return at < 0 ? otherwise : head.substring(at + name.length(), head.indexOf('\r', at));
  }

  private static int indexOf(String head, String name, int from) {
    for (int at = head.indexOf('\n', from); at >= 0; at = head.indexOf('\n', at + 1)) {
      if (head.regionMatches(true, at + 1, name, 0, name.length())) {
        return at + 1;
      }
    }
    return -1;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
