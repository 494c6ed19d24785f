package dev.fakeauth0.acceptance.browser;

import dev.fakeauth0.emulator.authentication.page.Account;
import dev.fakeauth0.emulator.authentication.page.AuthenticatorChoice;
import dev.fakeauth0.emulator.authentication.page.AuthenticatorsView;
import dev.fakeauth0.emulator.authentication.page.CodeView;
import dev.fakeauth0.emulator.authentication.page.ConfirmationView;
import dev.fakeauth0.emulator.authentication.page.ConnectionButton;
import dev.fakeauth0.emulator.authentication.page.ConsentView;
import dev.fakeauth0.emulator.authentication.page.DeviceConfirmationView;
import dev.fakeauth0.emulator.authentication.page.EntryView;
import dev.fakeauth0.emulator.authentication.page.ErrorView;
import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.authentication.page.FormPostView;
import dev.fakeauth0.emulator.authentication.page.Frame;
import dev.fakeauth0.emulator.authentication.page.IdentityProviderView;
import dev.fakeauth0.emulator.authentication.page.InputField;
import dev.fakeauth0.emulator.authentication.page.InvitationView;
import dev.fakeauth0.emulator.authentication.page.KnownIdentity;
import dev.fakeauth0.emulator.authentication.page.LoginView;
import dev.fakeauth0.emulator.authentication.page.NoticeView;
import dev.fakeauth0.emulator.authentication.page.OrganizationChoice;
import dev.fakeauth0.emulator.authentication.page.OrganizationNameView;
import dev.fakeauth0.emulator.authentication.page.OrganizationPickerView;
import dev.fakeauth0.emulator.authentication.page.OtpEnrollmentView;
import dev.fakeauth0.emulator.authentication.page.Page;
import dev.fakeauth0.emulator.authentication.page.Pages;
import dev.fakeauth0.emulator.authentication.page.PushView;
import dev.fakeauth0.emulator.authentication.page.RecoveryCodeView;
import dev.fakeauth0.emulator.authentication.page.ResetPasswordView;
import dev.fakeauth0.emulator.authentication.page.ScopeLine;
import dev.fakeauth0.emulator.authentication.page.SignupView;
import dev.fakeauth0.emulator.authentication.page.Style;
import dev.fakeauth0.emulator.json.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every page as somebody would come to see it. */
final class PageExamples {

  private static final String STATE = "hKFo2SB";
  private static final String GOOD =
      "At least 8 characters, of 3 of these 4 types: lower case, upper case, numbers, special"
          + " characters.";
  private static final Optional<FieldError> FINE = Optional.empty();

  private PageExamples() {}

  /**
   * An example.
   *
   * @param says what the page is, for the index
   * @param page the page
   */
  record Example(String says, Page page) {}

  /** All pages by name, in the order somebody meets them. */
  static Map<String, Example> all() {
    Frame frame = frame(Document.EMPTY);
    Map<String, Example> all = new LinkedHashMap<>();
    all.put(
        "login",
        new Example(
            "`/u/login`: identifier and password on one page",
            Pages.login(frame, login("", buttons(), FINE))));
    all.put(
        "login-wrong",
        new Example(
            "`/u/login` after a wrong password",
            Pages.login(
                frame,
                login(
                    "ada@example.com",
                    List.of(),
                    Optional.of(
                        new FieldError(
                            "password", "wrong-email-credentials", "Wrong email or password"))))));
    all.put(
        "login-blocked",
        new Example(
            "`/u/login` of an account that failed logins have blocked, in a tenant's own colours",
            Pages.login(
                frame(
                    Document.of(
                        "colors", Document.of("primary", "#00695c", "page_background", "#102a27"))),
                login(
                    "ada@example.com",
                    List.of(),
                    Optional.of(
                        new FieldError(
                            "",
                            "user-blocked",
                            "Your account has been blocked after multiple consecutive login"
                                + " attempts."))))));
    all.put(
        "login-identifier",
        new Example(
            "`/u/login/identifier`: the first of two pages",
            Pages.identifier(frame, login("", buttons(), FINE))));
    all.put(
        "login-password",
        new Example(
            "`/u/login/password`: the second",
            Pages.password(frame, login("ada@example.com", List.of(), FINE))));
    all.put(
        "signup",
        new Example(
            "`/u/signup`",
            Pages.signup(
                frame,
                new SignupView(
                    STATE,
                    List.of(
                        InputField.email("email", "grace@example.com", true),
                        InputField.username("grace", true)),
                    GOOD,
                    buttons(),
                    Optional.of(
                        new FieldError(
                            "password", "password-too-weak", "Password is too weak"))))));
    all.put(
        "invitation",
        new Example(
            "`/u/accept-invitation`: the first page of somebody who was invited to an"
                + " organization",
            Pages.invitation(
                frame,
                new InvitationView(
                    STATE,
                    "Ada Fernwood",
                    "Acme Corporation",
                    "Notes",
                    "grace@example.com",
                    true,
                    buttons()))));
    all.put(
        "provider",
        new Example(
            "Stands in for a social or enterprise provider",
            Pages.identityProvider(
                frame,
                new IdentityProviderView(
                    STATE,
                    "Google",
                    List.of(
                        new KnownIdentity("google-oauth2|1", "Ada Fernwood", "ada@gmail.example"),
                        new KnownIdentity("google-oauth2|2", "Bob Stone", "bob@gmail.example")),
                    "",
                    "",
                    FINE))));
    all.put(
        "consent",
        new Example(
            "`/u/consent`",
            Pages.consent(
                frame,
                new ConsentView(
                    STATE,
                    "Notes for MCP",
                    "Ada Fernwood",
                    "",
                    "https://api.example.com",
                    "openid profile read:posts write:posts offline_access",
                    ScopeLine.of(
                        List.of("openid", "profile", "read:posts", "write:posts", "offline_access"),
                        Map.of()),
                    "http://127.0.0.1:51004"))));
    all.put(
        "login-confirmation",
        new Example(
            "`/u/login-confirmation`: before a login that needed no page goes to loopback or a"
                + " scheme of an application",
            Pages.confirmation(
                frame,
                ConfirmationView.login(
                    STATE, "Notes for MCP", "Ada Fernwood", "http://127.0.0.1:51004"))));
    all.put(
        "organization-picker",
        new Example(
            "`/u/organization-picker`",
            Pages.organizationPicker(
                frame,
                new OrganizationPickerView(
                    STATE,
                    List.of(
                        new OrganizationChoice("org_1", "acme", "Acme Corporation"),
                        new OrganizationChoice("org_2", "globex", "Globex")),
                    true))));
    all.put(
        "organization-name",
        new Example(
            "`/u/pre-organization-picker`",
            Pages.organizationName(
                frame,
                new OrganizationNameView(
                    STATE,
                    "acmee",
                    Optional.of(
                        new FieldError(
                            "organizationName",
                            "organization-not-found",
                            "The organization you entered is not valid"))))));
    secondFactors(frame, all);
    codesAndPasswords(frame, all);
    all.put(
        "logout",
        new Example(
            "Whether to log out",
            Pages.confirmation(frame, ConfirmationView.logout(STATE, "Example Inc."))));
    all.put(
        "error",
        new Example(
            "The error page",
            Pages.error(
                frame,
                ErrorView.callbackMismatch(
                    "unauthorized_client",
                    "Callback URL mismatch. http://localhost:3001/callback is not in the list of"
                        + " allowed callback URLs",
                    "0d9e5cb2a1f74c38e6b0",
                    "the redirect_uri is not one of the 2 callbacks of client web",
                    List.of(
                        "add http://localhost:3001/callback to the client's callbacks",
                        "or send http://localhost:3000/callback, which is one of them")))));
    all.put(
        "form-post",
        new Example(
            "`response_mode=form_post` where scripts do not run",
            Pages.formPost(
                frame,
                new FormPostView("https://app.example.com/callback", Map.of("code", "c0de")))));
    return all;
  }

  private static void secondFactors(Frame frame, Map<String, Example> all) {
    all.put(
        "mfa-otp",
        new Example(
            "`/u/mfa-otp-challenge`: a code of an authenticator app",
            Pages.code(frame, CodeView.authenticator(STATE, true, FINE))));
    all.put(
        "mfa-message",
        new Example(
            "`/u/mfa-sms-challenge`, `/u/mfa-email-challenge`: a code that was sent",
            Pages.code(
                frame,
                CodeView.message(
                    STATE,
                    "XXXXXXXX1234",
                    true,
                    Optional.of(
                        new FieldError(
                            "code", "invalid-code", "The code you entered is invalid"))))));
    all.put(
        "mfa-push",
        new Example(
            "A push notification to be answered",
            Pages.push(frame, new PushView(STATE, "Ada's phone", true, FINE))));
    all.put(
        "mfa-recovery-code",
        new Example("A recovery code", Pages.code(frame, CodeView.recovery(STATE, true, FINE))));
    all.put(
        "mfa-options",
        new Example(
            "Another factor",
            Pages.authenticators(
                frame,
                new AuthenticatorsView(
                    STATE,
                    "Select a method",
                    "to verify your identity.",
                    List.of(
                        new AuthenticatorChoice("otp", "Authenticator app", "One-time code"),
                        new AuthenticatorChoice("sms", "Text message", "XXXXXXXX1234"),
                        new AuthenticatorChoice("recovery-code", "Recovery code", ""))))));
    all.put(
        "mfa-otp-enrollment",
        new Example(
            "A new authenticator app",
            Pages.otpEnrollment(
                frame,
                new OtpEnrollmentView(
                    STATE,
                    "otpauth://totp/Example%20Inc.:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                        + "&issuer=Example%20Inc.&algorithm=SHA1&digits=6&period=30",
                    "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                    true,
                    FINE))));
    all.put(
        "mfa-phone-enrollment",
        new Example(
            "A new phone",
            Pages.entry(
                frame,
                new EntryView(
                    STATE,
                    "Secure your account",
                    "Enter a phone number that codes can be sent to.",
                    InputField.phone("phone", "", true),
                    "Continue",
                    true,
                    "",
                    false,
                    FINE))));
    all.put(
        "mfa-recovery-code-enrollment",
        new Example(
            "The recovery code of a first enrollment",
            Pages.recoveryCode(
                frame, new RecoveryCodeView(STATE, "K3F9QW2RTY7PLM4XNB8VC6ZA", FINE))));
  }

  private static void codesAndPasswords(Frame frame, Map<String, Example> all) {
    all.put(
        "device",
        new Example(
            "`/activate`: the code that a device shows",
            Pages.code(frame, CodeView.device(STATE, "BCDF-GHJK", FINE))));
    all.put(
        "device-confirmation",
        new Example(
            "`/activate`: whether it is that device",
            Pages.deviceConfirmation(frame, new DeviceConfirmationView(STATE, "TV", "BCDF-GHJK"))));
    all.put(
        "passwordless",
        new Example(
            "A code instead of a password",
            Pages.code(frame, CodeView.passwordless(STATE, "ada@example.com", FINE))));
    all.put(
        "reset-password-request",
        new Example(
            "`/u/reset-password/request`",
            Pages.entry(
                frame,
                new EntryView(
                    STATE,
                    "Forgot your password?",
                    "Enter who you are, and we will send you a link to reset your password.",
                    InputField.email("username", "", true),
                    "Continue",
                    false,
                    "/u/login",
                    false,
                    FINE))));
    all.put(
        "reset-password",
        new Example(
            "`/u/reset-verify`: a new password",
            Pages.resetPassword(
                frame, new ResetPasswordView(STATE, "ada@example.com", GOOD, FINE))));
    all.put(
        "email-verification",
        new Example(
            "`/u/email-verification`",
            Pages.notice(
                frame,
                NoticeView.of(
                    "Email verified",
                    "Your email was verified. You can continue using the application."))));
  }

  private static Frame frame(Document branding) {
    return new Frame(
        "Example Inc.",
        Optional.of("Web"),
        Style.of(branding),
        List.of(
            new Account("ada@example.com", Optional.of("Passw0rd!")),
            new Account("bob@example.com", Optional.of("Passw0rd!"))),
        0);
  }

  private static LoginView login(
      String identifier, List<ConnectionButton> buttons, Optional<FieldError> error) {
    return new LoginView(
        STATE, "Email address", "email", identifier, true, true, true, buttons, error);
  }

  private static List<ConnectionButton> buttons() {
    return List.of(
        new ConnectionButton("google-oauth2", "google-oauth2", "Google"),
        new ConnectionButton("acme-sso", "samlp", "Acme SSO"));
  }
}
