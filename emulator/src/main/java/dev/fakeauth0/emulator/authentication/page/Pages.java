package dev.fakeauth0.emulator.authentication.page;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** Renders pages. Nothing here decides anything; the templates are compiled classes. */
public final class Pages {

  /** Null is how JTE is told that nobody looks at the tags; its types do not say so. */
  @SuppressWarnings("NullAway")
  private static final HtmlInterceptor NO_INTERCEPTOR = null;

  private Pages() {}

  /** Log in with identifier and password on one page. */
  public static Page login(Frame frame, LoginView view) {
    StringOutput html = new StringOutput();
    JteloginGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** The first of two pages to log in with: the identifier. */
  public static Page identifier(Frame frame, LoginView view) {
    StringOutput html = new StringOutput();
    JteidentifierGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** The second of two pages to log in with: the password. */
  public static Page password(Frame frame, LoginView view) {
    StringOutput html = new StringOutput();
    JtepasswordGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Sign up. */
  public static Page signup(Frame frame, SignupView view) {
    StringOutput html = new StringOutput();
    JtesignupGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Accept an invitation to an organization. */
  public static Page invitation(Frame frame, InvitationView view) {
    StringOutput html = new StringOutput();
    JteinvitationGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Accept or decline what an application asks for. */
  public static Page consent(Frame frame, ConsentView view) {
    StringOutput html = new StringOutput();
    JteconsentGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Pick an organization. */
  public static Page organizationPicker(Frame frame, OrganizationPickerView view) {
    StringOutput html = new StringOutput();
    JteorganizationPickerGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Name an organization. */
  public static Page organizationName(Frame frame, OrganizationNameView view) {
    StringOutput html = new StringOutput();
    JteorganizationNameGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Enter a code. */
  public static Page code(Frame frame, CodeView view) {
    StringOutput html = new StringOutput();
    JtecodeGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Wait for a push notification to be answered. */
  public static Page push(Frame frame, PushView view) {
    StringOutput html = new StringOutput();
    JtepushGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Pick an authenticator. */
  public static Page authenticators(Frame frame, AuthenticatorsView view) {
    StringOutput html = new StringOutput();
    JteauthenticatorsGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Enroll an authenticator app. */
  public static Page otpEnrollment(Frame frame, OtpEnrollmentView view) {
    StringOutput html = new StringOutput();
    JteotpEnrollmentGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Fill in one field. */
  public static Page entry(Frame frame, EntryView view) {
    StringOutput html = new StringOutput();
    JteentryGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Note a recovery code. */
  public static Page recoveryCode(Frame frame, RecoveryCodeView view) {
    StringOutput html = new StringOutput();
    JterecoveryCodeGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Confirm the code of a device. */
  public static Page deviceConfirmation(Frame frame, DeviceConfirmationView view) {
    StringOutput html = new StringOutput();
    JtedeviceConfirmationGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Choose a new password. */
  public static Page resetPassword(Frame frame, ResetPasswordView view) {
    StringOutput html = new StringOutput();
    JteresetPasswordGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Answer yes or no. */
  public static Page confirmation(Frame frame, ConfirmationView view) {
    StringOutput html = new StringOutput();
    JteconfirmationGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Read how something ended. */
  public static Page notice(Frame frame, NoticeView view) {
    StringOutput html = new StringOutput();
    JtenoticeGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Read what went wrong. */
  public static Page error(Frame frame, ErrorView view) {
    StringOutput html = new StringOutput();
    JteerrorGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Log in at a provider that is not there. */
  public static Page identityProvider(Frame frame, IdentityProviderView view) {
    StringOutput html = new StringOutput();
    JteidentityProviderGenerated.render(
        new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", ""));
  }

  /** Hands an authorization response to the redirect URI by a form. */
  public static Page formPost(Frame frame, FormPostView view) {
    StringOutput html = new StringOutput();
    JteformPostGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, frame, view);
    return new Page(html.toString(), policy(frame, "'none'", Style.hash(view.script())));
  }

  /** Hands an authorization response to the page that opened or framed this one. */
  public static Page webMessage(WebMessageView view) {
    StringOutput html = new StringOutput();
    JtewebMessageGenerated.render(new OwaspHtmlTemplateOutput(html), NO_INTERCEPTOR, view);
    return new Page(
        html.toString(),
        "default-src 'none'; script-src "
            + Style.hash(view.script())
            + "; base-uri 'none'; frame-ancestors "
            + view.targetOrigin());
  }

  /**
   * No {@code form-action}: browsers apply it to the redirects behind a form, too, and these lead
   * to the application.
   */
  private static String policy(Frame frame, String ancestors, String script) {
    return "default-src 'none'; style-src "
        + frame.style().hash()
        + "; img-src data:"
        + (script.isEmpty() ? "" : "; script-src " + script)
        + "; base-uri 'none'; frame-ancestors "
        + ancestors;
  }
}
