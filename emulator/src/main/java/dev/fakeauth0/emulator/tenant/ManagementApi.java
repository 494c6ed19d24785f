package dev.fakeauth0.emulator.tenant;

/**
 * The tenant's own API. Its identifier depends on where the tenant is reached, so it is kept as a
 * symbol and shown per request.
 */
public final class ManagementApi {

  /** The symbol kept in place of the identifier {@code https://DOMAIN/api/v2/}. */
  public static final String IDENTIFIER = "{issuer}api/v2/";

  private ManagementApi() {}

  /** What stands for an identifier at an issuer: itself, but for the symbol. */
  public static String shown(String identifier, String issuer) {
    if (identifier.equals(MfaApi.IDENTIFIER)) {
      return issuer + "mfa/";
    }
    return identifier.equals(IDENTIFIER) ? issuer + "api/v2/" : identifier;
  }
}
