package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.management.resource.ManagedTenant.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionsHttpTest {

  private static final String ACTION =
      """
      {"name": "Enrich", "supported_triggers": [{"id": "post-login", "version": "v3"}],
       "code": "exports.onExecutePostLogin = async () => {}",
       "secrets": [{"name": "KEY", "value": "hush"}]}
      """;

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void creates_an_action_that_is_built_but_not_deployed() {
    Reply created = tenant.post("actions/actions", ACTION);

    Reply read = tenant.get("actions/actions/" + created.string("id"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.document().string("status")).contains("pending");
    assertThat(created.document().string("runtime")).contains("node22");
    assertThat(created.text()).doesNotContain("hush");
    assertThat(read.document().string("status")).contains("built");
    assertThat(read.document().flag("all_changes_deployed", true)).isFalse();
    assertThat(read.document().has("deployed_version")).isFalse();
  }

  @Test
  void deploys_the_draft_as_the_next_version() {
    String id = tenant.post("actions/actions", ACTION).string("id");

    Reply deployed = tenant.post("actions/actions/" + id + "/deploy", "");
    tenant.patch("actions/actions/" + id, "{\"code\": \"// two\"}");
    Reply again = tenant.post("actions/actions/" + id + "/deploy", "");

    Document action = tenant.get("actions/actions/" + id).document();
    Document versions = tenant.get("actions/actions/" + id + "/versions").document();
    assertThat(deployed.status()).isEqualTo(200);
    assertThat(deployed.document().number("number")).contains(1L);
    assertThat(again.document().number("number")).contains(2L);
    assertThat(action.flag("all_changes_deployed", false)).isTrue();
    assertThat(action.object("deployed_version").orElseThrow().string("code")).contains("// two");
    assertThat(versions.objects("versions"))
        .extracting(version -> version.flag("deployed", false))
        .containsExactly(true, false);
  }

  @Test
  void goes_back_to_an_earlier_version() {
    String id = tenant.post("actions/actions", ACTION).string("id");
    String first = tenant.post("actions/actions/" + id + "/deploy", "").string("id");
    tenant.patch("actions/actions/" + id, "{\"code\": \"// two\"}");
    tenant.post("actions/actions/" + id + "/deploy", "");

    Reply back = tenant.post("actions/actions/" + id + "/versions/" + first + "/deploy", "");

    Document action = tenant.get("actions/actions/" + id).document();
    assertThat(back.document().number("number")).contains(3L);
    assertThat(action.object("deployed_version").orElseThrow().string("code"))
        .contains("exports.onExecutePostLogin = async () => {}");
  }

  @Test
  void binds_deployed_actions_to_a_trigger_in_order() {
    String one = deployed("One");
    String two = deployed("Two");

    Reply bound =
        tenant.patch(
            "actions/triggers/post-login/bindings",
            """
            {"bindings": [{"ref": {"type": "action_id", "value": "%s"}, "display_name": "second"},
                          {"ref": {"type": "action_name", "value": "One"}, "display_name": "first"}]}
            """
                .formatted(two));

    Document listed = tenant.get("actions/triggers/post-login/bindings").document();
    assertThat(bound.status()).isEqualTo(200);
    assertThat(listed.number("total")).contains(2L);
    assertThat(listed.objects("bindings"))
        .extracting(binding -> binding.object("action").orElseThrow().string("id", ""))
        .containsExactly(two, one);
  }

  @Test
  void keeps_an_action_that_is_bound_unless_it_is_forced() {
    String id = deployed("One");
    tenant.patch(
        "actions/triggers/post-login/bindings",
        "{\"bindings\": [{\"ref\": {\"type\": \"action_id\", \"value\": \"%s\"}}]}".formatted(id));

    Reply refused = tenant.delete("actions/actions/" + id);
    Reply forced = tenant.delete("actions/actions/" + id + "?force=true");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(forced.status()).isEqualTo(204);
    assertThat(tenant.get("actions/triggers/post-login/bindings").document().objects("bindings"))
        .isEmpty();
    assertThat(tenant.get("actions/actions/" + id).text())
        .contains("That action does not exist.")
        .doesNotContain("errorCode");
  }

  @Test
  void keeps_the_value_of_a_secret_that_is_named_without_one() {
    String id = tenant.post("actions/actions", ACTION).string("id");

    Reply patched =
        tenant.patch(
            "actions/actions/" + id,
            "{\"secrets\": [{\"name\": \"NEW\", \"value\": \"x\"}, {\"name\": \"KEY\"}]}");

    assertThat(names(patched)).containsExactly("KEY", "NEW");
    assertThat(patched.text()).doesNotContain("value");
  }

  @Test
  void publishes_modules_that_actions_use() {
    String module =
        tenant.post("actions/modules", "{\"name\": \"greet\", \"code\": \"//\"}").string("id");
    String version = tenant.post("actions/modules/" + module + "/versions", "").string("id");

    Reply action =
        tenant.post(
            "actions/actions",
            """
            {"name": "User", "supported_triggers": [{"id": "post-login", "version": "v3"}],
             "modules": [{"module_id": "%s", "module_version_id": "%s"}]}
            """
                .formatted(module, version));

    Document used = action.document().objects("modules").get(0);
    Document read = tenant.get("actions/modules/" + module).document();
    Reply users = tenant.get("actions/modules/" + module + "/actions");
    assertThat(used.string("module_name")).contains("greet");
    assertThat(used.number("module_version_number")).contains(1L);
    assertThat(read.flag("all_changes_published", false)).isTrue();
    assertThat(read.number("actions_using_module_total")).contains(1L);
    assertThat(users.document().objects("actions"))
        .extracting(user -> user.string("action_id", ""))
        .containsExactly(action.string("id"));
  }

  private String deployed(String name) {
    return tenant
        .post(
            "actions/actions",
            """
            {"name": "%s", "supported_triggers": [{"id": "post-login", "version": "v3"}],
             "code": "//", "deploy": true}
            """
                .formatted(name))
        .string("id");
  }

  private static List<String> names(Reply action) {
    return action.document().objects("secrets").stream()
        .map(secret -> secret.string("name", ""))
        .toList();
  }
}
