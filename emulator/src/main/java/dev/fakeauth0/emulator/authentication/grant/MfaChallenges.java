package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REQUIRED;
import static dev.fakeauth0.refusal.RefusalReason.UNSUPPORTED_CHALLENGE_TYPE;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.GrantedScope;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.message.Message;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a user for a second factor (Auth0 docs, "Request MFA Challenge"): sends a code or a push
 * where the factor is another channel.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#MFA_ASSOCIATION_REQUIRED} and {@code
 * UNSUPPORTED_CHALLENGE_TYPE}.
 */
public final class MfaChallenges {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private MfaChallenges() {}

  /**
   * The challenge, as it is answered.
   *
   * @param types the {@code challenge_type}s the application can deal with; all where none is sent
   * @param authenticatorId the authenticator to be asked for, where one is named
   */
  public static Decision<Document> decide(
      MfaTokens.Found waiting,
      Client client,
      Optional<String> types,
      Optional<String> authenticatorId,
      TenantDraft tenant,
      Instant now) {
    List<Authenticator> active = SecondFactors.active(waiting.userId(), tenant.state());
    if (!SecondFactors.hasActive(active)) {
      return Decision.refuse(
          MFA_ASSOCIATION_REQUIRED
              .because("user %s has no second factor that works", waiting.userId())
              .fact("user_id", waiting.userId())
              .fact("factors", SecondFactors.enabled(tenant.state()))
              .remedy("POST /mfa/associate with the mfa_token as bearer token")
              .remedy(
                  "Management API: POST /api/v2/users/%s/authentication-methods", waiting.userId())
              .remedy("Dashboard: Security > Multi-factor Auth: switch the user's factor on"));
    }
    Set<String> wanted =
        types.map(GrantedScope::words).orElse(new LinkedHashSet<>(List.of("otp", "oob")));
    for (Authenticator each : active) {
      boolean named = authenticatorId.isEmpty() || authenticatorId.get().equals(each.id());
      if (named && wanted.contains(each.kind().wireName()) && served(each, client)) {
        return Decision.grant(asked(waiting, each, tenant, now));
      }
    }
    return Decision.refuse(unsupported(wanted, active, client, authenticatorId));
  }

  /** Asks for one authenticator: the answer to {@code /mfa/challenge}. */
  public static Document asked(
      MfaTokens.Found waiting, Authenticator authenticator, TenantDraft tenant, Instant now) {
    if (authenticator.kind() == Authenticator.Kind.OTP) {
      return Document.of("challenge_type", "otp");
    }
    Document answer =
        Document.of("challenge_type", "oob", "oob_code", sent(waiting, authenticator, tenant, now));
    return bound(authenticator) ? answer.with("binding_method", "prompt") : answer;
  }

  /** Whether a code is sent that has to be sent back. */
  static boolean bound(Authenticator authenticator) {
    return !authenticator.channel().equals(Optional.of("auth0"));
  }

  /** Sends what the channel takes; gives the {@code oob_code}. */
  static String sent(
      MfaTokens.Found waiting, Authenticator authenticator, TenantDraft tenant, Instant now) {
    Instant expiry = now.plus(LIFETIME);
    Optional<String> code =
        bound(authenticator)
            ? Optional.of(tenant.ids().text(IdSource.Kind.TOKEN, "0123456789", 6))
            : Optional.empty();
    Message message = Outbox.send(letter(authenticator, waiting.userId(), code), tenant, now);
    String oobCode = SealedText.make(tenant.ids(), now, expiry);
    tenant.keep(
        oobCode,
        new OobChallenge(waiting.token(), authenticator.id(), code, message.id(), expiry),
        now.plus(MfaTransaction.REMEMBERED),
        now);
    return oobCode;
  }

  /** The message of a challenge, for whoever asks for a factor, with or without a page. */
  public static Outbox.Letter letter(
      Authenticator authenticator, String userId, Optional<String> code) {
    String to = authenticator.address().orElse(authenticator.id());
    if (code.isEmpty()) {
      return new Outbox.Letter(
          "push_challenge",
          to,
          Message.Channel.PUSH,
          Optional.empty(),
          "Login of " + userId + ": do you approve?",
          Optional.empty(),
          Optional.empty());
    }
    String text = "Your verification code is: " + code.get();
    return switch (authenticator.channel().orElse("")) {
      case "email" ->
          Outbox.Letter.email("mfa_oob_code", to, "Your verification code", text)
              .withCode(code.get());
      case "voice" ->
          Outbox.Letter.sms("mfa_oob_code", to, text)
              .withCode(code.get())
              .by(Message.Channel.VOICE);
      default -> Outbox.Letter.sms("mfa_oob_code", to, text).withCode(code.get());
    };
  }

  private static boolean served(Authenticator authenticator, Client client) {
    GrantType needed =
        authenticator.kind() == Authenticator.Kind.OTP ? GrantType.MFA_OTP : GrantType.MFA_OOB;
    return client.grantTypes().contains(needed.wireName());
  }

  private static Diagnosis unsupported(
      Set<String> wanted,
      List<Authenticator> active,
      Client client,
      Optional<String> authenticatorId) {
    Set<String> has = new LinkedHashSet<>();
    for (Authenticator each : active) {
      if (each.kind() != Authenticator.Kind.RECOVERY_CODE) {
        has.add(each.kind().wireName());
      }
    }
    List<String> sorted = new ArrayList<>(wanted);
    String words =
        wanted.size() == 1
            ? "The user does not support the requested challenge type ("
                + Shown.text(sorted.get(0))
                + ")."
            : "The user does not support any of the requested challenge types ("
                + Shown.text(String.join(", ", sorted))
                + ").";
    return UNSUPPORTED_CHALLENGE_TYPE
        .because("no second factor of the user is of a type that was asked for")
        .fact("message", words + " Supported type: " + String.join(", ", has) + ".")
        .fact("challenge_types", sorted)
        .fact("authenticators", active.stream().map(Authenticator::id).toList())
        .fact("authenticator_id", Shown.text(authenticatorId.orElse("")))
        .fact("client_grant_types", client.grantTypes())
        .remedy("send challenge_type=%s", String.join(" ", has))
        .remedy(
            "let the client use it: grant_types of %s need %s for otp, %s for oob",
            client.id(), GrantType.MFA_OTP.wireName(), GrantType.MFA_OOB.wireName());
  }
}
