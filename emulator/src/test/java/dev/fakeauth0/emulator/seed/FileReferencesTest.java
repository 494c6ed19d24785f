package dev.fakeauth0.emulator.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReferencesTest {

  @TempDir private Path outer;
  private Path folder;

  @BeforeEach
  void make_a_folder() throws IOException {
    folder = Files.createDirectories(outer.resolve("tenant"));
    Files.writeString(outer.resolve("secret.txt"), "not for you");
  }

  @Test
  void puts_files_in_the_place_of_their_names() throws IOException {
    file("actions/login/code.js", "exports.onExecutePostLogin = () => '##WHO##';\n");
    file("databases/staff/login.js", "function login() {}");
    file("pages/login.html", "<html>login</html>");
    file("emailTemplates/welcome.html", "<html>welcome</html>");
    file("branding_templates/universal_login.html", "<html>{%- auth0:widget -%}</html>");
    file("clients/shop_login.html", "<html>shop</html>");
    file("forms/signup.json", "{\"nodes\": [], \"start\": {}}");
    file("prompts/render.json", "{\"prompt\": \"login\", \"screen\": \"login\"}");

    TenantState tenant =
        Seeded.state(
            read(
                """
                actions:
                - name: login
                  code: ./actions/login/code.js
                - name: inline
                  code: "exports.x = './y.js';"
                databases:
                - name: staff
                  strategy: auth0
                  options:
                    customScripts:
                      login: ./databases/staff/login.js
                pages:
                - name: login
                  html: ./pages/login.html
                emailTemplates:
                - template: welcome_email
                  body: emailTemplates/welcome.html
                branding:
                  templates:
                  - template: universal_login
                    body: ./branding_templates/universal_login.html
                clients:
                - name: shop
                  custom_login_page: ./shop_login.html
                forms:
                - name: signup
                  body: ./forms/signup.json
                prompts:
                  screenRenderers:
                  - login:
                      login: ./prompts/render.json
                """));

    assertThat(other(tenant, "actions", 0).string("code"))
        .contains("exports.onExecutePostLogin = () => 'me';\n");
    assertThat(other(tenant, "actions", 1).string("code")).contains("exports.x = './y.js';");
    assertThat(
            other(tenant, "databases", 0)
                .object("options")
                .flatMap(options -> options.object("customScripts"))
                .flatMap(scripts -> scripts.string("login")))
        .contains("function login() {}");
    assertThat(other(tenant, "pages", 0).string("html")).contains("<html>login</html>");
    assertThat(other(tenant, "emailTemplates", 0).string("body")).contains("<html>welcome</html>");
    assertThat(other(tenant, "branding", 0).objects("templates").get(0).string("body", ""))
        .contains("auth0:widget");
    assertThat(
            tenant.clients().findByKey("shop").orElseThrow().document().string("custom_login_page"))
        .contains("<html>shop</html>");
    assertThat(other(tenant, "forms", 0).has("nodes")).isTrue();
    assertThat(other(tenant, "prompts", 0).objects("screenRenderers").get(0).string("screen"))
        .contains("login");
  }

  @Test
  void refuses_a_file_that_is_not_there() {
    assertThatThrownBy(() -> read("actions:\n- name: login\n  code: ./actions/none.js\n"))
        .hasMessage(
            folder.resolve("tenant.yaml")
                + ":3: code: there is no file ./actions/none.js; allowed: a path from the seed's"
                + " folder");
  }

  @Test
  void refuses_a_path_out_of_the_folder() {
    assertThatThrownBy(() -> read("rules:\n- name: r\n  script: ../secret.txt\n"))
        .hasMessageEndingWith(
            "tenant.yaml:3: script: ../secret.txt leads out of the seed's folder; allowed: files"
                + " below it");
    assertThatThrownBy(
            () -> read("rules:\n- name: r\n  script: " + outer.resolve("secret.txt") + "\n"))
        .hasMessageContaining("leads out of the seed's folder");
  }

  @Test
  void refuses_a_link_out_of_the_folder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.js"), outer.resolve("secret.txt"));

    assertThatThrownBy(() -> read("rules:\n- name: r\n  script: ./link.js\n"))
        .hasMessageContaining("leads out of the seed's folder");
  }

  @Test
  void refuses_a_file_that_is_not_what_it_should_be() throws IOException {
    Files.write(folder.resolve("latin.js"), new byte[] {'a', (byte) 0xe9});
    file("forms/bad.json", "{oops");

    assertThatThrownBy(() -> read("rules:\n- name: r\n  script: ./latin.js\n"))
        .hasMessageEndingWith("the file ./latin.js is not UTF-8");
    assertThatThrownBy(() -> read("forms:\n- name: f\n  body: ./forms/bad.json\n"))
        .hasMessageContaining("body: the file ./forms/bad.json is no JSON");
  }

  @Test
  void refuses_a_file_name_where_the_seed_is_no_file() {
    assertThatThrownBy(
            () ->
                SeedDocument.read(
                    "seed", "rules:\n- name: r\n  script: ./r.js\n", SeedOptions.plain()))
        .hasMessage(
            "seed:3: script: the file ./r.js cannot be found from a seed that is no file; allowed:"
                + " the content");
  }

  @Test
  void refuses_a_seed_that_is_not_there_or_not_text() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> SeedDocument.named("nowhere.yaml", SeedOptions.plain()))
        .hasMessage(
            "nowhere.yaml: there is no such file; allowed: a seed in YAML or JSON, or preset:NAME");
    assertThatThrownBy(() -> SeedDocument.read(binary, SeedOptions.plain()))
        .hasMessage(binary + ": is not UTF-8; allowed: YAML or JSON in UTF-8");
    assertThatThrownBy(() -> SeedDocument.read(folder, SeedOptions.plain()))
        .isInstanceOf(InvalidSeed.class)
        .hasMessageStartingWith(folder + ": cannot be read");
  }

  @Test
  void a_tenant_is_called_as_its_file_unless_it_says_otherwise() throws IOException {
    Path plain = file("dev.yaml", "tenant: {}\n");
    Path named = file("other.yaml", "fakeAuth0: {name: prod}\n");

    assertThat(SeedDocument.read(plain, SeedOptions.plain()).name()).isEqualTo("dev");
    assertThat(SeedDocument.read(named, SeedOptions.plain()).name()).isEqualTo("prod");
  }

  private SeedDocument read(String text) {
    try {
      return SeedDocument.read(
          file("tenant.yaml", text), new SeedOptions(false, Map.of("WHO", "me")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Document other(TenantState tenant, String key, int index) {
    if (key.equals(SeedPages.KEY)) {
      return SeedPages.written(tenant).get(index);
    }
    return key.equals("databases")
        ? List.copyOf(tenant.collection("connections").all()).get(index).document()
        : SeedFeatures.knows(key)
            ? feature(SeedFeatures.written(tenant, false).get(key), index)
            : tenant.others().get(key).get(index);
  }

  private static Document feature(@Nullable Object written, int index) {
    return written instanceof List<?> list
        ? (Document) list.get(index)
        : (Document) Objects.requireNonNull(written);
  }
}
