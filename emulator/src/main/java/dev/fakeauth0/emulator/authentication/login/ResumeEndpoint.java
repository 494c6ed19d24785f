package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.authentication.Parameters;
import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.LogFacts;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.pipeline.Subject;
import dev.fakeauth0.emulator.pipeline.TenantNames;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /authorize/resume}: goes on with an interaction that comes from a page, to the next
 * page or to the callback. Seen at live tenants; not documented.
 */
public final class ResumeEndpoint implements Endpoint {

  private final Minter<TokenGrant, TokenSet> minter;
  private final ErrorTelling errors;

  /** The endpoint. */
  public ResumeEndpoint(Minter<TokenGrant, TokenSet> minter, ErrorTelling errors) {
    this.minter = minter;
    this.errors = errors;
  }

  @Override
  public Route route() {
    return Route.page(Interaction.RESUME, "GET");
  }

  @Override
  public Reply answer(Call call) {
    return call.parse(Resumed::from)
        .decide(ResumeEndpoint::decide)
        .mint(TurnReply.signing(minter))
        .reply(
            turn -> TurnReply.of(turn, Browser.of(call.request()), call.epoch().store().state()));
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis) {
    return refusal(call, diagnosis, Document.EMPTY);
  }

  @Override
  public Outcome refusal(Call call, Diagnosis diagnosis, Document left) {
    Optional<Resumed> resumed = call.subject().map(Resumed.class::cast);
    return errors.tell(
        call,
        diagnosis,
        resumed
            .flatMap(Resumed::known)
            .flatMap(
                interaction -> Callback.of(interaction.request(), call.epoch().store().state())),
        resumed.flatMap(Resumed::clientId),
        BrowserSession.cookies(left, Browser.of(call.request())));
  }

  private static Decision<Turn> decide(Resumed resumed, TenantDraft tenant, Instant now) {
    return Interactions.open(resumed.state(), resumed.browser(), tenant, now)
        .then(
            interaction -> {
              NextStep step = NextStep.of(interaction, tenant.state(), now);
              return step == NextStep.DONE
                  ? Answering.decide(
                      interaction,
                      resumed.browser(),
                      resumed.caller(),
                      resumed.names(),
                      tenant,
                      now)
                  : Decision.grant(Turn.to(step, interaction, Optional.empty()));
            });
  }

  /**
   * What comes from a page.
   *
   * @param state the {@code state} of the page
   * @param known the interaction as it was when the call came in, if it is this browser's
   */
  private record Resumed(
      Optional<String> state,
      Optional<Interaction> known,
      Browser browser,
      Caller caller,
      TenantNames names)
      implements Subject {

    static Decision<Resumed> from(Call call) {
      Browser browser = Browser.of(call.request());
      var snapshot = call.epoch().store().state();
      return Parameters.ofQuery(call.request())
          .map(
              sent -> {
                Optional<String> state = sent.get("state");
                Optional<Interaction> known =
                    Interactions.open(state, browser, snapshot, call.tenant().now(snapshot))
                        .fold(Optional::of, refused -> Optional.<Interaction>empty());
                return new Resumed(
                    state, known, browser, Caller.of(call.request()), call.tenant().names());
              });
    }

    @Override
    public Optional<String> clientId() {
      return known
          .map(interaction -> interaction.request().clientId())
          .or(() -> state.flatMap(PageState::clientId));
    }

    @Override
    public Optional<String> audience() {
      return known.flatMap(interaction -> interaction.request().audience());
    }

    @Override
    public Optional<String> user() {
      return known.flatMap(Interaction::login).map(login -> login.userId());
    }

    @Override
    public Map<String, Object> facts(RefusalReason reason) {
      Map<String, Object> facts = new LinkedHashMap<>();
      clientId().ifPresent(id -> facts.put("client_id", id));
      audience().ifPresent(identifier -> facts.put("audience", identifier));
      user().ifPresent(id -> facts.put("user_id", id));
      known.flatMap(Interaction::organizationId).ifPresent(id -> facts.put("organization", id));
      return facts;
    }

    /** What is refused to a user, once one is known. */
    @Override
    public Optional<RefusalReason> forced(RefusalReason reason) {
      return switch (reason) {
        case USER_BLOCKED -> user().map(id -> reason);
        case ORGANIZATION_DENIED ->
            user()
                .flatMap(id -> known)
                .flatMap(Interaction::organizationId)
                .map(id -> RefusalReason.USER_NOT_IN_ORGANIZATION);
        default -> Optional.of(reason);
      };
    }

    @Override
    public List<LogFacts> logged(Decision<?> decided, Call call) {
      return known.isEmpty()
          ? List.of()
          : LoginFacts.of(decided, known.get().request(), caller, call);
    }
  }
}
