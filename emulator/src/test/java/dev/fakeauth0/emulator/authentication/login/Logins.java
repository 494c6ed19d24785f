package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logins under way, for tests. */
public final class Logins {

  /** The device cookie of the browser that begins them. */
  public static final String DEVICE = "a-device";

  /** The {@code acr_values} of a second factor. */
  public static final String MULTI_FACTOR =
      "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

  private Logins() {}

  /** A login of the client {@code web} that a browser with this device cookie began. */
  public static Interaction begunBy(String device, Instant now) {
    return begun("web", "http://localhost:3000/callback", device, now);
  }

  /** A login that is proven and has no page left. */
  public static Interaction loggedIn(String client, String user, String callback, Instant now) {
    Interaction begun = begun(client, callback, DEVICE, now);
    Interaction there = client.equals("members") ? begun.into("org_1") : begun;
    return there.loggedIn(new Login(user, "people", now, List.of("pwd"), Optional.empty()));
  }

  /** Keeps one in the state. */
  public static void keep(Interaction interaction, TenantDraft draft, Instant now) {
    Interactions.keep(interaction, draft, now);
  }

  /** Gives a user a session; the value of its cookie. */
  public static String session(String user, TenantDraft draft, Instant now) {
    return BrowserSession.begin(
            new Login(user, "people", now, List.of("pwd"), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            "127.0.0.1",
            "a browser",
            draft,
            now)
        .cookie();
  }

  private static Interaction begun(String client, String callback, String device, Instant now) {
    return Interaction.begun(
        "here",
        new AuthorizationRequest(
            client,
            new ResponseType(true, false, false),
            ResponseMode.QUERY,
            Optional.of(callback).filter(uri -> !uri.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            Map.of("scope", "openid", "state", "s"),
            "http://localhost:8080/"),
        Browser.fingerprint(device),
        now);
  }
}
