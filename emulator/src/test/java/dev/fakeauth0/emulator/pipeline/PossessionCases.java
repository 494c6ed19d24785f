package dev.fakeauth0.emulator.pipeline;

import static dev.fakeauth0.emulator.pipeline.TokenDoor.ISSUER;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aClient;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.aGrant;
import static dev.fakeauth0.emulator.pipeline.TokenDoor.anApi;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import dev.fakeauth0.emulator.tenant.TenantDraft;
import dev.fakeauth0.emulator.token.Keys;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Token requests that are refused for their DPoP proofs, or for the lack of one. */
final class PossessionCases {

  private static final String API = "https://api.example.com";

  private PossessionCases() {}

  static Map<String, CodeCases.Case> all() {
    PossessionKey key = new PossessionKey();
    Document good = PossessionKey.claims("POST", ISSUER + "oauth/token", Keys.NOW, "1");
    Document header = Document.of("typ", "dpop+jwt", "alg", "ES256", "jwk", key.jwk().asMap());
    Map<String, CodeCases.Case> cases = new LinkedHashMap<>();
    put(cases, "invalid-dpop-proof", "x");
    put(cases, "invalid-dpop-proof-type", key.proof(header.with("typ", "JWT"), good));
    put(cases, "invalid-dpop-proof-algorithm", key.proof(header.with("alg", "RS256"), good));
    put(cases, "invalid-dpop-proof-key", key.proof(header.without("jwk"), good));
    put(cases, "invalid-dpop-proof-signature", new PossessionKey().proof(header, good));
    put(cases, "invalid-dpop-proof-method", key.proof(good.with("htm", "GET")));
    put(cases, "invalid-dpop-proof-address", key.proof(good.with("htu", ISSUER + "userinfo")));
    put(
        cases,
        "invalid-dpop-proof-old",
        key.proof(good.with("iat", Keys.NOW.minusSeconds(301).getEpochSecond())));
    put(
        cases,
        "invalid-dpop-proof-early",
        key.proof(good.with("iat", Keys.NOW.plusSeconds(61).getEpochSecond())));
    put(cases, "invalid-dpop-proof-without-jti", key.proof(good.without("jti")));
    cases.put(
        "invalid-dpop-proof-twice",
        new CodeCases.Case(
            PossessionCases::seed, door -> ask(door, key.proof(good), key.proof(good))));
    cases.put(
        "invalid-dpop-proof-replayed",
        new CodeCases.Case(
            PossessionCases::seed,
            door -> {
              ask(door, key.proof(good));
              return ask(door, key.proof(good));
            }));
    cases.put(
        "dpop-nonce-required",
        new CodeCases.Case(PossessionCases::seed, door -> device(door, key.proof(good))));
    cases.put(
        "dpop-nonce-required-old",
        new CodeCases.Case(
            PossessionCases::seed, door -> device(door, key.proof(good.with("nonce", "old")))));
    cases.put(
        "proof-of-possession-required",
        new CodeCases.Case(
            draft -> {
              seed(draft);
              draft.put(client("m2m", "require_proof_of_possession", true));
            },
            PossessionCases::ask));
    cases.put(
        "proof-of-possession-required-by-api",
        new CodeCases.Case(
            draft -> {
              seed(draft);
              draft.put(api(Map.of("mechanism", "dpop", "required", true)));
            },
            PossessionCases::ask));
    cases.put(
        "proof-of-possession-required-by-certificate",
        new CodeCases.Case(
            draft -> {
              seed(draft);
              draft.put(api(Map.of("mechanism", "mtls", "required", true)));
            },
            door -> ask(door, key.proof(good))));
    cases.put(
        "proof-of-possession-required-and-api-has-none",
        new CodeCases.Case(
            draft -> {
              seed(draft);
              draft.put(client("m2m", "require_proof_of_possession", true));
            },
            door -> ask(door, key.proof(good))));
    return cases;
  }

  private static void put(Map<String, CodeCases.Case> cases, String name, String proof) {
    cases.put(name, new CodeCases.Case(PossessionCases::seed, door -> ask(door, proof)));
  }

  private static Reply ask(TokenDoor door, String... proofs) {
    return post(door, "grant_type=client_credentials&client_id=m2m&client_secret=s", proofs);
  }

  private static Reply device(TokenDoor door, String proof) {
    return post(
        door,
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=tv&device_code=x",
        proof);
  }

  private static Reply post(TokenDoor door, String body, String... proofs) {
    String[] headers = new String[proofs.length * 2];
    for (int i = 0; i < proofs.length; i++) {
      headers[2 * i] = "DPoP";
      headers[2 * i + 1] = proofs[i];
    }
    return door.post("application/x-www-form-urlencoded", body + "&audience=" + API, headers);
  }

  private static void seed(TenantDraft draft) {
    draft.put(client("m2m"));
    draft.put(
        aClient(
            "tv",
            "token_endpoint_auth_method",
            "none",
            "grant_types",
            List.of("urn:ietf:params:oauth:grant-type:device_code")));
    draft.put(anApi(API));
    draft.put(aGrant("cgr_m2m", "m2m", API));
  }

  private static Client client(String id, Object... more) {
    Object[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "client_secret";
    all[more.length + 1] = "s";
    return aClient(id, all);
  }

  private static ResourceServer api(Map<String, Object> policy) {
    return anApi(API, "proof_of_possession", policy);
  }
}
