package dev.fakeauth0.emulator.authentication.grant;

import java.util.Optional;

/** The values of {@code grant_type} that Auth0 knows (Auth0 docs, "Application Grant Types"). */
public enum GrantType {
  /** RFC 6749 section 4.4. */
  CLIENT_CREDENTIALS("client_credentials", "Client Credentials"),
  /** RFC 6749 section 4.1. */
  AUTHORIZATION_CODE("authorization_code", "Authorization Code"),
  /** RFC 6749 section 6. */
  REFRESH_TOKEN("refresh_token", "Refresh Token"),
  /** RFC 6749 section 4.3. */
  PASSWORD("password", "Password"),
  /** Password, for one connection. */
  PASSWORD_REALM("http://auth0.com/oauth/grant-type/password-realm", "Password"),
  /** RFC 8628. */
  DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code", "Device Code"),
  /** A code sent by e-mail or SMS. */
  PASSWORDLESS_OTP("http://auth0.com/oauth/grant-type/passwordless/otp", "Passwordless OTP"),
  /** Second factor: a one-time password. */
  MFA_OTP("http://auth0.com/oauth/grant-type/mfa-otp", "MFA"),
  /** Second factor: another channel. */
  MFA_OOB("http://auth0.com/oauth/grant-type/mfa-oob", "MFA"),
  /** Second factor: a recovery code. */
  MFA_RECOVERY_CODE("http://auth0.com/oauth/grant-type/mfa-recovery-code", "MFA"),
  /** RFC 8693. */
  TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange", "Token Exchange"),
  /** A token of an identity provider, out of the Token Vault. */
  FEDERATED_CONNECTION_ACCESS_TOKEN(
      "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
      "Token Vault"),
  /** OpenID Connect Client-Initiated Backchannel Authentication. */
  CIBA("urn:openid:params:grant-type:ciba", "Client Initiated Backchannel Authentication (CIBA)"),
  /** RFC 7523 section 2.1, for Cross App Access. */
  JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer", "JWT Bearer"),
  /** Native passkeys. */
  WEBAUTHN("urn:okta:params:oauth:grant-type:webauthn", "Passkey");

  private final String wireName;
  private final String dashboardName;

  GrantType(String wireName, String dashboardName) {
    this.wireName = wireName;
    this.dashboardName = dashboardName;
  }

  /** The value of the parameter. */
  public String wireName() {
    return wireName;
  }

  /** The name by the box to tick in the Dashboard. */
  public String dashboardName() {
    return dashboardName;
  }

  /** The grant type of a parameter's value. */
  public static Optional<GrantType> of(String wireName) {
    for (GrantType type : values()) {
      if (type.wireName.equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
