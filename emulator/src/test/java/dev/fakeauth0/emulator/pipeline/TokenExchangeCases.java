package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Exchanges of somebody else's tokens that are refused. */
final class TokenExchangeCases {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String TYPE = "urn:acme:legacy";

  private TokenExchangeCases() {}

  static Map<String, CodeCases.Case> all() {
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    cases.put(
        "subject-token-missing",
        new CodeCases.Case(draft -> seed(draft, true), door -> exchange(door, TYPE, "")));
    cases.put(
        "unknown-subject-token-type",
        new CodeCases.Case(
            draft -> seed(draft, true), door -> exchange(door, "urn:acme:other", "x")));
    cases.put(
        "token-exchange-not-allowed",
        new CodeCases.Case(draft -> seed(draft, false), door -> exchange(door, TYPE, "x")));
    cases.put(
        "subject-token-denied",
        new CodeCases.Case(
            draft -> {
              seed(draft, true);
              rule(draft, "deny", "the legacy session has ended");
            },
            door -> exchange(door, TYPE, "x")));
    cases.put(
        "subject-token-denied-without-rule",
        new CodeCases.Case(draft -> seed(draft, true), door -> exchange(door, TYPE, "x")));
    cases.put(
        "subject-token-denied-without-user",
        new CodeCases.Case(
            draft -> {
              seed(draft, true);
              rule(draft, "user", "nobody@example.com");
            },
            door -> exchange(door, TYPE, "x")));
    return cases;
  }

  private static void seed(TenantDraft draft, boolean allowed) {
    draft.put(
        aClient(
            "migrating",
            "client_secret",
            "migrating-secret",
            "grant_types",
            List.of(GRANT),
            "token_exchange",
            Map.of(
                "allow_any_profile_of_type",
                allowed ? List.of("custom_authentication") : List.of())));
    draft.put(
        "token-exchange-profiles",
        "tep_1",
        Document.of("id", "tep_1", "name", "legacy", "subject_token_type", TYPE));
  }

  private static void rule(TenantDraft draft, String member, String value) {
    draft.fakeAuth0(
        Document.of("tokenExchange", List.of(Map.of("subject_token_type", TYPE, member, value))));
  }

  private static Reply exchange(TokenDoor door, String type, String token) {
    return door.form(
        "grant_type",
        GRANT,
        "client_id",
        "migrating",
        "client_secret",
        "migrating-secret",
        "subject_token_type",
        type,
        "subject_token",
        token);
  }
}
