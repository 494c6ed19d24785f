package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.TOO_MANY_ATTEMPTS;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Outbox;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.user.AttackProtection;
import dev.fakeauth0.emulator.user.LoginBlocks;
import dev.fakeauth0.emulator.user.UserConnection;
import dev.fakeauth0.refusal.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Failed logins of one account, in a row (Auth0 docs, "Brute-Force Protection"): when there are too
 * many, a block stands in {@code user-blocks} until an administrator takes it away or raises the
 * threshold, the user follows the link in the message or changes the password, or 30 days have
 * passed.
 */
final class FailedLogins {

  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final List<String> IDENTIFIERS = List.of("email", "username", "phone_number");

  private record Count(int failed) {}

  private final UserConnection connection;
  private final PasswordCheck check;
  private final Visitor visitor;
  private final TenantDraft tenant;
  private final Instant now;
  private final Document settings;

  FailedLogins(
      UserConnection connection,
      PasswordCheck check,
      Visitor visitor,
      TenantDraft tenant,
      Instant now) {
    this.connection = connection;
    this.check = check;
    this.visitor = visitor;
    this.tenant = tenant;
    this.now = now;
    this.settings = AttackProtection.BRUTE_FORCE_PROTECTION.of(tenant.state());
  }

  /** Why an attempt is refused: for {@code TOO_MANY_ATTEMPTS}, if for anything. */
  Optional<Diagnosis> refusal() {
    if (exempt()) {
      return Optional.empty();
    }
    Optional<Document> block = block();
    if (block.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        TOO_MANY_ATTEMPTS
            .because(
                "%s is blocked in connection %s after %s failed logins in a row",
                identifier(), check.connection(), block.get().get("attempts"))
            .fact("identifier", identifier())
            .fact("connection", check.connection())
            .fact("ip", visitor.address())
            .fact("mode", settings.string("mode", ""))
            .fact("max_attempts", most())
            .fact("blocked_at", block.get().string("blocked_at", ""))
            .remedy("Dashboard: User Management > Users > the user > Actions > Unblock")
            .remedy("Management API: DELETE /api/v2/user-blocks?identifier=%s", identifier())
            .remedy("follow the link of the message: GET /__admin/messages?to=%s", identifier())
            .remedy("in tests: POST /__admin/reset"));
  }

  /**
   * Counts a failed login.
   *
   * @return how many there were in a row; none where they are not counted
   */
  Optional<Integer> count() {
    if (exempt()) {
      return Optional.empty();
    }
    int failed = tenant.kept(Count.class, id(), now).map(Count::failed).orElse(0) + 1;
    if (failed < most()) {
      tenant.keep(id(), new Count(failed), now.plus(REMEMBERED), now);
      return Optional.of(failed);
    }
    tenant.drop(Count.class, id());
    if (settings.strings("shields").contains("block")) {
      Document block =
          Document.of(
              "identifier",
              identifier(),
              "connection",
              check.connection(),
              "attempts",
              failed,
              "blocked_at",
              now.toString());
      tenant.put(
          LoginBlocks.COLLECTION, id(), byAddress() ? block.with("ip", visitor.address()) : block);
    }
    if (settings.strings("shields").contains("user_notification")) {
      tell();
    }
    return Optional.of(failed);
  }

  /** Forgets failed logins after one that succeeded. */
  void forget() {
    tenant.drop(Count.class, id());
  }

  /** How many failed logins in a row are one too many. */
  long most() {
    return settings.number("max_attempts").orElse(10L);
  }

  private void tell() {
    check
        .userId()
        .flatMap(tenant.state().users()::find)
        .flatMap(user -> user.document().string("email"))
        .ifPresent(
            email -> {
              String ticket = tenant.ids().prefixed("", 32);
              tenant.keep(ticket, new UnblockTicket(id()), now.plus(REMEMBERED), now);
              String link = visitor.issuer() + "u/unblock?ticket=" + ticket;
              Outbox.send(
                  Outbox.Letter.email(
                          "blocked_account",
                          email,
                          "Your account has been blocked",
                          "Your account has been blocked after multiple consecutive login attempts"
                              + " from "
                              + visitor.address()
                              + ". To unblock it, follow this link: "
                              + link)
                      .withLink(link),
                  tenant,
                  now);
            });
  }

  private Optional<Document> block() {
    return tenant
        .state()
        .collection(LoginBlocks.COLLECTION)
        .find(id())
        .map(Resource::document)
        .filter(block -> block.number("attempts").orElse(0L) >= most())
        .filter(
            block ->
                block
                    .string("blocked_at")
                    .map(Instant::parse)
                    .filter(at -> at.plus(REMEMBERED).isBefore(now))
                    .isEmpty());
  }

  private boolean exempt() {
    return AttackProtection.exempts(settings, visitor.address()) || !connection.countsFailures();
  }

  private boolean byAddress() {
    return !settings.string("mode", "").equals("count_per_identifier");
  }

  private String id() {
    String account = check.connection() + '|' + check.counted();
    return byAddress() ? account + '|' + visitor.address() : account;
  }

  /** What was typed, as the user has it: so the block is found by the user's own identifiers. */
  private String identifier() {
    Document user =
        check
            .userId()
            .flatMap(tenant.state().users()::find)
            .map(Resource::document)
            .orElse(Document.EMPTY);
    return IDENTIFIERS.stream()
        .map(name -> user.string(name, ""))
        .filter(own -> own.equalsIgnoreCase(check.typed()))
        .findFirst()
        .orElse(check.counted());
  }
}
