package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.tenant.IdSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids and words by kind of resource, one table: ids and 404 as recorded (terraform-provider-auth0,
 * go-auth0 and deploy-cli recordings), 409 by the Management API's documents.
 */
final class Kinds {

  private static final Map<String, Kind> TABLE = new HashMap<>();

  static {
    put(
        add("clients")
            .id("client_id", IdSource::clientId)
            .missing("The client does not exist", "inexistent_client")
            .deletedWhenAbsent());
    put(add("clients/{id}/credentials").prefix("cred_", 22));
    put(add("experimentation/segments").prefix("seg_", 22));
    put(
        add("resource-servers")
            .id("id", IdSource::objectId)
            .missing("The resource server does not exist", "inexistent_resource_server")
            .deletedWhenAbsent()
            .unique(
                "identifier",
                "A resource server with the same identifier already exists.",
                "resource_server_conflict"));
    put(
        add("client-grants")
            .prefix("cgr_", 16)
            .missing("The grant does not exist.", "inexistent_client_grant")
            .deletedWhenAbsent());
    put(
        add("connections")
            .prefix("con_", 16)
            .missing("The connection does not exist", "inexistent_connection")
            .deletedWhenAbsent()
            .unique(
                "name", "A connection with the same name already exists", "connection_conflict"));
    put(
        add("users")
            .id("user_id", ids -> "auth0|" + ids.objectId())
            .missing("The user does not exist.", "inexistent_user")
            .taken("The user already exists.", "auth0_idp_error")
            .deletedWhenAbsent());
    put(
        add("roles")
            .prefix("rol_", 16)
            .missing("The role does not exist.", "")
            .unique("name", "The role already exists.", ""));
    put(
        add("organizations")
            .prefix("org_", 16)
            .missing("No organization found by that id or name", "")
            .unique(
                "name", "An organization with this name already exists.", "organization_conflict"));
    put(add("organizations/{id}/connections").missing("No connection found by that id", ""));
    put(
        add("organizations/{id}/enabled_connections")
            .missing("No connection found by that id", ""));
    put(
        add("organizations/{id}/invitations")
            .prefix("uinv_", 16)
            .missing("The invitation does not exist.", "inexistent_invitation"));
    put(
        add("organizations/{id}/discovery-domains")
            .prefix("ord_", 22)
            .missing("No organization domain found by that id", "")
            .deletedWhenAbsent());
    put(add("organizations/{id}/members").id("user_id", ids -> ids.prefixed("", 24)));
    put(add("organizations/{id}/clients").id("client_id", IdSource::clientId));
    put(add("connections/{id}/clients").id("client_id", IdSource::clientId));
    put(add("connections/{id}/scim-configuration").deletedWhenAbsent());
    put(
        add("connections/{id}/scim-configuration/tokens")
            .id("token_id", ids -> ids.prefixed("tok_", 16)));
    put(add("groups").prefix("grp_", 22));
    put(add("actions/actions").id("id", IdSource::uuid).missing("That action does not exist.", ""));
    put(
        add("actions/actions/{id}/versions")
            .id("id", IdSource::uuid)
            .missing("That action does not exist.", ""));
    put(add("actions/modules").id("id", IdSource::uuid));
    put(add("actions/modules/{id}/versions").id("id", IdSource::uuid));
    put(add("actions/executions").missing("That execution does not exist.", ""));
    put(
        add("custom-domains")
            .id("custom_domain_id", ids -> ids.prefixed("cd_", 16))
            .missing("The custom domain {id} does not exist", "inexistent_custom_domain")
            .deletedWhenAbsent());
    put(
        add("emails/provider")
            .missing("There is not a configured email provider", "inexistent_email_provider")
            .deletedWhenAbsent());
    put(
        add("email-templates")
            .id("template", ids -> ids.prefixed("", 16))
            .missing("The template does not exist.", "inexistent_email_template"));
    put(
        add("branding/templates/universal-login")
            .missing("Template does not exist.", "inexistent_templates_universal_login")
            .deletedWhenAbsent());
    put(
        add("branding/themes")
            .id("themeId", ids -> ids.prefixed("", 32))
            .missing(
                "There was an error retrieving branding settings: invalid theme ID",
                "theme_not_found"));
    put(
        add("branding/themes/default")
            .missing(
                "There was an error retrieving branding settings: invalid theme ID",
                "theme_not_found"));
    put(
        add("branding/phone/providers")
            .prefix("pro_", 22)
            .missing("Notification Resource not found", ""));
    put(
        add("branding/phone/templates")
            .prefix("tem_", 22)
            .missing("Notification Resource not found", ""));
    put(
        add("rules")
            .prefix("rul_", 16)
            .missing("The rule does not exist", "inexistent_rule")
            .deletedWhenAbsent());
    put(add("rules-configs").id("key", ids -> ids.prefixed("", 16)).deletedWhenAbsent());
    put(
        add("hooks")
            .id("id", IdSource::ulid)
            .missing("Error: Hook does not exist", "HookDoesNotExist"));
    put(
        add("log-streams")
            .id("id", ids -> "lst_" + ids.text(IdSource.Kind.RESOURCE, "0123456789", 16))
            .missing("The log stream does not exist.", "")
            .deletedWhenAbsent());
    put(
        add("event-streams")
            .prefix("est_", 22)
            .missing("The requested stream does not exist.", "")
            .deletedWhenAbsent());
    put(add("flows").prefix("af_", 22).missing("Flow not found", ""));
    put(add("forms").prefix("ap_", 22).missing("Form not found", ""));
    put(add("flows/vault/connections").prefix("ac_", 22).missing("Connection not found", ""));
    put(
        add("self-service-profiles")
            .prefix("ssp_", 22)
            .missing("Profile with ID: {id} not found", ""));
    put(
        add("token-exchange-profiles")
            .prefix("tep_", 16)
            .missing("Token exchange profile not found.", ""));
    put(
        add("user-attribute-profiles")
            .prefix("uap_", 22)
            .missing("User attribute profile not found.", "")
            .deletedWhenAbsent());
    put(add("connection-profiles").prefix("cop_", 22));
    put(
        add("network-acls")
            .prefix("acl_", 22)
            .missing("NetworkACL with this ID was not found", ""));
    put(add("rate-limit-policies").prefix("rlp_", 21));
    put(add("guardian/enrollments").missing("Enrollment not found", "enrollment_not_found"));
    put(add("jobs").prefix("job_", 16).missing("The job does not exist", "inexistent_job"));
    put(add("logs").id("log_id", ids -> ids.prefixed("", 56)).missing("Log not found.", ""));
    put(add("sessions").missing("The session does not exist.", ""));
    put(add("refresh-tokens").missing("The refresh token does not exist.", "").deletedWhenAbsent());
    put(add("device-credentials").prefix("dcr_", 16).deletedWhenAbsent());
    put(add("keys/encryption").id("kid", IdSource::uuid));
    put(add("keys/signing").id("kid", IdSource::kid));
    put(add("grants").id("id", IdSource::objectId).deletedWhenAbsent());
  }

  private Kinds() {}

  /** The kind of a place. */
  static Kind of(String place) {
    Kind known = TABLE.get(place);
    return known == null ? Kind.of(place) : known;
  }

  private static Kind add(String place) {
    return Kind.of(place);
  }

  private static void put(Kind kind) {
    TABLE.put(kind.place(), kind);
  }
}
