package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.grant.Login;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That an interaction enrolls a second factor by a ticket (Management API, "Create a multi-factor
 * authentication enrollment ticket"). Kept under the interaction's id, and under the ticket's: who
 * opens the link again goes on where they were.
 *
 * @param ticket the ticket's id
 * @param interactionId the interaction's
 * @param factors what may be enrolled, by the names that {@code guardian/factors} has
 */
record EnrollmentVisit(String ticket, String interactionId, List<String> factors) {

  /** What stands in the place of the application: the link belongs to none. */
  static final Client NO_APPLICATION = Client.of(Document.of("client_id", ""));

  /** Copies the factors. */
  EnrollmentVisit {
    factors = List.copyOf(factors);
  }

  /** The visit that an interaction is, if it is one. */
  static Optional<EnrollmentVisit> of(Interaction interaction, TenantState state, Instant now) {
    return state.expiring().find(EnrollmentVisit.class, interaction.id(), now);
  }

  /** The interaction that this browser began by a ticket before, if it goes on. */
  static Optional<Interaction> of(String ticket, Browser browser, TenantState state, Instant now) {
    return state
        .expiring()
        .find(EnrollmentVisit.class, ticket, now)
        .flatMap(visit -> state.expiring().find(Interaction.class, visit.interactionId(), now))
        .filter(begun -> browser.is(begun.browser()));
  }

  /** Whether a factor is still to be enrolled, or its recovery code to be seen. */
  static boolean due(Interaction interaction, TenantState state, Instant now) {
    return !interaction.secondFactor()
        && interaction.login().map(Login::userId).flatMap(state.users()::find).isPresent()
        && (state
                .expiring()
                .find(FactorState.class, interaction.id(), now)
                .filter(FactorState::shown)
                .isPresent()
            || of(interaction, state, now)
                .flatMap(
                    visit -> Tickets.find(visit.ticket(), Tickets.Purpose.ENROLLMENT, state, now))
                .isPresent());
  }

  /** Whether there is more than one to choose from. */
  boolean choice() {
    return factors.size() > 1;
  }

  /** Keeps it as long as its interaction. */
  void keep(Interaction interaction, TenantDraft tenant, Instant now) {
    tenant.keep(interactionId, this, interaction.expiry(), now);
    tenant.keep(ticket, this, interaction.expiry(), now);
  }

  /** Uses the ticket up: a factor was enrolled. */
  void spend(TenantDraft tenant) {
    Tickets.of(ticket, tenant.state()).ifPresent(found -> Tickets.spend(found, tenant));
  }

  /** Says nothing of the ticket, which enrolls factors for somebody. */
  @Override
  public String toString() {
    return "EnrollmentVisit" + factors;
  }
}
