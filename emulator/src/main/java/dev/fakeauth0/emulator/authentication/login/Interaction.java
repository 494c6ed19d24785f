package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An authorization request on its way through the pages. Kept in the state under its id until it is
 * answered or expires; each page's form is one decision that puts a changed one in its place. It
 * answers only to the browser that began it, and its id stands in the address and in each form: a
 * form that another site sends has neither cookie nor id.
 *
 * @param id the {@code state} of the pages, see {@link PageState}
 * @param request the request
 * @param browser the fingerprint of the browser's device cookie, see {@link Browser}
 * @param login who logged in; none yet
 * @param proven whether that happened in this interaction, and not in the session before it
 * @param identifier what was typed as e-mail address, username or phone number, where the password
 *     is asked for on a page of its own
 * @param organizationId the organization chosen
 * @param personal whether the user chose to log in without an organization
 * @param consented whether the user consented
 * @param acted whether the user did anything on a page
 * @param declined why the user does not want to go on, where they said so on a page
 * @param problem the code of a message that the next page shows, such as {@code
 *     wrong-email-credentials}
 * @param finish the path it goes on to when no page is left: {@code /authorize/resume}
 * @param began when it began
 */
public record Interaction(
    String id,
    AuthorizationRequest request,
    String browser,
    Optional<Login> login,
    boolean proven,
    Optional<String> identifier,
    Optional<String> organizationId,
    boolean personal,
    boolean consented,
    boolean acted,
    Optional<RefusalReason> declined,
    Optional<String> problem,
    String finish,
    Instant began) {

  /** Where an authorization request goes on when no page is left. */
  public static final String RESUME = "/authorize/resume";

  /** How long a user may take. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  /** An interaction at its beginning; the organization asked for is chosen already. */
  static Interaction begun(String id, AuthorizationRequest request, String browser, Instant now) {
    return new Interaction(
        id,
        request,
        browser,
        Optional.empty(),
        false,
        Optional.empty(),
        request.organizationId(),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        RESUME,
        now);
  }

  /** When it ends, done or not. */
  public Instant expiry() {
    return began.plus(LIFETIME);
  }

  /** Whether it asks for no tokens, but enrolls a second factor by a ticket. */
  boolean enrolls() {
    return finish.equals(EnrolledPage.PATH);
  }

  /** The application it is for, if that is still there. */
  Optional<Client> client(TenantState state) {
    return enrolls()
        ? Optional.of(EnrollmentVisit.NO_APPLICATION)
        : state.clients().find(request.clientId());
  }

  /** Whether a second factor was shown. */
  public boolean secondFactor() {
    return login.filter(done -> done.methods().contains("mfa")).isPresent();
  }

  /** With a login that was proven just now. */
  public Interaction loggedIn(Login user) {
    return acted(Optional.of(user), true, identifier, organizationId, personal, consented);
  }

  /** With the login of the browser's session. */
  Interaction continuing(Login user) {
    return unseen(user, false);
  }

  /** With a login that was proven just now, and not on a page. */
  Interaction ticketed(Login user) {
    return unseen(user, true);
  }

  private Interaction unseen(Login user, boolean provenNow) {
    return new Interaction(
        id,
        request,
        browser,
        Optional.of(user),
        provenNow,
        identifier,
        organizationId,
        personal,
        consented,
        acted,
        declined,
        problem,
        finish,
        began);
  }

  /** With an identifier typed. */
  public Interaction identified(String typed) {
    return acted(login, proven, Optional.of(typed), organizationId, personal, consented);
  }

  /** Back at the first page: another identifier is to be typed, somebody else is to log in. */
  public Interaction startedOver() {
    return acted(Optional.empty(), false, Optional.empty(), organizationId, personal, consented);
  }

  /** With an organization chosen. */
  public Interaction into(String organization) {
    return acted(login, proven, identifier, Optional.of(organization), false, consented);
  }

  /** Without an organization, by the user's choice. */
  public Interaction withoutOrganization() {
    return acted(login, proven, identifier, Optional.empty(), true, consented);
  }

  /** With the user's consent. */
  public Interaction agreed() {
    return acted(login, proven, identifier, organizationId, personal, true);
  }

  /** With the user's word that the login is meant. */
  Interaction confirmed() {
    return acted(login, proven, identifier, organizationId, personal, consented);
  }

  /**
   * Ended by the user.
   *
   * @param reason {@code CONSENT_DENIED} or {@code INTERACTION_CANCELED}: the callback is told so
   */
  public Interaction declining(RefusalReason reason) {
    return new Interaction(
        id,
        request,
        browser,
        login,
        proven,
        identifier,
        organizationId,
        personal,
        consented,
        true,
        Optional.of(reason),
        Optional.empty(),
        finish,
        began);
  }

  /** With a message for the next page. */
  public Interaction failed(String code) {
    return new Interaction(
        id,
        request,
        browser,
        login,
        proven,
        identifier,
        organizationId,
        personal,
        consented,
        true,
        declined,
        Optional.of(code),
        finish,
        began);
  }

  /** Going on elsewhere than to {@link #RESUME} when no page is left. */
  public Interaction finishing(String path) {
    return new Interaction(
        id,
        request,
        browser,
        login,
        proven,
        identifier,
        organizationId,
        personal,
        consented,
        acted,
        declined,
        problem,
        path,
        began);
  }

  private Interaction acted(
      Optional<Login> user,
      boolean provenNow,
      Optional<String> typed,
      Optional<String> organization,
      boolean alone,
      boolean agreed) {
    return new Interaction(
        id,
        request,
        browser,
        user,
        provenNow,
        typed,
        organization,
        alone,
        agreed,
        true,
        declined,
        Optional.empty(),
        finish,
        began);
  }

  /** Not its id, which stands for a form of its own. */
  @Override
  public String toString() {
    return "Interaction[" + request.clientId() + ", login=" + login.isPresent() + "]";
  }
}
