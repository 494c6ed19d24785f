package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.GrantType;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.token.AccessTokenGrant;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.refusal.Diagnosis;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log record of an exchange for tokens: {@code seccft} or {@code feccft} (Auth0 docs, "Log
 * Event Type Codes").
 */
final class ExchangeFacts implements LogFacts {

  private final TokenRequest request;
  private final Optional<Client> client;
  private final @Nullable AccessTokenGrant granted;
  private final String description;
  private final InetAddress remote;

  private ExchangeFacts(
      TokenRequest request,
      Optional<Client> client,
      @Nullable AccessTokenGrant granted,
      String description,
      InetAddress remote) {
    this.request = request;
    this.client = client;
    this.granted = granted;
    this.description = description;
    this.remote = remote;
  }

  /** What an exchange leaves; nothing if no type code is known for its grant type. */
  static List<LogFacts> of(TokenRequest request, Decision<?> decided, Call call) {
    if (!request.grantType().equals(Optional.of(GrantType.CLIENT_CREDENTIALS.wireName()))) {
      return List.of();
    }
    InetAddress remote = call.request().remote();
    return List.of(
        decided.<LogFacts>fold(
            value -> granted(request, ((TokenGrant) value).accessToken().orElseThrow(), remote),
            refusal -> refused(request, refusal, call, remote)));
  }

  private static LogFacts granted(
      TokenRequest request, AccessTokenGrant grant, InetAddress remote) {
    return new ExchangeFacts(
        request, Optional.of(grant.client()), grant, "Client Credentials for Access Token", remote);
  }

  private static LogFacts refused(
      TokenRequest request, Diagnosis refusal, Call call, InetAddress remote) {
    Optional<Client> client =
        request.clientId().flatMap(call.epoch().store().state().clients()::find);
    return new ExchangeFacts(request, client, null, call.words(refusal), remote);
  }

  @Override
  public Document members() {
    Document record =
        Document.of(
            "type",
            granted == null ? "feccft" : "seccft",
            "description",
            description,
            "connection_id",
            "",
            "client_id",
            request.clientId().orElse(""),
            "client_name",
            client.map(Client::name).orElse(""),
            "ip",
            remote.getHostAddress(),
            "hostname",
            request.domain(),
            "user_id",
            "",
            "user_name",
            "");
    if (granted == null) {
      return record
          .with("audience", request.audience().orElse(null))
          .with("scope", request.scope().orElse(null));
    }
    Document whole =
        record
            .with("audience", granted.audience())
            .with("scope", granted.scope().isEmpty() ? null : String.join(" ", granted.scope()));
    Optional<Organization> organization = granted.organization();
    return organization.isEmpty()
        ? whole
        : whole
            .with("organization_id", organization.get().id())
            .with("organization_name", organization.get().name());
  }
}
