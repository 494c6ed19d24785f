package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;

/** What a test event tells where the request says nothing: Auth0's sample user (recorded). */
final class SampleEvent {

  private static final String SUBJECT = "507f1f77bcf86cd799439020";
  private static final String PICTURE =
      "https://secure.gravatar.com/avatar/15626c5e0c749cb912f9d1ad48dba440?s=480&r=pg"
          + "&d=https%3A%2F%2Fssl.gstatic.com%2Fs2%2Fprofiles%2Fimages%2Fsilhouette80.png";
  private static final String TIME = "2025-02-01T12:34:56Z";

  private SampleEvent() {}

  static Document of(String type) {
    if (type.startsWith("user.")) {
      return Document.of("object", user());
    }
    return Document.of("object", Document.of("id", "org_1234567890abcdef"));
  }

  /** What is kept of the event for its delivery: the user without what is nobody's business. */
  static Document delivered(Document data) {
    Document user = data.object("object").orElse(Document.EMPTY).without("multifactor");
    List<Document> identities = new ArrayList<>();
    for (Document identity : user.objects("identities")) {
      identities.add(identity.without("isSocial").without("profileData"));
    }
    return data.with("object", user.has("identities") ? user.with("identities", identities) : user);
  }

  private static Document user() {
    Document profile =
        Document.of(
            "email", "john.doe@gmail.com",
            "email_verified", false,
            "name", "John Doe",
            "username", "johndoe",
            "given_name", "John",
            "family_name", "Doe",
            "phone_number", "+15555555555",
            "phone_verified", false);
    Document identity =
        Document.of(
            "provider",
            "auth0",
            "isSocial",
            false,
            "connection",
            "Username-Password-Authentication",
            "user_id",
            SUBJECT,
            "profileData",
            profile);
    return Document.of(
        "user_id",
        "auth0|" + SUBJECT,
        "email",
        "john.doe@gmail.com",
        "email_verified",
        false,
        "username",
        "johndoe",
        "phone_number",
        "+15555555555",
        "phone_verified",
        false,
        "created_at",
        TIME,
        "updated_at",
        TIME,
        "identities",
        List.of(identity),
        "app_metadata",
        Document.of("plan", "pro"),
        "user_metadata",
        Document.of("hobby", "skydiving"),
        "picture",
        PICTURE,
        "name",
        "John Doe",
        "nickname",
        "John Doe",
        "multifactor",
        List.of("sample"),
        "last_ip",
        "203.0.113.7",
        "last_login",
        TIME,
        "logins_count",
        42,
        "blocked",
        false,
        "given_name",
        "John",
        "family_name",
        "Doe");
  }
}
