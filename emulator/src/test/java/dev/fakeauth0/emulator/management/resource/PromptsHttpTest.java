package dev.fakeauth0.emulator.management.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptsHttpTest {

  private final ManagedTenant tenant = new ManagedTenant();

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void reads_the_texts_of_a_prompt_as_they_were_set() {
    var before = tenant.get("prompts/login/custom-text/en");
    tenant.put("prompts/login/custom-text/en", "{\"login\": {\"title\": \"Hello\"}}");

    var after = tenant.get("prompts/login/custom-text/en");

    assertThat(before.text()).isEqualTo("{}");
    assertThat(after.text()).isEqualTo("{\"login\":{\"title\":\"Hello\"}}");
  }

  @Test
  void forgets_the_partials_of_a_screen_that_has_none_left() {
    tenant.put("prompts/signup/partials", "{\"signup\": {\"form-content-start\": \"<b>\"}}");

    var emptied = tenant.put("prompts/signup/partials", "{\"signup\": {}}");

    assertThat(emptied.text()).isEqualTo("{}");
    assertThat(tenant.get("prompts/signup/partials").text()).isEqualTo("{}");
  }

  @Test
  void answers_a_change_of_rendering_with_what_was_sent() {
    var patched =
        tenant.patch(
            "prompts/login-id/screen/login-id/rendering",
            "{\"rendering_mode\": \"advanced\", \"filters\": null}");

    var read = tenant.get("prompts/login-id/screen/login-id/rendering");
    assertThat(patched.text()).isEqualTo("{\"rendering_mode\":\"advanced\"}");
    assertThat(read.string("rendering_mode")).isEqualTo("advanced");
    assertThat(read.string("screen")).isEqualTo("login-id");
    assertThat(read.document().flag("use_page_template", true)).isFalse();
  }
}
