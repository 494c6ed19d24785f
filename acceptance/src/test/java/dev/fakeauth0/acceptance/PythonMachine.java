package dev.fakeauth0.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The client of {@code src/test/python/machine.py}: Debian's Authlib and PyJWT. */
final class PythonMachine {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Path PROGRAM = Path.of("src", "test", "python", "machine.py");

  private PythonMachine() {}

  /** Skips the test where the libraries are not; {@code .ci/run} has them, and lets none skip. */
  static void assumeInstalled() throws Exception {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && ChildProcess.run(
                        List.of(PYTHON, "-c", "import authlib.jose, jwt, requests"), Map.of())
                    .status()
                == 0;
    Assumptions.assumeTrue(
        there, "needs Debian's Python clients: apt-get install python3-authlib python3-jwt");
  }

  /** Gets a token by client credentials and has both libraries judge it. */
  static JsonNode run(URI issuer, String clientId, String secret, String audience)
      throws Exception {
    return run(issuer, clientId, secret, audience, Map.of());
  }

  /** The same, trusting a certificate authority the way each library takes one. */
  static JsonNode run(URI issuer, String clientId, String secret, String audience, Path ca)
      throws Exception {
    return run(
        issuer,
        clientId,
        secret,
        audience,
        Map.of("REQUESTS_CA_BUNDLE", ca.toString(), "SSL_CERT_FILE", ca.toString()));
  }

  private static JsonNode run(
      URI issuer, String clientId, String secret, String audience, Map<String, String> trust)
      throws Exception {
    Map<String, String> environment = new HashMap<>(trust);
    environment.put("AUTH0_ISSUER", issuer.toString());
    environment.put("AUTH0_CLIENT_ID", clientId);
    environment.put("AUTH0_CLIENT_SECRET", secret);
    environment.put("AUTH0_AUDIENCE", audience);
    return ChildProcess.run(List.of(PYTHON, PROGRAM.toString()), environment).json();
  }
}
