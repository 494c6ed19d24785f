package dev.fakeauth0.emulator.authentication.grant;

import static dev.fakeauth0.refusal.RefusalReason.OTP_SESSION_INVALID;

import dev.fakeauth0.emulator.authentication.TokenRequest;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.user.UserConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A code that was sent by e-mail or SMS for tokens (Auth0 docs, "Authenticate User" of
 * passwordless): sent by {@code /passwordless/start} for a passwordless connection, or by {@code
 * /otp/challenge} for a database, whose requests bring an {@code auth_session}.
 *
 * <p>May refuse for {@link dev.fakeauth0.refusal.RefusalReason#PARAMETER_MISSING}, {@code
 * UNKNOWN_REALM}, {@code CONNECTION_DISABLED}, {@code OTP_SESSION_INVALID}, and for what {@link
 * LoginOrganization}, {@link PasswordlessLogin} and {@link UserAccess} refuse.
 */
public final class PasswordlessPolicy implements GrantPolicy {

  @Override
  public GrantType grantType() {
    return GrantType.PASSWORDLESS_OTP;
  }

  @Override
  public Decision<TokenGrant> decide(
      Client client, TokenRequest request, TenantDraft tenant, Instant now) {
    Optional<String> otp = request.parameter("otp");
    if (otp.isEmpty()) {
      return Decision.refuse(MfaTokens.missing("otp"));
    }
    Visitor visitor = new Visitor(client, request.sender().address(client), request.issuer());
    Optional<String> session = request.parameter("auth_session");
    return LoginOrganization.of(request.organization(), client, tenant.state())
        .then(
            organization ->
                (session.isPresent()
                        ? inDatabase(session.get(), otp.get(), visitor, tenant, now)
                        : passwordless(otp.get(), visitor, request, tenant, now))
                    .then(login -> tokens(login, organization, client, request, tenant, now)));
  }

  private static Decision<TokenGrant> tokens(
      Login login,
      Optional<Organization> organization,
      Client client,
      TokenRequest request,
      TenantDraft tenant,
      Instant now) {
    if (organization.isPresent()) {
      UserConnection.of(tenant.state(), login.connection())
          .ifPresent(
              connection ->
                  LoginOrganization.join(organization.get(), connection, login.userId(), tenant));
    }
    return PasswordGrantPolicy.tokens(
        login, organization, Optional.empty(), client, request, tenant, now);
  }

  private static Decision<Login> passwordless(
      String otp, Visitor visitor, TokenRequest request, TenantDraft tenant, Instant now) {
    for (String name : List.of("username", "realm")) {
      if (request.parameter(name).isEmpty()) {
        return Decision.refuse(MfaTokens.missing(name));
      }
    }
    String realm = request.parameter("realm").orElse("");
    Optional<UserConnection> connection =
        UserConnection.ofRealm(tenant.state(), realm).filter(UserConnection::passwordless);
    if (connection.isEmpty()) {
      return Decision.refuse(PasswordGrantPolicy.unknownRealm(realm, tenant.state()));
    }
    return connection.get().enabledFor(visitor.client().id())
        ? PasswordlessLogin.decide(
            connection.get(), request.parameter("username").orElse(""), otp, visitor, tenant, now)
        : Decision.refuse(PasswordGrantPolicy.disabled(connection.get(), visitor.client()));
  }

  private static Decision<Login> inDatabase(
      String session, String otp, Visitor visitor, TenantDraft tenant, Instant now) {
    Optional<OtpSession> kept = tenant.kept(OtpSession.class, session, now);
    Optional<String> userId =
        kept.filter(known -> known.clientId().equals(visitor.client().id()))
            .filter(known -> known.failed() < PasswordlessCode.TRIES)
            .filter(known -> known.code().equals(otp.strip()))
            .flatMap(OtpSession::userId);
    if (userId.isEmpty()) {
      kept.ifPresent(known -> tenant.keep(session, known.failedOnceMore(), known.expiresAt(), now));
      return Decision.refuse(
          OTP_SESSION_INVALID
              .because(
                  kept.isEmpty()
                      ? "no code was sent under this auth_session, or it was used or expired"
                      : "the otp is not the one that was sent, or nobody has the address it was"
                          + " asked for")
              .fact("client_id", visitor.client().id())
              .remedy("send the code of the newest message: GET /__admin/messages")
              .remedy("POST /otp/challenge for a new one"));
    }
    tenant.drop(OtpSession.class, session);
    LoginCount.add(userId.get(), visitor.address(), tenant, now);
    return Decision.grant(
        new Login(
            userId.get(), kept.orElseThrow().connection(), now, List.of("otp"), Optional.empty()));
  }
}
