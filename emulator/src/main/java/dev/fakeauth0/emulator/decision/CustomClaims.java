package dev.fakeauth0.emulator.decision;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The claims a seed adds to access tokens, where a real tenant would have an Action do it. The
 * seed's {@code fakeAuth0.claims} is a list of rules:
 *
 * <pre>{@code
 * fakeAuth0:
 *   claims:
 *     - claims: {"https://example.com/region": eu}     # every token
 *     - client: m2m                                    # client_id or name
 *       audience: https://api.example.com
 *       claims: {"https://example.com/plan": gold, jti: null}
 *     - user: ada@example.com                          # user_id or e-mail
 *       claims: {"https://example.com/role": admin}
 * }</pre>
 *
 * <p>A rule applies where all of {@code client}, {@code user} and {@code audience} that it names
 * fit; of two that set one claim the later wins; null removes a claim the token would have had.
 */
public final class CustomClaims {

  private CustomClaims() {}

  /**
   * The claims of all rules that fit.
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
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    for (Document rule : fakeAuth0.objects("claims")) {
      boolean fits =
          (!rule.has("client")
                  || rule.string("client", "").equals(client.id())
                  || rule.string("client", "").equals(client.name()))
              && (!rule.has("user") || user.contains(rule.string("user", "")))
              && (!rule.has("audience")
                  || canonical.apply(rule.string("audience", "")).equals(audience));
      if (fits) {
        rule.object("claims").ifPresent(more -> claims.putAll(more.asMap()));
      }
    }
    return claims;
  }
}
