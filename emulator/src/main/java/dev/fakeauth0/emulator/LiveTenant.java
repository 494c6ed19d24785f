package dev.fakeauth0.emulator;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.TenantClock;
import dev.fakeauth0.emulator.certificate.UnusableCertificateException;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.control.TokenReview;
import dev.fakeauth0.emulator.http.tls.ServerTls;
import dev.fakeauth0.emulator.logout.ExpiredSessions;
import dev.fakeauth0.emulator.pipeline.Listener;
import dev.fakeauth0.emulator.pipeline.SentMessages;
import dev.fakeauth0.emulator.pipeline.Tenant;
import dev.fakeauth0.emulator.seed.SeedDocument;
import dev.fakeauth0.emulator.seed.SeedExport;
import dev.fakeauth0.emulator.seed.SeedOptions;
import dev.fakeauth0.emulator.tenant.ClockSetting;
import dev.fakeauth0.emulator.token.KeyRotation;
import dev.fakeauth0.emulator.token.TokenInspector;
import dev.fakeauth0.failure.Failures;
import dev.fakeauth0.journal.Journal;
import dev.fakeauth0.journal.JournalEntry;
import dev.fakeauth0.message.Messages;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.seed.SeedPart;
import dev.fakeauth0.token.MachineClient;
import dev.fakeauth0.token.MintedToken;
import dev.fakeauth0.token.TokenSpec;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A tenant served by this JVM, as callers see it. */
final class LiveTenant implements FakeAuth0 {

  private final Tenant tenant;
  private final ServerTls tls;
  private final TokenOnDemand tokens;
  private final TokenReview review;
  private final Runnable stop;

  LiveTenant(
      Tenant tenant, ServerTls tls, TokenOnDemand tokens, TokenReview review, Runnable stop) {
    this.tenant = tenant;
    this.tls = tls;
    this.tokens = tokens;
    this.review = review;
    this.stop = stop;
  }

  @Override
  public String tenant() {
    return tenant.name();
  }

  @Override
  public URI issuer() {
    return URI.create(tenant.names().issuer(tenant.names().listeners().get(0)));
  }

  @Override
  public Optional<URI> httpsIssuer() {
    return tenant.names().listeners().stream()
        .filter(Listener::secure)
        .findFirst()
        .map(tenant.names()::issuer)
        .map(URI::create);
  }

  @Override
  public void seed(SeedPart... parts) {
    SeedDocument.of(List.of(parts)).addTo(tenant);
  }

  @Override
  public void seed(String document) {
    SeedDocument.read("seed", document, new SeedOptions(false, System.getenv())).addTo(tenant);
  }

  @Override
  public String snapshot() {
    return SeedExport.json(tenant.state(), tenant.remainingFailures());
  }

  @Override
  public MintedToken token(TokenSpec wanted) {
    return tokens
        .mint(wanted, tenant, issuer().toString())
        .fold(
            minted ->
                new MintedToken(minted.accessToken(), minted.scope(), minted.expiresIn(), "Bearer"),
            diagnosis -> {
              throw new IllegalArgumentException(diagnosis.toString());
            });
  }

  @Override
  public Optional<Diagnosis> refusalOf(String token, Optional<String> audience) {
    return review
        .of(
            token,
            tenant,
            issuer().toString(),
            new TokenInspector.Wanted(audience, List.of()),
            tenant.now(tenant.state()))
        .diagnosis();
  }

  @Override
  public Optional<MachineClient> machineClient() {
    return TokenOnDemand.machineClient(tenant.state(), issuer().toString());
  }

  @Override
  public void keepAsBaseline() {
    tenant.keepAsBaseline();
  }

  @Override
  public void reset() {
    tenant.reset();
  }

  @Override
  public Journal journal() {
    return new CurrentJournal();
  }

  @Override
  public Messages messages() {
    return new SentMessages(tenant);
  }

  @Override
  public Failures failures() {
    return tenant.failures();
  }

  @Override
  public TenantClock clock() {
    return new StateClock();
  }

  @Override
  public void rotateKeys() {
    KeyRotation.rotate(tenant.epoch().store(), tenant.signingKeys(), tenant::now);
  }

  @Override
  public SSLContext sslContext() {
    return made(tls::clientContext);
  }

  @Override
  public KeyStore trustStore() {
    return made(tls::trustStore);
  }

  @Override
  public String caPem() {
    return made(tls::caPem);
  }

  private static <T> T made(Supplier<T> certified) {
    try {
      return certified.get();
    } catch (UnusableCertificateException e) {
      throw new CannotStartException(
          CannotStartException.Cause.CERTIFICATE, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    stop.run();
  }

  @Override
  public String toString() {
    return "FakeAuth0[" + tenant.name() + " at " + issuer() + "]";
  }

  /** Whatever journal the tenant has now: a reset gives it another. */
  private final class CurrentJournal implements Journal {

    @Override
    public List<JournalEntry> entries() {
      return tenant.epoch().journal().entries();
    }

    @Override
    public long dropped() {
      return tenant.epoch().journal().dropped();
    }

    @Override
    public void clear() {
      tenant.epoch().journal().clear();
    }

    @Override
    public Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost) {
      return tenant.epoch().journal().await(wanted, atMost);
    }
  }

  private final class StateClock implements TenantClock {

    @Override
    public Instant now() {
      return tenant.now(tenant.state());
    }

    @Override
    public void freeze() {
      change(ClockSetting::frozen);
    }

    @Override
    public void set(Instant now) {
      change((clock, system) -> clock.setTo(now, system));
    }

    @Override
    public void advance(Duration by) {
      change((clock, system) -> clock.setTo(clock.at(system).plus(by), system));
    }

    @Override
    public void resume() {
      change(ClockSetting::resumed);
    }

    @Override
    public boolean frozen() {
      return tenant.state().clock().frozenAt().isPresent();
    }

    private void change(BiFunction<ClockSetting, Instant, ClockSetting> change) {
      tenant
          .epoch()
          .store()
          .change(
              draft -> {
                draft.clock(change.apply(draft.state().clock(), tenant.systemTime()));
                return draft.state().clock();
              });
      ExpiredSessions.tell(tenant, issuer().toString());
    }
  }
}
