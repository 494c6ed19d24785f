package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A second factor of a user as the MFA API shows it (Auth0 docs, "Manage Authentication Factors
 * with Authentication API"). What is stored is the user's authentication methods, which the
 * Management API shows and deletes as well; a phone is one authenticator for each way it is reached
 * by.
 *
 * @param id the id, such as {@code sms|dev_1}
 * @param kind what it is asked for by
 * @param channel the {@code oob_channel}: {@code sms}, {@code voice}, {@code email}, {@code auth0}
 * @param active whether it was used once, and so is known to work
 * @param address the phone number or e-mail address
 * @param method the authentication method it is of
 */
public record Authenticator(
    String id,
    Kind kind,
    Optional<String> channel,
    boolean active,
    Optional<String> address,
    Document method) {

  /** What an authenticator is asked for by. */
  public enum Kind {
    /** A one-time password of an app. */
    OTP("otp"),
    /** A code or question by another channel. */
    OOB("oob"),
    /** A code to be kept for when all else is lost. */
    RECOVERY_CODE("recovery-code");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The {@code authenticator_type}. */
    public String wireName() {
      return wireName;
    }
  }

  /** The authenticators of an authentication method; none of what the MFA API does not ask for. */
  static List<Authenticator> of(Document method) {
    String id = method.string("id", "");
    boolean active = method.flag("confirmed", false);
    return switch (method.string("type", "")) {
      case "totp" ->
          List.of(
              new Authenticator(id, Kind.OTP, Optional.empty(), active, Optional.empty(), method));
      case "push", "guardian" ->
          List.of(
              new Authenticator(
                  id, Kind.OOB, Optional.of("auth0"), active, method.string("name"), method));
      case "email" ->
          List.of(
              new Authenticator(
                  id, Kind.OOB, Optional.of("email"), active, method.string("email"), method));
      case "recovery-code" ->
          List.of(
              new Authenticator(
                  id, Kind.RECOVERY_CODE, Optional.empty(), active, Optional.empty(), method));
      case "phone" -> phone(method, active);
      default -> List.of();
    };
  }

  private static List<Authenticator> phone(Document method, boolean active) {
    List<Authenticator> ways = new ArrayList<>();
    for (Document way : method.objects("authentication_methods")) {
      ways.add(
          new Authenticator(
              way.string("id", ""),
              Kind.OOB,
              way.string("type"),
              active,
              method.string("phone_number"),
              method));
    }
    return ways;
  }

  /** The factor it is, by its name in {@code guardian/factors}. */
  public String factor() {
    return switch (kind) {
      case OTP -> "otp";
      case RECOVERY_CODE -> "recovery-code";
      case OOB ->
          switch (channel.orElse("")) {
            case "auth0" -> "push-notification";
            case "email" -> "email";
            default -> "sms";
          };
    };
  }

  /** The name by which an application asks for it: {@code mfa_requirements}. */
  String requirement() {
    return factor().equals("sms") ? "phone" : factor();
  }

  /** As {@code GET /mfa/authenticators} shows it. */
  public Document shown() {
    Document shown = Document.of("id", id, "authenticator_type", kind.wireName(), "active", active);
    if (channel.isPresent()) {
      shown = shown.with("oob_channel", channel.get());
    }
    return address.isPresent() ? shown.with("name", masked(address.get())) : shown;
  }

  /** As much of an address as is shown: the last four figures, or the first letters. */
  private String masked(String text) {
    if (!channel.equals(Optional.of("email"))) {
      int hidden = Math.max(0, text.length() - 4);
      return channel.equals(Optional.of("auth0"))
          ? text
          : "X".repeat(hidden) + text.substring(hidden);
    }
    int at = text.indexOf('@');
    return at < 1
        ? "****"
        : text.charAt(0)
            + "****@"
            + text.substring(at + 1, Math.min(text.length(), at + 2))
            + "****";
  }
}
