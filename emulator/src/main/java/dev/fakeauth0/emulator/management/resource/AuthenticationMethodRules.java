package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import dev.fakeauth0.emulator.tenant.MfaFactors;
import dev.fakeauth0.emulator.tenant.Resource;
import dev.fakeauth0.emulator.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user proves themselves with beside a password (Management API, "Creates an authentication
 * method for a given user"). What comes through the API is confirmed.
 */
final class AuthenticationMethodRules implements ResourceRules {

  static final String PLACE = "users/{id}/authentication-methods";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "PUT /users/{id}/authentication-methods", this::replaceAll,
        "GET /users/{id}/enrollments", AuthenticationMethodRules::enrollments,
        "DELETE /users/{id}/authenticators", this::clear);
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    return Decision.grant(made(sent, work));
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return Decision.grant(
        sent.string("preferred_authentication_method").isPresent()
            ? phone(Merge.over(before, sent, work))
            : Merge.over(before, sent, work));
  }

  private Decision<Answer> replaceAll(Work work) {
    clear(work);
    List<Object> made = new ArrayList<>();
    if (work.request().body() instanceof List<?> wanted) {
      for (Object each : wanted) {
        if (each instanceof Map<?, ?> members) {
          Document method = made(Document.of(members), work);
          work.draft().put(work.collection(), method.string("id", ""), method);
          made.add(method.asMap());
        }
      }
    }
    return Decision.grant(work.shaped(200, made));
  }

  private Decision<Answer> clear(Work work) {
    for (Document method : methods(work)) {
      work.draft().remove(collection(work), method.string("id", ""));
    }
    return Decision.grant(work.done());
  }

  private static String collection(Work work) {
    return MfaFactors.collection(work.owner());
  }

  private static List<Document> methods(Work work) {
    List<Document> methods = new ArrayList<>();
    for (Resource method : work.state().collection(collection(work)).all()) {
      methods.add(method.document());
    }
    return methods;
  }

  private static Document made(Document sent, Work work) {
    String device = work.ids().prefixed("dev_");
    String type = sent.string("type", "");
    return phone(
        sent.with("id", type + '|' + device)
            .with("confirmed", true)
            .with("created_at", work.timestamp())
            .with("enrolled_at", work.timestamp()));
  }

  /** A phone has a method for each way it is reached by. */
  private static Document phone(Document method) {
    if (!method.string("type", "").equals("phone")) {
      return method;
    }
    String way = method.string("preferred_authentication_method", "sms");
    String device = UserView.part(method.string("id", ""));
    return method
        .with("preferred_authentication_method", way)
        .with(
            "authentication_methods", List.of(Document.of("id", way + '|' + device, "type", way)));
  }

  private static Decision<Answer> enrollments(Work work) {
    List<Object> enrollments = new ArrayList<>();
    for (Document method : methods(work)) {
      Document enrollment =
          Document.of(
              "id",
              UserView.part(method.string("id", "")),
              "status",
              "confirmed",
              "type",
              method.string("type", ""),
              "enrolled_at",
              method.string("created_at", ""));
      String authMethod =
          switch (method.string("type", "")) {
            case "phone" -> "sms";
            case "totp" -> "authenticator";
            case "push" -> "guardian";
            case "webauthn-roaming" -> "webauthn-roaming";
            case "webauthn-platform" -> "webauthn-platform";
            default -> "";
          };
      if (!authMethod.isEmpty()) {
        enrollment = enrollment.with("auth_method", authMethod);
      }
      for (String name : List.of("name", "phone_number")) {
        if (method.string(name).isPresent()) {
          enrollment = enrollment.with(name, method.string(name, ""));
        }
      }
      enrollments.add(enrollment.asMap());
    }
    return Decision.grant(work.shaped(200, enrollments));
  }
}
