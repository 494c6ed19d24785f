package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Authenticator;
import dev.fakeauth0.emulator.authentication.grant.FactorAttempts;
import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.authentication.grant.MfaAssociation;
import dev.fakeauth0.emulator.authentication.grant.MfaChallenges;
import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.authentication.grant.MfaTransaction;
import dev.fakeauth0.emulator.authentication.grant.OneTimePasswords;
import dev.fakeauth0.emulator.authentication.grant.OobChallenge;
import dev.fakeauth0.emulator.authentication.grant.RecoveryCodes;
import dev.fakeauth0.emulator.authentication.grant.SecondFactors;
import dev.fakeauth0.emulator.authentication.grant.UserAuthorization;
import dev.fakeauth0.emulator.authentication.page.AuthenticatorChoice;
import dev.fakeauth0.emulator.authentication.page.AuthenticatorsView;
import dev.fakeauth0.emulator.authentication.page.CodeView;
import dev.fakeauth0.emulator.authentication.page.EntryView;
import dev.fakeauth0.emulator.authentication.page.InputField;
import dev.fakeauth0.emulator.authentication.page.OtpEnrollmentView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.PushView;
import dev.fakeauth0.emulator.authentication.page.RecoveryCodeView;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.PushAnswer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The pages for a second factor (Auth0 docs, "Multi-Factor Authentication Factors"): to show one,
 * to pick another, and to enroll the first.
 */
enum FactorPages implements LoginPage {
  /** A code of an app; where every second factor begins. */
  OTP("/u/mfa-otp", "otp"),
  /** A code by text message. */
  SMS("/u/mfa-sms", "sms"),
  /** A code by e-mail. */
  EMAIL("/u/mfa-email", "email"),
  /** A question on a phone. */
  PUSH("/u/mfa-push", "push-notification"),
  /** A recovery code. */
  RECOVERY("/u/mfa-recovery-code", "recovery-code"),
  /** Which factor. */
  OPTIONS("/u/mfa-login-options", ""),
  /** A first app. */
  ENROLL_OTP("/u/mfa-otp-enrollment", "otp"),
  /** A first phone. */
  ENROLL_SMS("/u/mfa-sms-enrollment", "sms"),
  /** The recovery code that comes with a first factor, or after another was used. */
  RECOVERY_SHOWN("/u/mfa-recovery-code-enrollment", "");

  private static final String TITLE = "Secure your account";
  private static final String WHICH = "Select what is asked for when you log in.";

  private final String path;
  private final String factor;

  FactorPages(String path, String factor) {
    this.path = path;
    this.factor = factor;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean open(Interaction interaction, NextStep next) {
    return next == NextStep.MFA;
  }

  /** Sends what has to be sent, begins an enrollment, or leads to the page of a factor there is. */
  @Override
  public Optional<String> arrive(
      Interaction interaction, PageForm form, TenantDraft tenant, Instant now) {
    String user = interaction.login().orElseThrow().userId();
    FactorState state = state(interaction, tenant.state(), now);
    List<Authenticator> active = SecondFactors.active(user, tenant.state());
    boolean enrolled = SecondFactors.hasActive(active);
    Optional<EnrollmentVisit> visit = EnrollmentVisit.of(interaction, tenant.state(), now);
    if (visit.isPresent()) {
      return arrive(visit.get(), interaction, state, form, tenant, now);
    }
    return switch (this) {
      case OTP, SMS, EMAIL, PUSH -> {
        Optional<Authenticator> own = own(interaction, state, tenant.state());
        if (own.isEmpty()) {
          yield elsewhere(active, enrolled, tenant.state());
        }
        if (this != OTP && !own.get().id().equals(state.authenticatorId().orElse(""))) {
          ask(own.get(), interaction, state, tenant, now);
        }
        yield Optional.empty();
      }
      case ENROLL_OTP -> {
        if (enrolled) {
          yield Optional.of(OTP.path);
        }
        if (state.secret().isEmpty()) {
          begin(interaction, "otp", "", Optional.empty(), form, tenant, now);
        }
        yield Optional.empty();
      }
      case ENROLL_SMS -> enrolled ? Optional.of(OTP.path) : Optional.empty();
      case RECOVERY_SHOWN -> state.shown() ? Optional.empty() : Optional.of(OTP.path);
      case RECOVERY, OPTIONS -> enrolled ? Optional.empty() : Optional.of(OTP.path);
    };
  }

  /** The same where a ticket enrolls a factor: those that there are already are not asked for. */
  private Optional<String> arrive(
      EnrollmentVisit visit,
      Interaction interaction,
      FactorState state,
      PageForm form,
      TenantDraft tenant,
      Instant now) {
    if (state.shown()) {
      return this == RECOVERY_SHOWN ? Optional.empty() : Optional.of(RECOVERY_SHOWN.path);
    }
    if (this == OPTIONS) {
      return Optional.empty();
    }
    if (!visit.factors().contains(factor) || this == OTP) {
      return Optional.of(first(visit).path);
    }
    switch (this) {
      case ENROLL_OTP -> {
        if (state.secret().isEmpty()) {
          begin(interaction, "otp", "", Optional.empty(), form, tenant, now);
        }
      }
      case SMS -> {
        if (own(interaction, state, tenant.state()).isEmpty()) {
          return Optional.of(ENROLL_SMS.path);
        }
      }
      case EMAIL, PUSH -> {
        if (own(interaction, state, tenant.state()).isEmpty()) {
          String channel = this == EMAIL ? "email" : "auth0";
          begin(interaction, "oob", channel, Optional.empty(), form, tenant, now);
        }
      }
      default -> {}
    }
    return Optional.empty();
  }

  /** Where an enrollment by a ticket begins: with the only factor, or with the question which. */
  private static FactorPages first(EnrollmentVisit visit) {
    return visit.choice() ? OPTIONS : enrolling(visit.factors().get(0));
  }

  /** The page that enrolls a factor. */
  private static FactorPages enrolling(String factor) {
    return switch (factor) {
      case "sms" -> ENROLL_SMS;
      case "email" -> EMAIL;
      case "push-notification" -> PUSH;
      default -> ENROLL_OTP;
    };
  }

  /**
   * The authenticator this page asks for: one that works, or the one being enrolled, which is the
   * only one that a ticket is about.
   */
  private Optional<Authenticator> own(
      Interaction interaction, FactorState asked, TenantState state) {
    return SecondFactors.of(user(interaction), state).stream()
        .filter(
            each ->
                each.factor().equals(factor)
                    && ((each.active() && !interaction.enrolls())
                        || each.id().equals(asked.authenticatorId().orElse("")))
                    && SecondFactors.enabled(state).contains(factor))
        .findFirst();
  }

  private static Optional<String> elsewhere(
      List<Authenticator> active, boolean enrolled, TenantState state) {
    if (enrolled) {
      for (Authenticator each : active) {
        for (FactorPages page : List.of(OTP, SMS, EMAIL, PUSH)) {
          if (each.factor().equals(page.factor)) {
            return Optional.of(page.path);
          }
        }
      }
    }
    return Optional.of(
        SecondFactors.enabled(state).contains("otp") ? ENROLL_OTP.path : ENROLL_SMS.path);
  }

  @Override
  public Page show(Sight sight) {
    Interaction interaction = sight.interaction();
    String id = interaction.id();
    FactorState state = state(interaction, sight.state(), sight.now());
    String user = interaction.login().orElseThrow().userId();
    Optional<EnrollmentVisit> visit = EnrollmentVisit.of(interaction, sight.state(), sight.now());
    boolean others =
        visit
            .map(EnrollmentVisit::choice)
            .orElseGet(() -> SecondFactors.active(user, sight.state()).size() > 1);
    List<String> enabled = SecondFactors.enabled(sight.state());
    return switch (this) {
      case OTP -> Pages.code(sight.frame(), CodeView.authenticator(id, others, sight.error()));
      case SMS, EMAIL ->
          Pages.code(
              sight.frame(),
              CodeView.message(
                  id,
                  own(interaction, state, sight.state())
                      .map(each -> each.shown().string("name", ""))
                      .orElse("you"),
                  others,
                  sight.error()));
      case PUSH ->
          Pages.push(
              sight.frame(),
              new PushView(
                  id,
                  own(interaction, state, sight.state())
                      .flatMap(Authenticator::address)
                      .orElse("you"),
                  false,
                  sight.error()));
      case RECOVERY -> Pages.code(sight.frame(), CodeView.recovery(id, others, sight.error()));
      case OPTIONS ->
          Pages.authenticators(
              sight.frame(),
              visit
                  .map(enrolls -> new AuthenticatorsView(id, TITLE, WHICH, choices(enrolls)))
                  .orElseGet(
                      () ->
                          new AuthenticatorsView(
                              id,
                              "Select a method",
                              "to verify your identity.",
                              choices(user, sight.state()))));
      case ENROLL_OTP ->
          Pages.otpEnrollment(
              sight.frame(),
              new OtpEnrollmentView(
                  id,
                  state.uri().orElse(""),
                  state.secret().orElse(""),
                  visit.isPresent() ? others : enabled.contains("sms"),
                  sight.error()));
      case ENROLL_SMS ->
          Pages.entry(
              sight.frame(),
              new EntryView(
                  id,
                  TITLE,
                  "Enter a phone number that codes can be sent to, with a plus sign in front.",
                  InputField.phone("phone", sight.form().text("phone"), true),
                  "Continue",
                  visit.isPresent() ? others : enabled.contains("otp"),
                  "",
                  false,
                  sight.error()));
      case RECOVERY_SHOWN ->
          Pages.recoveryCode(
              sight.frame(),
              new RecoveryCodeView(id, state.recoveryCode().orElse(""), sight.error()));
    };
  }

  private static List<AuthenticatorChoice> choices(EnrollmentVisit visit) {
    List<AuthenticatorChoice> choices = new ArrayList<>();
    for (String factor : visit.factors()) {
      choices.add(
          switch (factor) {
            case "sms" -> new AuthenticatorChoice(factor, "Text message", "A code to your phone");
            case "email" -> new AuthenticatorChoice(factor, "Email", "A code to your address");
            case "push-notification" ->
                new AuthenticatorChoice(factor, "Push notification", "A question on your phone");
            default -> new AuthenticatorChoice(factor, "Authenticator app", "One-time code");
          });
    }
    return choices;
  }

  private static List<AuthenticatorChoice> choices(String user, TenantState state) {
    List<AuthenticatorChoice> choices = new ArrayList<>();
    for (Authenticator each : SecondFactors.active(user, state)) {
      String name = each.shown().string("name", "");
      switch (each.factor()) {
        case "otp" ->
            choices.add(new AuthenticatorChoice("otp", "Authenticator app", "One-time code"));
        case "sms" -> choices.add(new AuthenticatorChoice("sms", "Text message", name));
        case "email" -> choices.add(new AuthenticatorChoice("email", "Email", name));
        case "push-notification" ->
            choices.add(new AuthenticatorChoice("push-notification", "Push notification", name));
        default -> choices.add(new AuthenticatorChoice("recovery-code", "Recovery code", ""));
      }
    }
    return choices;
  }

  @Override
  public Decision<Onward> take(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    FactorState state = state(interaction, tenant.state(), now);
    Optional<EnrollmentVisit> visit = EnrollmentVisit.of(interaction, tenant.state(), now);
    if (visit.isPresent()) {
      Optional<String> instead = instead(form, visit.get(), state);
      if (instead.isPresent()) {
        return Decision.grant(Onward.to(instead.get(), interaction));
      }
    }
    if (form.action().equals("pick-authenticator")) {
      return Decision.grant(Onward.to(another(), interaction));
    }
    return switch (this) {
      case OTP, ENROLL_OTP ->
          tried(
                  FactorAttempts.Kind.CODE,
                  interaction,
                  () ->
                      OneTimePasswords.spend(
                              user(interaction),
                              visit.flatMap(any -> state.secret()),
                              form.text("code"),
                              tenant,
                              now)
                          .isPresent(),
                  "the code is not one of the user's apps now",
                  tenant,
                  now)
              .map(any -> done(interaction, state, tenant, now));
      case SMS, EMAIL -> byMessage(form, interaction, state, tenant, now);
      case PUSH -> byPush(form, interaction, state, tenant, now);
      case RECOVERY -> byRecoveryCode(form, interaction, state, tenant, now);
      case OPTIONS -> picked(form.action(), interaction);
      case ENROLL_SMS -> phone(form, interaction, tenant, now);
      case RECOVERY_SHOWN -> {
        if (!state.shown()) {
          yield Decision.grant(Onward.to(OTP.path, interaction));
        }
        tenant.drop(FactorState.class, interaction.id());
        yield Decision.grant(Onward.of(proven(interaction, now)));
      }
    };
  }

  /** Where a form leads that is not taken while a ticket enrolls a factor. */
  private Optional<String> instead(PageForm form, EnrollmentVisit visit, FactorState state) {
    if (state.shown()) {
      return this == RECOVERY_SHOWN ? Optional.empty() : Optional.of(RECOVERY_SHOWN.path);
    }
    if (this == OPTIONS) {
      return Optional.of(
          visit.factors().contains(form.action()) ? enrolling(form.action()).path : OPTIONS.path);
    }
    if (form.action().equals("pick-authenticator")) {
      return Optional.of(OPTIONS.path);
    }
    boolean begun = this != ENROLL_OTP || state.secret().isPresent();
    return begun && this != OTP && visit.factors().contains(factor)
        ? Optional.empty()
        : Optional.of(first(visit).path);
  }

  private String another() {
    return switch (this) {
      case ENROLL_OTP -> ENROLL_SMS.path;
      case ENROLL_SMS -> ENROLL_OTP.path;
      default -> OPTIONS.path;
    };
  }

  private static Decision<Onward> picked(String action, Interaction interaction) {
    for (FactorPages page : List.of(OTP, SMS, EMAIL, PUSH, RECOVERY)) {
      if (page.factor.equals(action)) {
        return Decision.grant(Onward.to(page.path, interaction));
      }
    }
    return Decision.grant(Onward.to(OPTIONS.path, interaction));
  }

  private Decision<Onward> byMessage(
      PageForm form, Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    if (form.action().equals("resend-code")) {
      own(interaction, state, tenant.state())
          .ifPresent(own -> ask(own, interaction, state, tenant, now));
      return Decision.grant(Onward.to(path, interaction));
    }
    return tried(
            FactorAttempts.Kind.CODE,
            interaction,
            () ->
                challenge(state, tenant, now)
                    .filter(asked -> asked.bindingCode().equals(Optional.of(form.text("code"))))
                    .isPresent(),
            "the code is not the one of the newest message",
            tenant,
            now)
        .map(any -> done(interaction, used(interaction, state, tenant, now), tenant, now));
  }

  /** Looks whether a code is right, unless too many were wrong. */
  private static Decision<Boolean> tried(
      FactorAttempts.Kind kind,
      Interaction interaction,
      BooleanSupplier right,
      String otherwise,
      TenantDraft tenant,
      Instant now) {
    String user = user(interaction);
    Optional<Diagnosis> exceeded = FactorAttempts.refusal(kind, user, tenant, now);
    if (exceeded.isPresent()) {
      return Decision.refuse(
          FieldErrors.refusal(
                  "code",
                  "too-many-failures",
                  FactorAttempts.WORDS,
                  exceeded.get().because(),
                  "wait: another code may be tried every six minutes; or PUT /__admin/clock")
              .fact("next_at", String.valueOf(exceeded.get().facts().get("next_at"))));
    }
    if (right.getAsBoolean()) {
      return Decision.grant(true);
    }
    FactorAttempts.failed(kind, user, tenant, now);
    return Decision.refuse(wrongCode(otherwise));
  }

  private Decision<Onward> byPush(
      PageForm form, Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    if (form.action().equals("resend")) {
      own(interaction, state, tenant.state())
          .ifPresent(own -> ask(own, interaction, state, tenant, now));
      return Decision.grant(Onward.to(path, interaction));
    }
    Optional<OobChallenge> asked = challenge(state, tenant, now);
    if (asked.isPresent() && form.action().startsWith("device-")) {
      PushAnswer.give(asked.get().messageId(), form.action().equals("device-approve"), tenant, now);
    }
    Optional<Boolean> answer =
        asked.flatMap(sent -> PushAnswer.to(sent.messageId(), tenant.state(), now));
    if (answer.equals(Optional.of(true))) {
      return Decision.grant(done(interaction, used(interaction, state, tenant, now), tenant, now));
    }
    return Decision.refuse(
        FieldErrors.refusal(
            "",
            answer.isPresent() ? "transaction-rejected" : "polling-interval-exceeded",
            answer.isPresent()
                ? "We have received a rejection from your device"
                : "We have not received a confirmation yet",
            answer.isPresent() ? "the push was rejected" : "nobody answered the push",
            "approve on the page, or POST /__admin/messages/{id}/answer {\"approve\": true}"));
  }

  private static Decision<Onward> byRecoveryCode(
      PageForm form, Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    String user = user(interaction);
    return tried(
            FactorAttempts.Kind.RECOVERY_CODE,
            interaction,
            () -> RecoveryCodes.matches(user, form.text("code"), tenant.state()),
            "the code is not the user's recovery code",
            tenant,
            now)
        .map(
            any -> {
              String next = RecoveryCodes.make(tenant.ids());
              RecoveryCodes.put(user, next, tenant, now);
              keep(interaction, state.showing(next), tenant, now);
              return Onward.to(RECOVERY_SHOWN.path, interaction);
            });
  }

  private static Decision<Onward> phone(
      PageForm form, Interaction interaction, TenantDraft tenant, Instant now) {
    return begin(interaction, "oob", "sms", Optional.of(form.text("phone")), form, tenant, now)
        .fold(
            begun -> Decision.grant(Onward.to(SMS.path, interaction)),
            refused ->
                Decision.refuse(
                    FieldErrors.refusal(
                        "phone",
                        "invalid-phone",
                        "Phone number is not valid",
                        refused.because(),
                        "enter a number such as +15550100")));
  }

  /** Begins the enrollment of a factor. */
  private static Decision<Document> begin(
      Interaction interaction,
      String type,
      String channel,
      Optional<String> number,
      PageForm form,
      TenantDraft tenant,
      Instant now) {
    return MfaAssociation.decide(
            waiting(interaction),
            new MfaAssociation.Wanted(List.of(type), List.of(channel), number, Optional.empty()),
            form.issuer(),
            tenant,
            now)
        .map(
            answer -> {
              FactorState state =
                  state(interaction, tenant.state(), now)
                      .enrolling(
                          answer.string("secret"),
                          answer.string("barcode_uri"),
                          answer.strings("recovery_codes").stream().findFirst());
              Optional<OobChallenge> sent =
                  answer
                      .string("oob_code")
                      .flatMap(code -> tenant.kept(OobChallenge.class, code, now));
              keep(
                  interaction,
                  sent.isPresent()
                      ? state.asked(sent.get().authenticatorId(), answer.string("oob_code", ""))
                      : state,
                  tenant,
                  now);
              return answer;
            });
  }

  /** Sends what the channel takes. */
  private static void ask(
      Authenticator authenticator,
      Interaction interaction,
      FactorState state,
      TenantDraft tenant,
      Instant now) {
    Document asked = MfaChallenges.asked(waiting(interaction), authenticator, tenant, now);
    keep(interaction, state.asked(authenticator.id(), asked.string("oob_code", "")), tenant, now);
  }

  private static Optional<OobChallenge> challenge(
      FactorState state, TenantDraft tenant, Instant now) {
    return state
        .oobCode()
        .flatMap(code -> tenant.kept(OobChallenge.class, code, now))
        .filter(asked -> asked.expiresAt().isAfter(now));
  }

  /** Says of the authenticator that was asked that it works. */
  private static FactorState used(
      Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    String user = user(interaction);
    for (Authenticator each : SecondFactors.of(user, tenant.state())) {
      if (each.id().equals(state.authenticatorId().orElse(""))) {
        OneTimePasswords.used(user, each, tenant, now);
        break;
      }
    }
    state.oobCode().ifPresent(code -> tenant.drop(OobChallenge.class, code));
    return state;
  }

  /** The factor is shown; a recovery code that came with it is to be seen first. */
  private static Onward done(
      Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    EnrollmentVisit.of(interaction, tenant.state(), now).ifPresent(visit -> visit.spend(tenant));
    if (state.recoveryCode().isPresent()) {
      keep(interaction, state.showing(state.recoveryCode().get()), tenant, now);
      return Onward.to(RECOVERY_SHOWN.path, interaction);
    }
    tenant.drop(FactorState.class, interaction.id());
    return Onward.of(proven(interaction, now));
  }

  private static Interaction proven(Interaction interaction, Instant now) {
    Login login = interaction.login().orElseThrow();
    List<String> methods = new ArrayList<>(login.methods());
    methods.add("mfa");
    return interaction.loggedIn(
        new Login(login.userId(), login.connection(), now, methods, login.sessionId()));
  }

  private static Diagnosis wrongCode(String because) {
    return FieldErrors.refusal(
        "code",
        "invalid-code",
        "The code you entered is invalid",
        because,
        "codes that were sent: GET /__admin/messages; an app's: at the time of GET /__admin/clock");
  }

  private static String user(Interaction interaction) {
    return interaction.login().orElseThrow().userId();
  }

  private static FactorState state(Interaction interaction, TenantState state, Instant now) {
    return state.expiring().find(FactorState.class, interaction.id(), now).orElse(FactorState.NONE);
  }

  private static void keep(
      Interaction interaction, FactorState state, TenantDraft tenant, Instant now) {
    tenant.keep(interaction.id(), state, interaction.expiry(), now);
  }

  /** A login as that of somebody who may enroll whatever factors there are: a ticket says so. */
  private static Login further(Login login) {
    return new Login(
        login.userId(), login.connection(), login.at(), List.of("mfa"), login.sessionId());
  }

  /** The login as the grants without a page know one that waits for its factor. */
  private static MfaTokens.Found waiting(Interaction interaction) {
    AuthorizationRequest request = interaction.request();
    Login login = interaction.login().orElseThrow();
    return new MfaTokens.Found(
        interaction.id(),
        new MfaTransaction(
            new UserAuthorization(
                request.clientId(),
                interaction.enrolls() ? further(login) : login,
                request.audience(),
                request.scopes(),
                request.parameter("scope"),
                interaction.organizationId(),
                request.namesOrganization(),
                request.nonce(),
                request.maxAge().isPresent()),
            Optional.empty(),
            interaction.expiry()));
  }
}
