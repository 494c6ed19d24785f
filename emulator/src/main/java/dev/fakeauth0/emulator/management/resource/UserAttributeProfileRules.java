package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;

/**
 * User attribute profiles (Management API, "user-attribute-profiles"). Recorded: what is sent of
 * {@code user_id} is completed with the defaults, not with what was there.
 */
final class UserAttributeProfileRules implements ResourceRules {

  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** What identifies a user where nobody says. */
  static final Document USER_ID =
      Document.of(
          "oidc_mapping",
          "sub",
          "saml_mapping",
          List.of(CLAIMS + "nameidentifier", CLAIMS + "upn", CLAIMS + "name"),
          "scim_mapping",
          "externalId");

  @Override
  public String place() {
    return "user-attribute-profiles";
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(completed(Merge.metadata(Document.EMPTY, sent)));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(completed(Merge.over(before, sent, work)));
  }

  private static Document completed(Document profile) {
    Document userId = USER_ID;
    for (Map.Entry<String, ?> member :
        profile.object("user_id").orElse(Document.EMPTY).asMap().entrySet()) {
      userId = userId.with(member.getKey(), member.getValue());
    }
    return profile.with("user_id", userId);
  }
}
