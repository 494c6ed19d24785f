package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Timestamp;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/** Tokens for SCIM clients (Management API, "Create a SCIM token"): each is shown once. */
final class ScimTokenRules implements ResourceRules {

  private static final List<String> ALL =
      List.of("get:users", "post:users", "patch:users", "put:users", "delete:users");

  @Override
  public String place() {
    return "connections/{id}/scim-configuration/tokens";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    String owner = ConnectionRules.PLACE + '/' + work.owner() + "/scim-configuration";
    if (work.state().singleton(owner).isEmpty()) {
      return Decision.refuse(Work.missing("connections/{id}/scim-configuration", work.owner()));
    }
    Document token =
        sent.with("token", "tok_" + work.ids().prefixed("", 16) + '.' + work.ids().clientSecret())
            .withDefault("scopes", ALL)
            .with("created_at", work.timestamp());
    Optional<Long> lifetime = sent.number("token_lifetime");
    return Decision.grant(
        lifetime.isEmpty()
            ? token
            : token
                .without("token_lifetime")
                .with("valid_until", Timestamp.of(work.now().plusSeconds(lifetime.get()))));
  }

  /** Only the answer that makes a token shows it. */
  @Override
  public Document shown(Document token, Work work) {
    return work.operation().method().equals("POST") ? token : token.without("token");
  }
}
