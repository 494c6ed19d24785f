package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_OF_ANOTHER_BROWSER;
import static dev.fakeauth0.refusal.RefusalReason.INTERACTION_UNKNOWN;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.decision.Shown;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.Optional;

/** Finds the interaction that a page is about, and keeps what became of it. */
public final class Interactions {

  private Interactions() {}

  /**
   * The interaction of a page's {@code state}. Refuses for {@link
   * dev.fakeauth0.refusal.RefusalReason#INTERACTION_UNKNOWN} one that is finished, expired or was
   * never there, and for {@code INTERACTION_OF_ANOTHER_BROWSER} one that another browser began,
   * which is what a forged form or a link sent to somebody looks like.
   *
   * @param state the parameter of the page's address or form
   */
  public static Decision<Interaction> open(
      Optional<String> state, Browser browser, TenantState tenant, Instant now) {
    Optional<Interaction> found =
        state.flatMap(id -> tenant.expiring().find(Interaction.class, id, now));
    if (found.isEmpty()) {
      return Decision.refuse(
          INTERACTION_UNKNOWN
              .because(
                  state.isEmpty()
                      ? "the page was opened without the state that says which login it belongs to"
                      : "no login is under way under this state: it is finished, older than an"
                          + " hour, or from before a reset")
              .fact("state", Shown.text(state.orElse("")))
              .remedy("begin again at the application: it redirects to /authorize")
              .remedy("do not keep or reload addresses of login pages; each is for one login"));
    }
    return browser.is(found.get().browser())
        ? Decision.grant(found.get())
        : Decision.refuse(
            INTERACTION_OF_ANOTHER_BROWSER
                .because(
                    browser.device().isEmpty()
                        ? "the login was begun by a browser with cookies, and this call has none"
                        : "the login was begun by a browser with other cookies")
                .fact("client_id", found.get().request().clientId())
                .fact("cookies", browser.device().isPresent() ? "others" : "none")
                .remedy(
                    "send the cookies that /authorize set; a client without a cookie jar cannot"
                        + " log in by pages")
                .remedy(
                    "keep to one name for the emulator: localhost and 127.0.0.1 have cookies of"
                        + " their own"));
  }

  /** {@link #open(Optional, Browser, TenantState, Instant)} in the step that changes it. */
  public static Decision<Interaction> open(
      Optional<String> state, Browser browser, TenantDraft tenant, Instant now) {
    return open(state, browser, tenant.state(), now);
  }

  /** Keeps an interaction in the place of what it was. */
  public static Interaction keep(Interaction interaction, TenantDraft tenant, Instant now) {
    tenant.keep(interaction.id(), interaction, interaction.expiry(), now);
    return interaction;
  }

  /** Ends an interaction: whoever comes back to it finds none. */
  static void end(Interaction interaction, TenantDraft tenant) {
    tenant.drop(Interaction.class, interaction.id());
  }
}
