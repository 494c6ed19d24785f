package dev.fakeauth0.acceptance;

import dev.fakeauth0.FakeAuth0;
import dev.fakeauth0.contracts.ProtectedApiContract;
import dev.fakeauth0.contracts.ProtectedApiSettings;
import dev.fakeauth0.contracts.Reply;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The contract as a user writes it down, on an API without holes: every test of it passes. */
@WithFakeAuth0
class HandWrittenApiContractIT implements ProtectedApiContract {

  private HandWrittenApi api;

  @BeforeEach
  void start(FakeAuth0 auth0) {
    api = new HandWrittenApi(auth0.issuer(), "https://api.example.com", "read:messages");
  }

  @Override
  public Reply send(Optional<String> authorization) {
    return api.send(authorization);
  }

  @Override
  public boolean startAfresh() {
    return api.startAfresh();
  }

  @Override
  public ProtectedApiSettings settings() {
    return ProtectedApiSettings.defaults()
        .scope("read:messages")
        .leeway(Duration.ofSeconds(30))
        .requiring("aud", "exp");
  }
}
