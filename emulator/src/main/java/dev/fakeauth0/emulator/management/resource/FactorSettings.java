package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Act;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a factor of Guardian. A PUT or PATCH answers what was sent; a GET shows the whole,
 * with what else the setting has, without what is secret. The phone factor is the one that was
 * called sms: what is set by one name is read by the other.
 */
final class FactorSettings implements ResourceRules {

  private final String place;
  private final Document initial;
  private final List<String> secrets;
  private final Optional<String> twin;

  private FactorSettings(String place, Document initial, List<String> secrets, String twin) {
    this.place = "guardian/factors/" + place;
    this.initial = initial;
    this.secrets = secrets;
    this.twin = twin.isEmpty() ? Optional.empty() : Optional.of("guardian/factors/" + twin);
  }

  static List<ResourceRules> all() {
    Document texts =
        Document.of(
            "enrollment_message",
            "{{code}} is your verification code for {{tenant.friendly_name}}. Please enter this"
                + " code to verify your enrollment.",
            "verification_message",
            "{{code}} is your verification code for {{tenant.friendly_name}}");
    Document auth0 = Document.of("provider", "auth0");
    return List.of(
        of("phone/templates", texts, "sms/templates"),
        of("sms/templates", texts, "phone/templates"),
        of("phone/selected-provider", auth0, "sms/selected-provider"),
        of("sms/selected-provider", auth0, "phone/selected-provider"),
        of("phone/providers/twilio", Document.EMPTY, "sms/providers/twilio"),
        of("sms/providers/twilio", Document.EMPTY, "phone/providers/twilio"),
        of("phone/message-types", Document.of("message_types", List.of()), ""),
        of("duo/settings", Document.EMPTY, ""),
        of("webauthn-roaming/settings", webauthn("preferred"), ""),
        of("webauthn-platform/settings", Document.of("overrideRelyingParty", false), ""),
        of("push-notification/selected-provider", Document.of("provider", "guardian"), ""),
        new FactorSettings(
            "push-notification/providers/sns",
            Document.EMPTY,
            List.of("aws_secret_access_key"),
            ""),
        new FactorSettings(
            "push-notification/providers/apns",
            Document.of("bundle_id", null, "sandbox", false, "enabled", false),
            List.of("p12"),
            ""),
        new FactorSettings(
            "push-notification/providers/fcm", Document.EMPTY, List.of("server_key"), ""),
        new FactorSettings(
            "push-notification/providers/fcmv1",
            Document.EMPTY,
            List.of("server_credentials"),
            ""));
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<Behaviour> behaviour(Act act) {
    // A setting that is a list, and no list of things.
    return act == Act.LIST
        ? Optional.of(
            work -> Decision.grant(work.answer(work.state().singleton(place).orElse(initial))))
        : Optional.empty();
  }

  @Override
  public Optional<Document> initial(Work work) {
    return Optional.of(initial);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(completed(sent));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(completed(Merge.metadata(before, sent)));
  }

  @Override
  public void changed(Document before, Document after, Work work) {
    if (twin.isPresent()) {
      work.draft().singleton(twin.get(), after);
    }
  }

  @Override
  public Document shown(Document document, Work work) {
    boolean read = work.operation().method().equals("GET");
    Document shown = document;
    for (String name : document.asMap().keySet()) {
      if (!read && !work.body().has(name)) {
        shown = shown.without(name);
      }
    }
    // What was sent with a PUT comes back with it, but for files and keys of servers.
    boolean echoed = !read && place.endsWith("/sns");
    for (String secret : secrets) {
      shown = echoed ? shown : shown.without(secret);
    }
    return shown;
  }

  private Document completed(Document sent) {
    Document completed = sent;
    for (String name : initial.asMap().keySet()) {
      completed = completed.withDefault(name, initial.get(name));
    }
    if (place.endsWith("/twilio") && !completed.asMap().isEmpty()) {
      // Recorded: a read names them all, with null for what was not sent.
      for (String name : List.of("auth_token", "sid", "from", "messaging_service_sid")) {
        completed = completed.withDefault(name, null);
      }
    }
    return completed.has("p12") ? completed.with("enabled", true) : completed;
  }

  private static ResourceRules of(String place, Document initial, String twin) {
    return new FactorSettings(place, initial, List.of(), twin);
  }

  private static Document webauthn(String verification) {
    return Document.of("userVerification", verification, "overrideRelyingParty", false);
  }
}
