package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.Answer;
import dev.fakeauth0.emulator.management.Behaviour;
import dev.fakeauth0.emulator.management.ResourceRules;
import dev.fakeauth0.emulator.management.Work;
import java.util.List;
import java.util.Map;

/**
 * What a user attribute profile may begin with (Management API, "Get user attribute profile
 * templates"). There is one; here it maps the claims that every provider has.
 */
final class UserAttributeProfileTemplates implements ResourceRules {

  private static final String ID = "auth0-generic";
  private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  @Override
  public String place() {
    return "user-attribute-profiles/templates";
  }

  @Override
  public Map<String, Behaviour> operations() {
    return Map.of(
        "GET /user-attribute-profiles/templates",
        work ->
            Decision.grant(
                Answer.of(
                    200,
                    Document.of("user_attribute_profile_templates", List.of(template())).asMap())),
        "GET /user-attribute-profiles/templates/{id}",
        work ->
            work.request().path("id").equals(ID)
                ? Decision.grant(Answer.of(200, template().asMap()))
                : Decision.refuse(
                    Work.missing("user-attribute-profiles", work.request().path("id"))));
  }

  private static Document template() {
    Document attributes =
        Document.EMPTY
            .with("email", attribute("Email", "email", "emailaddress", true))
            .with("name", attribute("Name", "name", "name", false))
            .with("given_name", attribute("Given name", "given_name", "givenname", false))
            .with("family_name", attribute("Family name", "family_name", "surname", false));
    return Document.of(
        "id",
        ID,
        "display_name",
        "Auth0 Generic User Attribute Profile Template",
        "template",
        Document.of(
            "name",
            "Auth0 Generic User Attribute Profile",
            "user_id",
            UserAttributeProfileRules.USER_ID,
            "user_attributes",
            attributes));
  }

  private static Document attribute(String label, String member, String claim, boolean required) {
    return Document.of(
        "description",
        label + " of the user",
        "label",
        label,
        "profile_required",
        required,
        "auth0_mapping",
        member,
        "oidc_mapping",
        Document.of("mapping", "${context.tokenset." + member + "}", "display_name", member),
        "saml_mapping",
        List.of(CLAIMS + claim));
  }
}
