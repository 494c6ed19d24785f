package dev.fakeauth0.emulator.authentication.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.Organization;
import dev.fakeauth0.emulator.tenant.RandomIdSource;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.tenant.TenantState;
import dev.fakeauth0.emulator.tenant.TestTenants;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectUrisTest {

  private static final String REGISTERED = "https://app.example/callback?kept=1";

  @ParameterizedTest
  @CsvSource({
    "https://app.example/cb, https://app.example/cb, true",
    "https://app.example/cb, https://app.example/cb/, false",
    "https://app.example/cb, https://APP.example/cb, false",
    "http://localhost:3000/cb, http://localhost:3001/cb, false",
    "http://127.0.0.1/cb, http://127.0.0.1:9999/cb, false",
    "com.example.app:/cb, com.example.app:/cb, true",
    "https://*.app.example/cb, https://pr-1.app.example/cb, true",
    "https://pre-*-post.app.example/cb, https://pre-7-post.app.example/cb, true",
    "https://*.app.example/cb, https://a.b.app.example/cb, false",
    "https://*.app.example/cb, https://.app.example/cb, false",
    "https://*.app.example/cb, https://evil.example/x.app.example/cb, false",
    "https://*.app.example/cb, https://evil.example#.app.example/cb, false",
    "https://*.app.example/cb, https://evil@x.app.example/cb, false",
    "https://*.app.example/cb, http://x.app.example/cb, false",
    "https://app.*.example/cb, https://app.x.example/cb, false",
    "https://*.com/cb, https://evil.com/cb, false",
    "com.example.*:/cb, com.example.x:/cb, false",
  })
  void compares_callbacks_as_texts_but_for_one_asterisk(
      String callback, String sent, boolean allowed) {
    assertThat(RedirectUris.allowed(sent, client(callback, true), Optional.empty(), state()))
        .isEqualTo(allowed);
  }

  @Test
  void takes_no_asterisk_of_a_third_party_application() {
    Client third = client("https://*.app.example/cb", false);

    assertThat(RedirectUris.allowed("https://x.app.example/cb", third, Optional.empty(), state()))
        .isFalse();
  }

  @Test
  void puts_the_name_of_the_organization_in() {
    Client client = client("https://{organization_name}.app.example/cb", true);

    assertThat(
            RedirectUris.allowed(
                "https://acme.app.example/cb", client, Optional.of("org_1"), state()))
        .isTrue();
    assertThat(
            RedirectUris.allowed(
                "https://other.app.example/cb", client, Optional.of("org_1"), state()))
        .isFalse();
    assertThat(
            RedirectUris.allowed("https://acme.app.example/cb", client, Optional.empty(), state()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"javascript:alert(1)", "data:text/html;x", "'https://app.example/a b'"})
  void sends_no_browser_where_a_script_would_run_even_if_it_is_registered(String callback) {
    assertThat(RedirectUris.allowed(callback, client(callback, true), Optional.empty(), state()))
        .isFalse();
  }

  @Property
  void allows_nothing_that_differs_by_a_character(@ForAll int at, @ForAll char other) {
    int place = Math.floorMod(at, REGISTERED.length());
    String altered = REGISTERED.substring(0, place) + other + REGISTERED.substring(place + 1);

    assertThat(RedirectUris.allowed(altered, client(REGISTERED, true), Optional.empty(), state()))
        .isEqualTo(altered.equals(REGISTERED));
  }

  @Property
  void lets_an_asterisk_stand_for_one_label(@ForAll String label) {
    boolean good =
        !label.isEmpty()
            && label.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));

    assertThat(
            RedirectUris.allowed(
                "https://" + label + ".app.example/cb",
                client("https://*.app.example/cb", true),
                Optional.empty(),
                state()))
        // The registered text itself is allowed, as any registered text is.
        .isEqualTo(good || label.equals("*"));
  }

  private static Client client(String callback, boolean firstParty) {
    return Client.of(
        Document.of(
            "client_id", "web", "callbacks", List.of(callback), "is_first_party", firstParty));
  }

  private static TenantState state() {
    TenantDraft draft = TenantDraft.of(TestTenants.emptyState(), RandomIdSource.seeded(1));
    draft.put(Organization.of(Document.of("id", "org_1", "name", "acme")));
    return draft.state();
  }
}
