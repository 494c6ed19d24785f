package dev.fakeauth0.emulator.seed;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.ManagementApi;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The API every tenant has: its Management API (Auth0 docs, "Management API"). It is the same in
 * all tenants, because its identifier is kept as a symbol, so there is one for the whole process.
 */
final class ManagementApiServer {

  private static final ResourceServer SHARED = ResourceServer.of(document());

  private ManagementApiServer() {}

  /** The API, with all its scopes. */
  static ResourceServer shared() {
    return SHARED;
  }

  private static Document document() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", DerivedIds.apiId(ManagementApi.IDENTIFIER));
    members.put("name", "Auth0 Management API");
    members.put("identifier", ManagementApi.IDENTIFIER);
    members.put("is_system", true);
    members.put("allow_offline_access", false);
    members.put("skip_consent_for_verifiable_first_party_clients", false);
    members.put("token_lifetime", 86400L);
    members.put("token_lifetime_for_web", 7200L);
    members.put("signing_alg", "RS256");
    members.put("scopes", scopes());
    return Document.of(members);
  }

  private static List<Map<String, Object>> scopes() {
    List<Map<String, Object>> scopes = new ArrayList<>();
    for (String line : text().split("\n", 0)) {
      int blank = line.indexOf(' ');
      if (line.startsWith("#") || blank < 0) {
        continue;
      }
      for (int i = blank + 1; i < line.length(); i++) {
        String verb =
            switch (line.charAt(i)) {
              case 'c' -> "create";
              case 'r' -> "read";
              case 'u' -> "update";
              case 'b' -> "blacklist";
              default -> "delete";
            };
        scopes.add(Map.of("value", verb + ":" + line.substring(0, blank)));
      }
    }
    return scopes;
  }

  private static String text() {
    try (InputStream in = ManagementApiServer.class.getResourceAsStream("management-scopes.txt")) {
      if (in == null) {
        throw new IllegalStateException("management-scopes.txt is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
