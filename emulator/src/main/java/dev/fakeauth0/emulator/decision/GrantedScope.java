package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.tenant.ClientGrant;
import dev.fakeauth0.emulator.tenant.ResourceServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which scopes a client gets (RFC 6749 section 3.3; Auth0 docs, "Application Access to APIs: Client
 * Grants"): those of its grant, or of them the ones it asked for. What it may not have is left out
 * without a word.
 */
public final class GrantedScope {

  private GrantedScope() {}

  /** The scopes a client gets, in the order of its grant; maybe none. */
  public static List<String> of(ClientGrant grant, ResourceServer api, Optional<String> requested) {
    List<String> granted = grant.allowAllScopes() ? api.scopes() : grant.scopes();
    Set<String> wanted = requested.map(GrantedScope::words).orElse(Set.of());
    if (wanted.isEmpty()) {
      return granted;
    }
    List<String> both = new ArrayList<>(wanted.size());
    for (String scope : granted) {
      if (wanted.contains(scope)) {
        both.add(scope);
      }
    }
    return both;
  }

  /** The words of a {@code scope} parameter, each once. */
  public static Set<String> words(String scope) {
    Set<String> words = new LinkedHashSet<>();
    int from = 0;
    for (int i = 0; i <= scope.length(); i++) {
      if (i == scope.length() || Character.isWhitespace(scope.charAt(i))) {
        if (i > from) {
          words.add(scope.substring(from, i));
        }
        from = i + 1;
      }
    }
    return words;
  }
}
