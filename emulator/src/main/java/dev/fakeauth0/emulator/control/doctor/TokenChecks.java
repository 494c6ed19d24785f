package dev.fakeauth0.emulator.control.doctor;

import java.util.List;

/** The checks of the token endpoint, by the names people read, in the order they are made. */
public final class TokenChecks {

  static final String REQUEST = "request";
  static final String CLIENT = "client";
  static final String GRANT_TYPE = "grant type";
  static final String AUDIENCE = "audience";
  static final String CLIENT_GRANT = "client grant";
  static final String ORGANIZATION = "organization";

  /** All of them. */
  public static final List<String> ALL =
      List.of(REQUEST, CLIENT, GRANT_TYPE, AUDIENCE, CLIENT_GRANT, ORGANIZATION);

  /** What single grant types check: codes, refresh tokens, passwords and the users behind them. */
  static final String GRANT = "grant";

  /** What is no check of its own: limits, defects. */
  static final String ENDPOINT = "token endpoint";

  private TokenChecks() {}

  /** The check that refuses for a reason, given in kebab case. */
  public static String of(String reason) {
    return switch (reason) {
      case "malformed-body", "parameter-repeated", "parameter-invalid", "body-too-large" -> REQUEST;
      case "grant-type-not-allowed", "grant-type-missing", "unsupported-grant-type" -> GRANT_TYPE;
      case "audience-missing", "unknown-audience" -> AUDIENCE;
      case "client-grant-missing", "api-access-denied" -> CLIENT_GRANT;
      case "organization-required",
          "organization-not-allowed",
          "organization-invalid",
          "organization-denied" ->
          ORGANIZATION;
      case "rate-limited", "token-refused", "internal-error" -> ENDPOINT;
      case "client-id-missing",
          "unknown-client",
          "client-secret-missing",
          "invalid-client",
          "client-authentication-method-mismatch",
          "several-client-credentials",
          "malformed-basic-credentials",
          "invalid-client-assertion",
          "client-assertion-replayed",
          "public-client" ->
          CLIENT;
      default -> GRANT;
    };
  }

  /** The checks made before one; none before what is no check. */
  public static List<String> before(String check) {
    int place = ALL.indexOf(check);
    return place < 0 ? List.of() : ALL.subList(0, place);
  }
}
