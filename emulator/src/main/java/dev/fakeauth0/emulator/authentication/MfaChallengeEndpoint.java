package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.authentication.grant.FactorFacts;
import dev.fakeauth0.emulator.authentication.grant.MfaChallenges;
import dev.fakeauth0.emulator.authentication.grant.MfaTokens;
import dev.fakeauth0.emulator.authentication.grant.Visitor;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Door;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code POST /mfa/challenge}: asks a user for a second factor (Auth0 docs, "Challenge"). */
public final class MfaChallengeEndpoint implements Endpoint {

  @Override
  public Route route() {
    return Route.post("/mfa/challenge", Door.TOKEN);
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(any -> DirectRequest.from(any, MfaChallengeEndpoint::logged))
        .read((request, state) -> request.checked(state, call.tenant().now(state)))
        .decide(
            (request, tenant, now) ->
                request
                    .client(tenant, now)
                    .then(
                        client ->
                            MfaTokens.find(request.parameter("mfa_token"), client, tenant, now)
                                .then(
                                    waiting ->
                                        MfaChallenges.decide(
                                            waiting,
                                            client,
                                            request.parameter("challenge_type"),
                                            request.parameter("authenticator_id"),
                                            tenant,
                                            now))))
        .reply(challenge -> new Outcome.Content(200, challenge));
  }

  private static List<LogFacts> logged(DirectRequest request, Decision<?> decided, Call call) {
    TenantState state = call.epoch().store().state();
    Optional<String> userId =
        request
            .parameter("mfa_token")
            .flatMap(token -> MfaTokens.find(token, state, call.tenant().now(state)))
            .map(MfaTokens.Found::userId);
    Optional<Client> client = request.clientId().flatMap(state.clients()::find);
    if (decided.refused() || userId.isEmpty() || client.isEmpty()) {
      return List.of();
    }
    Visitor visitor =
        new Visitor(client.get(), request.common().sender().address(client.get()), call.issuer());
    List<LogFacts> records = new ArrayList<>();
    records.add(FactorFacts.of("gd_start_auth", userId.get(), visitor, call));
    Optional<String> oobCode =
        decided.fold(answer -> ((Document) answer).string("oob_code"), why -> Optional.empty());
    FactorFacts.sent(oobCode, userId.get(), visitor, call).ifPresent(records::add);
    return records;
  }
}
