package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Templates of messages to phones (go-auth0 recordings). Of each type there is one: where it was
 * not made, lists show Auth0's own, without an id.
 */
final class PhoneTemplateRules implements ResourceRules {

  private static final String PLACE = "branding/phone/templates";

  /** Auth0's own texts, by type: what is written and what is said. */
  private static final Map<String, Document> OWN = new LinkedHashMap<>();

  static {
    String blocked =
        "We detected suspicious activity on your account from the ip {{user.source_ip}}"
            + "{% if user.city %} from {{user.city}}, {{user.country}}{% elsif user.country %}"
            + " from {{user.country}}{% endif %}. Logins from this IP have been blocked on your"
            + " account. If this is your IP, please reset your password to unblock your account."
            + " Otherwise, disregard this message.";
    String spoken = code("Hello. Your verification code for {{ friendly_name | escape }}");
    OWN.put("blocked_account", body(blocked, blocked));
    OWN.put(
        "change_password",
        body(
            "{{ code | escape }} is your password change code for {{ friendly_name | escape }}",
            "Hello. Your password change code for {{ friendly_name | escape }} is {{ pause }}"
                + " {{ code | escape }}. I repeat, your password change code is {{ pause }}"
                + " {{ code | escape }}"));
    OWN.put(
        "otp_enroll",
        body(
            "{{ code | escape }} is your verification code for {{ friendly_name | escape }}."
                + " Please enter this code to verify your enrollment.",
            spoken));
    OWN.put(
        "otp_verify",
        body(
            "{{ code | escape }} is your verification code for {{ friendly_name | escape }}",
            spoken));
  }

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of("PATCH /branding/phone/templates/{id}/reset", PhoneTemplateRules::reset);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document content = sent.object("content").orElse(Document.EMPTY);
    Document own = OWN.getOrDefault(sent.string("type", ""), Document.EMPTY);
    return Decision.grant(
        made(
            sent.string("id", ""),
            sent.string("type", ""),
            sent.flag("disabled", false),
            ordered(content.withDefault("body", own)),
            work));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    Document after = Merge.over(before, sent, work);
    Document content =
        Merge.metadata(
            before.object("content").orElse(Document.EMPTY),
            sent.object("content").orElse(Document.EMPTY));
    return Decision.grant(
        after.with("content", ordered(content)).with("updated_at", work.timestamp()));
  }

  @Override
  public Document shown(Document template, Work work) {
    return SeededTimes.filled(template)
        .withDefault("tenant", work.request().tenantName())
        .withDefault("channel", "phone");
  }

  @Override
  public List<Document> all(Work work) {
    List<Document> all = new ArrayList<>();
    List<Document> stored = new ArrayList<>(work.all(PLACE));
    for (Map.Entry<String, Document> own : OWN.entrySet()) {
      List<Document> changed =
          stored.stream().filter(one -> one.string("type", "").equals(own.getKey())).toList();
      if (changed.isEmpty()) {
        Document content = Document.of("syntax", "liquid", "body", own.getValue());
        all.add(made("", own.getKey(), false, content, work).without("id"));
      }
      all.addAll(changed);
      stored.removeAll(changed);
    }
    all.addAll(stored);
    return all;
  }

  private static Decision<Answer> reset(Work work) {
    return work.required(PLACE, work.owner())
        .map(
            template -> {
              Document own = OWN.getOrDefault(template.string("type", ""), Document.EMPTY);
              Document content = template.object("content").orElse(Document.EMPTY);
              Document after =
                  template
                      .with("content", content.with("body", own))
                      .with("updated_at", work.timestamp());
              work.draft().put(PLACE, work.owner(), after);
              return work.shaped(200, after);
            });
  }

  private static Document made(
      String id, String type, boolean disabled, Document content, Work work) {
    return Document.of(
        "id",
        id,
        "tenant",
        work.request().tenantName(),
        "channel",
        "phone",
        "type",
        type,
        "disabled",
        disabled,
        "created_at",
        work.timestamp(),
        "updated_at",
        work.timestamp(),
        "content",
        content);
  }

  private static Document ordered(Document content) {
    Document ordered =
        Document.of(
            "syntax", content.string("syntax", "liquid"),
            "body", content.object("body").orElse(Document.EMPTY));
    // Recorded: only Auth0's own templates have an empty one.
    return content.string("from").map(from -> ordered.with("from", from)).orElse(ordered);
  }

  private static Document body(String text, String voice) {
    return Document.of("text", text, "voice", voice);
  }

  private static String code(String sentence) {
    return sentence
        + " is {{ pause }} {{ code | escape }}. I repeat, your verification code is {{ pause }}"
        + " {{ code | escape }}";
  }
}
