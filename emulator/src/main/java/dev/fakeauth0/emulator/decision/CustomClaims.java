package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The claims a seed adds to access tokens, where a real tenant would have an Action do it:
 *
 * <pre>{@code
 * fakeAuth0:
 *   claims:
 *     audiences:
 *       https://api.example.com: {"https://example.com/region": eu}
 *     clients:
 *       m2m: {"https://example.com/plan": gold, jti: null}       # client_id or name
 *     users:
 *       ada@example.com: {"https://example.com/role": admin}     # user_id or e-mail address
 * }</pre>
 *
 * <p>Null removes a claim the token would have had. Where two set one claim, a user's wins over a
 * client's, and a client's over an audience's.
 */
public final class CustomClaims {

  private CustomClaims() {}

  /**
   * The claims that fit a token.
   *
   * @param fakeAuth0 the seed's {@code fakeAuth0} section
   * @param client the client the token is for
   * @param user the names of the user it is about; none where it is about the client
   * @param audience the API's identifier, canonical
   * @param canonical brings an audience as a seed spells it to its canonical form
   */
  public static Map<String, @Nullable Object> of(
      Document fakeAuth0,
      Client client,
      List<String> user,
      String audience,
      UnaryOperator<String> canonical) {
    if (!fakeAuth0.has("claims")) {
      return Map.of();
    }
    Document section = fakeAuth0.object("claims").orElse(Document.EMPTY);
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    Document audiences = section.object("audiences").orElse(Document.EMPTY);
    for (String spelled : audiences.asMap().keySet()) {
      if (canonical.apply(spelled).equals(audience)) {
        add(claims, audiences, spelled);
      }
    }
    Document clients = section.object("clients").orElse(Document.EMPTY);
    add(claims, clients, client.name());
    add(claims, clients, client.id());
    Document users = section.object("users").orElse(Document.EMPTY);
    user.forEach(name -> add(claims, users, name));
    return claims;
  }

  private static void add(Map<String, @Nullable Object> claims, Document of, String name) {
    of.object(name).ifPresent(more -> claims.putAll(more.asMap()));
  }
}
