package dev.fakeauth0.emulator.tenant;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;

/**
 * The API of a user's second factors, {@code https://DOMAIN/mfa/}, which every tenant has and none
 * lists (Auth0 docs, "Manage Authentication Factors with Authentication API"). Whoever asks for it
 * shows a second factor, if they have one; its tokens are good for ten minutes, which cannot be
 * changed.
 */
public final class MfaApi {

  /** The symbol that stands for its identifier, which depends on where the tenant is reached. */
  public static final String IDENTIFIER = "{issuer}mfa/";

  /** The scope to enroll a factor. */
  public static final String ENROLL = "enroll";

  /** The scope to see the factors there are. */
  public static final String READ = "read:authenticators";

  /** The scope to take one away. */
  public static final String REMOVE = "remove:authenticators";

  /** Made when somebody first asks for it. */
  private static final class Holder {
    static final ResourceServer API =
        ResourceServer.of(
            Document.of(
                "id",
                "mfa",
                "name",
                "MFA API",
                "identifier",
                IDENTIFIER,
                "is_system",
                true,
                "allow_offline_access",
                true,
                "skip_consent_for_verifiable_first_party_clients",
                true,
                "token_lifetime",
                600L,
                "token_lifetime_for_web",
                600L,
                "signing_alg",
                "RS256",
                "scopes",
                List.of(
                    Document.of("value", ENROLL),
                    Document.of("value", READ),
                    Document.of("value", REMOVE))));
  }

  private MfaApi() {}

  /** The API. */
  public static ResourceServer api() {
    return Holder.API;
  }
}
