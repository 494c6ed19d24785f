package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.Optional;

/** Device credentials (Management API, "Create a device public key credential"). */
final class DeviceCredentialRules implements ResourceRules {

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

  /** The answer to its making is its id alone; the key is never shown again. */
  @Override
  public Document shown(Document credential, Work work) {
    return work.operation().method().equals("POST")
        ? Document.of("id", credential.get("id"))
        : credential.without("value");
  }
}
