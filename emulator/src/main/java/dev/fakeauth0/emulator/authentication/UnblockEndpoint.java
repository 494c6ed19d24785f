package dev.fakeauth0.emulator.authentication;

import static dev.fakeauth0.refusal.RefusalReason.NOT_FOUND;

import dev.fakeauth0.emulator.authentication.grant.UnblockTicket;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Surface;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.LoginBlocks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /u/unblock}: where the link of a blocked account's message leads (Auth0 docs,
 * "Brute-Force Protection"). The link is good once.
 */
public final class UnblockEndpoint implements Endpoint {

  private static final String PARAMETER = "ticket=";

  private static final byte[] DONE =
      ("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Account"
              + " unblocked</title></head><body><h1>Account unblocked</h1><p>Your account has been"
              + " unblocked. You can log in again.</p></body></html>")
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public Route route() {
    return new Route(List.of("GET"), "/u/unblock", Surface.AUTHENTICATION, Door.PLAIN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> Decision.grant(ticket(call)))
        .decide(UnblockEndpoint::decide)
        .reply(any -> new Outcome.File("text/html; charset=utf-8", DONE));
  }

  private static Optional<String> ticket(Call call) {
    for (String pair : call.request().query().split("&", -1)) {
      if (pair.startsWith(PARAMETER)) {
        return Optional.of(pair.substring(PARAMETER.length()));
      }
    }
    return Optional.empty();
  }

  private static Decision<String> decide(Optional<String> ticket, TenantDraft tenant, Instant now) {
    Optional<UnblockTicket> kept =
        ticket.flatMap(sent -> tenant.spend(UnblockTicket.class, sent, now));
    if (kept.isEmpty()) {
      return Decision.refuse(
          NOT_FOUND
              .because("no blocked account waits for this ticket: it was used, or never was")
              .remedy("follow the link of the newest message: GET /__admin/messages")
              .remedy("Management API: DELETE /api/v2/user-blocks?identifier=..."));
    }
    tenant.remove(LoginBlocks.COLLECTION, kept.get().blockId());
    return Decision.grant(kept.get().blockId());
  }
}
