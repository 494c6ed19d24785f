package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * How attributes of a provider become a user's unless a connection says otherwise: the default
 * mappings of SCIM and of directory provisioning, as recorded in 2025 and 2026.
 */
final class ConnectionDefaults {

  private static final String ENTERPRISE_USER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.";

  // The SCIM attribute, then the user's.
  private static final List<String> SCIM =
      List.of(
          "userName preferred_username",
          "emails[primary eq true].value email",
          "externalId app_metadata.external_id",
          "active blocked",
          "displayName name",
          "name.givenName given_name",
          "name.familyName family_name",
          "name.middleName app_metadata.middle_name",
          "name.honorificPrefix app_metadata.honorific_prefix",
          "name.honorificSuffix app_metadata.honorific_suffix",
          "nickName nickname",
          "photos[type eq \"photo\"].value picture",
          "phoneNumbers[primary eq true].value app_metadata.primary_phone_number",
          "phoneNumbers[type eq \"mobile\"].value app_metadata.mobile_phone_number",
          "addresses[type eq \"work\"].streetAddress app_metadata.street_address",
          "addresses[type eq \"work\"].locality app_metadata.city",
          "addresses[type eq \"work\"].region app_metadata.state",
          "addresses[type eq \"work\"].postalCode app_metadata.postal_code",
          "addresses[type eq \"work\"].formatted app_metadata.postal_address",
          "addresses[type eq \"work\"].country app_metadata.country",
          "profileUrl app_metadata.profile_url",
          "userType app_metadata.user_type",
          "title app_metadata.title",
          "preferredLanguage app_metadata.language",
          "locale app_metadata.locale",
          "timezone app_metadata.timezone",
          ENTERPRISE_USER + "employeeNumber app_metadata.employee_id",
          ENTERPRISE_USER + "costCenter app_metadata.cost_center",
          ENTERPRISE_USER + "organization app_metadata.organization",
          ENTERPRISE_USER + "division app_metadata.division",
          ENTERPRISE_USER + "department app_metadata.department",
          ENTERPRISE_USER + "manager app_metadata.manager");

  // Google's attribute, then the user's; one word where they are named alike.
  private static final List<String> DIRECTORY =
      List.of(
          "id app_metadata.external_id",
          "primaryEmail email",
          "primaryEmail",
          "name.fullName name",
          "name.givenName given_name",
          "name.familyName family_name",
          "isAdmin",
          "isAdmin is_admin",
          "isDelegatedAdmin",
          "agreedToTerms",
          "agreedToTerms tou_accepted",
          "suspended",
          "suspended is_suspended",
          "suspended blocked",
          "suspensionReason",
          "archived",
          "ipWhitelisted",
          "ipWhitelisted is_ipWhitelisted",
          "kind",
          "etag",
          "customerId",
          "orgUnitPath",
          "emails",
          "phones",
          "externalIds",
          "aliases",
          "addresses",
          "organizations",
          "nonEditableAliases",
          "relations",
          "languages",
          "posixAccounts",
          "notes",
          "websites",
          "locations",
          "keywords",
          "gender",
          "ims",
          "creationTime",
          "lastLoginTime",
          "changePasswordAtNextLogin",
          "isMailboxSetup",
          "includeInGlobalAddressList",
          "thumbnailPhotoUrl",
          "thumbnailPhotoEtag",
          "isEnrolledIn2Sv",
          "isEnforcedIn2Sv",
          "recoveryEmail",
          "recoveryPhone",
          "sshPublicKeys",
          "customSchemas");

  private ConnectionDefaults() {}

  /** The mapping of a SCIM configuration. */
  static List<Document> scim() {
    return mapping("scim", SCIM);
  }

  /** The mapping of a directory provisioning. */
  static List<Document> directory() {
    return mapping("idp", DIRECTORY);
  }

  private static List<Document> mapping(String theirs, List<String> pairs) {
    List<Document> mapping = new ArrayList<>();
    for (String pair : pairs) {
      int between = pair.lastIndexOf(' ');
      mapping.add(
          Document.of(
              theirs,
              between < 0 ? pair : pair.substring(0, between),
              "auth0",
              pair.substring(between + 1)));
    }
    return mapping;
  }
}
