package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.MFA_ASSOCIATION_REFUSED;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.Item;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enrolls a second factor (Auth0 docs, "Add an Authenticator"). It works once it was used: until
 * then it is not confirmed. The first one comes with a recovery code.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#MFA_ASSOCIATION_REFUSED}.
 */
public final class MfaAssociation {

  private static final String ENROLLED = "User is already enrolled.";
  private static final String DISABLED = "The factor is not enabled.";

  /**
   * What is to be enrolled.
   *
   * @param types {@code authenticator_types}
   * @param channels {@code oob_channels}
   * @param phoneNumber {@code phone_number}
   * @param email {@code email}
   */
  public record Wanted(
      List<String> types,
      List<String> channels,
      Optional<String> phoneNumber,
      Optional<String> email) {}

  private final MfaTokens.Found waiting;
  private final Wanted wanted;
  private final String issuer;
  private final TenantDraft tenant;
  private final Instant now;

  private MfaAssociation(
      MfaTokens.Found waiting, Wanted wanted, String issuer, TenantDraft tenant, Instant now) {
    this.waiting = waiting;
    this.wanted = wanted;
    this.issuer = issuer;
    this.tenant = tenant;
    this.now = now;
  }

  /** The answer of {@code POST /mfa/associate}. */
  public static Decision<Document> decide(
      MfaTokens.Found waiting, Wanted wanted, String issuer, TenantDraft tenant, Instant now) {
    return new MfaAssociation(waiting, wanted, issuer, tenant, now).decide();
  }

  /**
   * What a user may enroll by a ticket (Management API, "Create a multi-factor authentication
   * enrollment ticket"), by the names that {@code guardian/factors} has.
   *
   * @param named the {@code factor} of the ticket, where it has one
   * @param further whether the user may have a factor already: {@code allow_multiple_enrollments}
   */
  public static Decision<List<String>> offered(
      Item user, Optional<String> named, boolean further, TenantState state) {
    if (!further && SecondFactors.hasActive(SecondFactors.active(user.id(), state))) {
      return Decision.refuse(
          MFA_ASSOCIATION_REFUSED
              .because(
                  "the user has a second factor already: the ticket enrolls the first one only")
              .fact("error", "access_denied")
              .fact("message", ENROLLED)
              .fact("user_id", user.id())
              .remedy("make a ticket with \"allow_multiple_enrollments\": true")
              .remedy("Management API: DELETE /api/v2/users/%s/authentication-methods", user.id()));
    }
    List<String> offered = new ArrayList<>();
    for (String factor : SecondFactors.enabled(state)) {
      boolean wanted = named.isEmpty() || named.get().equals(ticketName(factor));
      // A message goes to the user's own address, so whoever has none enrolls none.
      boolean possible = !factor.equals("email") || user.document().string("email").isPresent();
      if (wanted && possible && !factor.equals("recovery-code")) {
        offered.add(factor);
      }
    }
    return offered.isEmpty()
        ? Decision.refuse(
            MFA_ASSOCIATION_REFUSED
                .because("there is no factor that the ticket could enroll")
                .fact("error", "access_denied")
                .fact("message", DISABLED)
                .fact("user_id", user.id())
                .fact("factor", named.orElse("any"))
                .fact("factors", SecondFactors.enabled(state))
                .remedy("Management API: PUT /api/v2/guardian/factors/otp {\"enabled\": true}")
                .remedy("FakeAuth0 has pages for otp, phone, email and push-notification")
                .remedy("for the factor email the user needs an address"))
        : Decision.grant(offered);
  }

  private static String ticketName(String factor) {
    return factor.equals("sms") ? "phone" : factor;
  }

  private Decision<Document> decide() {
    List<Authenticator> active = SecondFactors.active(waiting.userId(), tenant.state());
    if (SecondFactors.hasActive(active) && !waiting.loggedIn()) {
      return Decision.refuse(
          refused(
                  "access_denied",
                  ENROLLED,
                  "the user has a second factor already: an mfa_token enrolls the first one only")
              .remedy(
                  "ask for an access token with audience %smfa/ and scope enroll, which takes the"
                      + " factor there is, and enroll the next with that",
                  issuer));
    }
    boolean otp = wanted.types().contains("otp");
    if (!otp && !wanted.types().contains("oob")) {
      return Decision.refuse(
          refused(
              "invalid_request",
              "authenticator_types must contain otp or oob",
              "authenticator_types names nothing that can be enrolled"));
    }
    return otp ? enabled("otp").then(any -> Decision.grant(otp())) : oob();
  }

  private Document otp() {
    String secret = Base32.encode(tenant.ids().bytes(IdSource.Kind.TOKEN, 20));
    enroll("totp", Document.of("totp_secret", secret));
    Document answer =
        Document.of(
            "authenticator_type",
            "otp",
            "secret",
            secret,
            "barcode_uri",
            "otpauth://totp/"
                + label()
                + "?secret="
                + secret
                + "&issuer="
                + encoded(tenantName())
                + "&algorithm=SHA1&digits=6&period=30");
    return withRecoveryCode(answer);
  }

  private Decision<Document> oob() {
    String channel = wanted.channels().isEmpty() ? "" : wanted.channels().get(0);
    return switch (channel) {
      case "sms", "voice" -> enabled("sms").then(any -> phone(channel));
      case "email" -> enabled("email").then(any -> email());
      case "auth0" -> enabled("push-notification").map(any -> push());
      default ->
          Decision.refuse(
              refused(
                  "invalid_request",
                  "oob_channels must contain sms, voice, email or auth0",
                  "oob_channels names no channel"));
    };
  }

  private Decision<Document> phone(String way) {
    Optional<String> number = wanted.phoneNumber().filter(text -> text.matches("\\+[0-9]{1,15}"));
    if (number.isEmpty()) {
      return Decision.refuse(
          refused(
              "invalid_request",
              wanted.phoneNumber().isEmpty()
                  ? "Missing required parameter: phone_number"
                  : "Invalid phone_number",
              "a phone is enrolled by its number: a plus sign and up to 15 digits"));
    }
    String device = device();
    Document method =
        Document.of(
            "phone_number",
            number.get(),
            "preferred_authentication_method",
            way,
            "authentication_methods",
            List.of(Document.of("id", way + '|' + device, "type", way)));
    return Decision.grant(challenged(enroll("phone", device, method), way));
  }

  private Decision<Document> email() {
    Optional<String> address = wanted.email().or(() -> user().string("email"));
    if (address.isEmpty()) {
      return Decision.refuse(
          refused(
              "invalid_request",
              "Missing required parameter: email",
              "neither the request nor the user has an e-mail address"));
    }
    return Decision.grant(
        challenged(enroll("email", Document.of("email", address.get())), "email"));
  }

  private Document push() {
    Document method = enroll("push", Document.of("name", "Auth0 Guardian"));
    Authenticator authenticator = Authenticator.of(method).get(0);
    String oobCode = MfaChallenges.sent(waiting, authenticator, tenant, now);
    return withRecoveryCode(
        Document.of(
            "authenticator_type",
            "oob",
            "barcode_uri",
            "otpauth://totp/"
                + label()
                + "?enrollment_tx_id="
                + tenant.ids().prefixed("", 32)
                + "&base_url="
                + encoded(issuer.substring(0, issuer.length() - 1)),
            "oob_channel",
            "auth0",
            "oob_code",
            oobCode));
  }

  private Document challenged(Document method, String channel) {
    Authenticator authenticator = Authenticator.of(method).get(0);
    Document answer =
        withRecoveryCode(Document.of("authenticator_type", "oob", "binding_method", "prompt"));
    return answer
        .with("oob_channel", channel)
        .with("oob_code", MfaChallenges.sent(waiting, authenticator, tenant, now));
  }

  private Document enroll(String type, Document members) {
    return enroll(type, device(), members);
  }

  private Document enroll(String type, String device, Document members) {
    String id = type + '|' + device;
    Document method =
        Document.of("id", id, "type", type, "confirmed", false)
            .with("created_at", Timestamp.of(now));
    for (String name : members.asMap().keySet()) {
      method = method.with(name, members.get(name));
    }
    tenant.put(SecondFactors.collection(waiting.userId()), id, method);
    return method;
  }

  /** A recovery code goes with the first factor, where there is none yet. */
  private Document withRecoveryCode(Document answer) {
    for (Resource method :
        tenant.state().collection(SecondFactors.collection(waiting.userId())).all()) {
      if (method.document().string("type", "").equals("recovery-code")) {
        return answer;
      }
    }
    String code = RecoveryCodes.make(tenant.ids());
    RecoveryCodes.put(waiting.userId(), code, tenant, now);
    return answer.with("recovery_codes", List.of(code));
  }

  private Decision<String> enabled(String factor) {
    return SecondFactors.enabled(tenant.state()).contains(factor)
        ? Decision.grant(factor)
        : Decision.refuse(
            refused("access_denied", DISABLED, "the factor " + factor + " is switched off")
                .fact("factors", SecondFactors.enabled(tenant.state()))
                .remedy("Management API: PUT /api/v2/guardian/factors/%s", factor));
  }

  private Diagnosis refused(String error, String words, String because) {
    return MFA_ASSOCIATION_REFUSED
        .because(because)
        .fact("error", error)
        .fact("message", words)
        .fact("user_id", waiting.userId())
        .fact("authenticator_types", Shown.text(String.join(" ", wanted.types())))
        .fact("oob_channels", Shown.text(String.join(" ", wanted.channels())))
        .remedy(
            "send {\"authenticator_types\": [\"otp\"]}, or [\"oob\"] with \"oob_channels\":"
                + " [\"sms\"] and \"phone_number\"")
        .remedy("Dashboard: Security > Multi-factor Auth: the factors that are on");
  }

  private String device() {
    return tenant.ids().prefixed("dev_");
  }

  private Document user() {
    return tenant
        .state()
        .users()
        .find(waiting.userId())
        .map(Resource::document)
        .orElse(Document.EMPTY);
  }

  private String label() {
    String name = user().string("email", user().string("username", waiting.userId()));
    return encoded(tenantName()) + ':' + encoded(name);
  }

  private String tenantName() {
    return tenant
        .state()
        .settings()
        .string("friendly_name")
        .filter(name -> !name.isEmpty())
        .orElse("FakeAuth0");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
