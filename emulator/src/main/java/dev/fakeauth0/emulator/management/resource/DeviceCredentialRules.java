package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Device credentials (Management API, "Retrieve device credentials"): public keys that devices
 * gave, and the users' refresh tokens, each under its own id.
 */
final class DeviceCredentialRules implements ResourceRules {

  private static final String REFRESH_TOKENS = "refresh-tokens";

  @Override
  public String place() {
    return "device-credentials";
  }

  /** It belongs to the user of the token, and to its client where the body names none. */
  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document credential = sent;
    Optional<String> user = work.request().bearer().user();
    if (user.isPresent()) {
      credential = credential.with("user_id", user.get());
    }
    Optional<String> client = work.request().bearer().clientId();
    return Decision.grant(
        client.isPresent() ? credential.withDefault("client_id", client.get()) : credential);
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>(work.all(work.collection()));
    for (Document token : work.all(REFRESH_TOKENS)) {
      all.add(ofToken(token));
    }
    return all;
  }

  @Override
  public Optional<Document> find(String id, Work work) {
    return work.stored(work.collection(), id)
        .or(() -> work.stored(REFRESH_TOKENS, id).map(DeviceCredentialRules::ofToken));
  }

  /** A refresh token that is deleted here is revoked. */
  @Override
  public void removed(Document credential, Work work) {
    work.draft().remove(REFRESH_TOKENS, credential.string("id", ""));
  }

  private static Document ofToken(Document token) {
    return Document.of(
        "id",
        token.string("id", ""),
        "type",
        token.flag("rotating", false) ? "rotating_refresh_token" : "refresh_token",
        "user_id",
        token.string("user_id", ""),
        "client_id",
        token.string("client_id", ""));
  }

  /** The answer to its making is its id alone; the key is never shown again. */
  @Override
  public Document shown(Document credential, Work work) {
    return work.operation().method().equals("POST")
        ? Document.of("id", credential.get("id"))
        : credential.without("value");
  }
}
