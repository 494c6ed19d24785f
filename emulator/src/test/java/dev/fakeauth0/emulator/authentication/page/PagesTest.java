package dev.fakeauth0.emulator.authentication.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages as texts. */
class PagesTest {

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

  @Test
  void markup_in_a_text_is_shown_and_never_run() {
    String markup = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

    Map<String, Page> pages = SamplePages.filledWith(markup);

    assertThat(pages)
        .allSatisfy(
            (name, page) ->
                assertThat(page.html())
                    .as(name)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x")
                    .doesNotContain("\"'>"));
  }

  @Test
  void a_link_that_is_a_script_leads_nowhere() {
    Frame frame = SamplePages.frame();

    Page page =
        Pages.notice(frame, new NoticeView("Done", "It is done.", "javascript:alert(1)", "Go on"));

    assertThat(page.html()).doesNotContain("javascript:alert");
  }

  @Test
  void only_the_style_and_the_script_of_the_page_itself_pass_its_policy() {
    Map<String, Page> pages = SamplePages.filledWith("text");

    assertThat(pages)
        .allSatisfy(
            (name, page) -> {
              assertThat(page.policy()).as(name).startsWith("default-src 'none'; ");
              assertThat(hashes(STYLE, page)).allMatch(page.policy()::contains);
              assertThat(hashes(SCRIPT, page)).allMatch(page.policy()::contains);
              assertThat(page.policy()).doesNotContain("unsafe-inline");
            });
  }

  @Test
  void nothing_may_frame_a_page_but_the_one_that_waits_for_its_message() {
    Map<String, Page> pages = SamplePages.filledWith("text");

    assertThat(pages)
        .allSatisfy(
            (name, page) ->
                assertThat(page.policy())
                    .endsWith(
                        name.equals("web-message")
                            ? "frame-ancestors https://app.example"
                            : "frame-ancestors 'none'"));
  }

  @Test
  void the_login_page_has_the_names_and_ids_of_universal_login() {
    Page page = Pages.login(SamplePages.frame(), SamplePages.login(Optional.empty()));

    assertThat(page.html())
        .contains("<form method=\"post\" data-form-primary=\"true\">")
        .contains("<input type=\"hidden\" name=\"state\" value=\"hKFo2SBzdGF0ZQ\">")
        .containsPattern("<input id=\"username\" name=\"username\" type=\"text\"[^>]* required")
        .containsPattern("<input id=\"password\" name=\"password\" type=\"password\"")
        .contains(
            "<button class=\"primary\" type=\"submit\" name=\"action\" value=\"default\""
                + " data-action-button-primary=\"true\">Continue</button>");
  }

  @Test
  void a_wrong_input_is_told_beside_it_and_to_a_screen_reader() {
    FieldError error =
        new FieldError("password", "wrong-email-credentials", "Wrong email or password");

    Page page = Pages.login(SamplePages.frame(), SamplePages.login(Optional.of(error)));

    assertThat(page.html())
        .contains(
            "<span id=\"error-element-password\" class=\"ulp-input-error-message\" role=\"alert\""
                + " data-error-code=\"wrong-email-credentials\">Wrong email or password</span>")
        .containsPattern(
            "<input id=\"password\"[^>]* aria-invalid=\"true\""
                + " aria-describedby=\"error-element-password\"");
  }

  @Test
  void every_field_has_a_label() {
    Map<String, Page> pages = SamplePages.filledWith("text");

    Pattern field = Pattern.compile("<input id=\"([^\"]+)\"");
    assertThat(pages)
        .allSatisfy(
            (name, page) -> {
              Matcher inputs = field.matcher(page.html());
              while (inputs.find()) {
                assertThat(page.html())
                    .as(name)
                    .containsPattern("<label [^>]*for=\"" + inputs.group(1) + "\"");
              }
            });
  }

  @Test
  void the_way_to_another_factor_is_there_where_there_is_one() {
    Page page = Pages.code(SamplePages.frame(), SamplePages.code());

    assertThat(page.html())
        .contains("name=\"action\" value=\"pick-authenticator\"")
        .containsPattern("<input id=\"code\"[^>]* inputmode=\"numeric\"");
  }

  @Test
  void the_strip_names_who_can_log_in() {
    Frame frame =
        new Frame(
            "Example",
            Optional.empty(),
            Style.of(Document.EMPTY),
            List.of(
                new Account("ada@example.com", Optional.of("Passw0rd!")),
                new Account("eve@example.com", Optional.empty())),
            2);

    Page page = Pages.login(frame, SamplePages.login(Optional.empty()));

    assertThat(page.html())
        .contains("<code>ada@example.com</code></td><td><code>Passw0rd!</code>")
        .contains("<code>eve@example.com</code></td><td><span")
        .contains("and 2 more");
  }

  @Test
  void a_tenants_colours_are_taken_and_anything_else_is_not() {
    Document branding =
        Document.of(
            "colors", Document.of("primary", "#ff0", "page_background", "red;}body{display:none"));

    Style style = Style.of(branding);

    assertThat(style.text())
        .endsWith(":root{--primary:#ffff00;--on-primary:#000000;}")
        .doesNotContain("display:none}");
  }

  @Test
  void a_logo_elsewhere_is_not_fetched() {
    Style near = Style.of(Document.of("logo_url", "data:image/png;base64,AAAA"));
    Style far = Style.of(Document.of("logo_url", "https://cdn.example/logo.png"));

    assertThat(near.logo()).contains("data:image/png;base64,AAAA");
    assertThat(far.logo()).isEmpty();
  }

  @Test
  void scopes_read_as_what_is_done_to_what() {
    List<ScopeLine> lines =
        ScopeLine.of(
            List.of("openid", "profile", "read:posts", "offline_access", "write:posts", "admin"),
            Map.of());

    assertThat(lines)
        .containsExactly(
            new ScopeLine("Profile", "access to your profile and email"),
            new ScopeLine("Posts", "read and write your posts"),
            new ScopeLine("Offline access", "keep access while you are away"),
            new ScopeLine("", "admin"));
  }

  @Test
  void scopes_read_as_the_api_describes_them_where_the_tenant_says_so() {
    List<ScopeLine> lines =
        ScopeLine.of(List.of("read:posts"), Map.of("read:posts", "Read what you wrote"));

    assertThat(lines).containsExactly(new ScopeLine("", "Read what you wrote"));
  }

  @Test
  void a_qr_code_is_drawn_with_its_margin() {
    QrCode code = QrCode.of("otpauth://totp/Example:ada?secret=ABCDEFGH");

    assertThat(code.size()).isGreaterThan(8 + 20);
    assertThat(code.path()).startsWith("M4 4h7v1h-7z");
  }

  private static List<String> hashes(Pattern element, Page page) {
    return element.matcher(page.html()).results().map(found -> Style.hash(found.group(1))).toList();
  }
}
