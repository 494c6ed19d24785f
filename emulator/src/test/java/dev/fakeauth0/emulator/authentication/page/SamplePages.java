package dev.fakeauth0.emulator.authentication.page;

import dev.fakeauth0.emulator.json.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each page once, filled with one text everywhere or with what a reader would see. */
final class SamplePages {

  private static final String STATE = "hKFo2SBzdGF0ZQ";
  private static final Optional<FieldError> NONE = Optional.empty();

  private SamplePages() {}

  /** Each page by name, with a text wherever a caller, a tenant or a user has a word in it. */
  static Map<String, Page> filledWith(String text) {
    Frame frame =
        new Frame(
            text,
            Optional.of(text),
            Style.of(Document.EMPTY),
            List.of(new Account(text, Optional.of(text))),
            3);
    Optional<FieldError> error = Optional.of(new FieldError("", text, text));
    InputField field = new InputField("email", text, "text", text, "off", "text", true);
    List<ConnectionButton> buttons = List.of(new ConnectionButton(text, text, text));
    LoginView login = new LoginView(text, text, "text", text, true, true, true, buttons, error);
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("login", Pages.login(frame, login));
    pages.put("identifier", Pages.identifier(frame, login));
    pages.put("password", Pages.password(frame, login));
    pages.put(
        "signup", Pages.signup(frame, new SignupView(text, List.of(field), text, buttons, error)));
    pages.put(
        "consent",
        Pages.consent(
            frame,
            new ConsentView(
                text,
                text,
                text,
                text,
                text,
                text,
                ScopeLine.of(List.of("read:" + text, text), Map.of()),
                text)));
    pages.put(
        "organization-picker",
        Pages.organizationPicker(
            frame,
            new OrganizationPickerView(
                text, List.of(new OrganizationChoice(text, text, text)), true)));
    pages.put(
        "organization-name",
        Pages.organizationName(frame, new OrganizationNameView(text, text, error)));
    pages.put(
        "code",
        Pages.code(
            frame,
            new CodeView(text, text, text, text, text, true, true, true, true, text, error)));
    pages.put("push", Pages.push(frame, new PushView(text, text, true, error)));
    pages.put(
        "authenticators",
        Pages.authenticators(
            frame,
            new AuthenticatorsView(
                text, text, text, List.of(new AuthenticatorChoice(text, text, text)))));
    pages.put(
        "otp-enrollment",
        Pages.otpEnrollment(frame, new OtpEnrollmentView(text, text, text, true, error)));
    pages.put(
        "entry",
        Pages.entry(frame, new EntryView(text, text, text, field, text, true, text, true, error)));
    pages.put("recovery-code", Pages.recoveryCode(frame, new RecoveryCodeView(text, text, error)));
    pages.put(
        "device-confirmation",
        Pages.deviceConfirmation(frame, new DeviceConfirmationView(text, text, text)));
    pages.put(
        "reset-password",
        Pages.resetPassword(frame, new ResetPasswordView(text, text, text, error)));
    pages.put(
        "confirmation",
        Pages.confirmation(frame, new ConfirmationView(text, text, text, text, text)));
    pages.put("notice", Pages.notice(frame, new NoticeView(text, text, text, text)));
    pages.put(
        "error", Pages.error(frame, ErrorView.general(text, text, text, text, List.of(text))));
    pages.put(
        "identity-provider",
        Pages.identityProvider(
            frame,
            new IdentityProviderView(
                text, text, List.of(new KnownIdentity(text, text, text)), text, text, error)));
    pages.put("form-post", Pages.formPost(frame, new FormPostView(text, Map.of(text, text))));
    pages.put("web-message", Pages.webMessage(new WebMessageView("https://app.example", text)));
    return pages;
  }

  static LoginView login(Optional<FieldError> error) {
    return new LoginView(
        STATE, "Email address", "email", "ada@example.com", true, true, true, List.of(), error);
  }

  static Frame frame() {
    return new Frame("Example", Optional.of("Web"), Style.of(Document.EMPTY), List.of(), 0);
  }

  static CodeView code() {
    return CodeView.authenticator(STATE, true, NONE);
  }
}
