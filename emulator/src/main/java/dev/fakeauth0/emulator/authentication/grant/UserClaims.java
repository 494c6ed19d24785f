package dev.fakeauth0.emulator.authentication.grant;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.user.UserView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a user, by the scopes granted (OpenID Connect Core section 5.4; Auth0 docs,
 * "OpenID Connect Scopes"): in ID tokens and at {@code /userinfo}, in the order of live ones.
 */
public final class UserClaims {

  private static final List<String> PROFILE =
      List.of(
          "given_name",
          "family_name",
          "middle_name",
          "nickname",
          "name",
          "picture",
          "locale",
          "updated_at");

  private UserClaims() {}

  /**
   * The claims, without {@code sub}; what is not known of the user is left out.
   *
   * @param stored the user as they are stored
   */
  public static Map<String, @Nullable Object> of(Document stored, Collection<String> scope) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    Document user = UserView.of(stored);
    if (scope.contains("profile")) {
      for (String name : PROFILE) {
        put(claims, name, user.get(name));
      }
    }
    if (scope.contains("email") && user.string("email").isPresent()) {
      put(claims, "email", user.get("email"));
      claims.put("email_verified", user.flag("email_verified", false));
    }
    if (scope.contains("phone") && user.string("phone_number").isPresent()) {
      put(claims, "phone_number", user.get("phone_number"));
      // Auth0's users have it under another name than OpenID Connect's claims.
      claims.put("phone_number_verified", user.flag("phone_verified", false));
    }
    if (scope.contains("address")) {
      put(claims, "address", user.get("address"));
    }
    return claims;
  }

  private static void put(
      Map<String, @Nullable Object> claims, String name, @Nullable Object value) {
    if (value != null) {
      claims.put(name, value);
    }
  }
}
