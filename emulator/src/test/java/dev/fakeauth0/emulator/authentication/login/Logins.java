package dev.fakeauth0.emulator.authentication.login;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Logins under way, for tests. */
public final class Logins {

  private Logins() {}

  /** A login of the client {@code web} that a browser with this device cookie began. */
  public static Interaction begunBy(String device, Instant now) {
    return Interaction.begun(
        "here",
        new AuthorizationRequest(
            "web",
            new ResponseType(true, false, false),
            ResponseMode.QUERY,
            Optional.of("http://localhost:3000/callback"),
            Optional.empty(),
            Optional.empty(),
            Map.of("scope", "openid"),
            "http://localhost:8080/"),
        Browser.fingerprint(device),
        now);
  }
}
