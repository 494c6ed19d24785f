package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.Merge;
import dev.fakeauth0.emulator.management.Refusals;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Words;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;

/** Self-service profiles (Management API, "self-service-profiles"), with their texts. */
final class SelfServiceProfileRules implements ResourceRules {

  private static final String PLACE = "self-service-profiles";

  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /self-service-profiles/{id}/custom-text/{language}/{page}",
        work ->
            work.required(PLACE, work.owner())
                .map(
                    profile ->
                        Answer.of(
                            200,
                            work.state().singleton(text(work)).orElse(Document.EMPTY).asMap())),
        "PUT /self-service-profiles/{id}/custom-text/{language}/{page}",
        work ->
            work.required(PLACE, work.owner())
                .map(
                    profile -> {
                      work.draft().singleton(text(work), work.body());
                      return Answer.of(200, work.body().asMap());
                    }),
        "POST /self-service-profiles/{id}/sso-ticket",
        work ->
            work.required(PLACE, work.owner())
                .map(
                    profile ->
                        work.shaped(
                            work.operation().successStatus(),
                            Document.of(
                                "ticket",
                                work.request().issuer()
                                    + "self-service/connections-flow?ticket="
                                    + work.ids().prefixed("", 32)))),
        "POST /self-service-profiles/{profileId}/sso-ticket/{id}/revoke",
        work -> work.required(PLACE, work.owner()).map(profile -> work.done()));
  }

  private static String text(Work work) {
    return PLACE
        + '/'
        + work.owner()
        + "/custom-text/"
        + work.request().path("language")
        + '/'
        + work.request().path("page");
  }

  @Override
  public Decision<Document> creating(Document sent, Work work) {
    Document profile =
        Merge.metadata(Document.EMPTY, sent).withDefault("user_attributes", List.of());
    return known(profile, work);
  }

  @Override
  public Decision<Document> changing(Document before, Document sent, Work work) {
    return known(Merge.metadata(before, sent).withDefault("user_attributes", List.of()), work);
  }

  /** Its user attribute profile has to be there. */
  private static Decision<Document> known(Document profile, Work work) {
    String id = profile.string("user_attribute_profile_id", "");
    return id.isEmpty() || work.stored("user-attribute-profiles", id).isPresent()
        ? Decision.grant(profile)
        : Decision.refuse(
            Refusals.badRequest(
                Words.of("User attribute profile not found."),
                "there is no user attribute profile " + id,
                "create it first: POST /api/v2/user-attribute-profiles"));
  }
}
