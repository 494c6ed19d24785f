package dev.fakeauth0.emulator.token;

import dev.fakeauth0.emulator.tenant.IdSource;
import dev.fakeauth0.emulator.tenant.KeyRing;
import dev.fakeauth0.emulator.tenant.SigningKey;
import dev.fakeauth0.failure.FailureMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a token wrong in exactly one way, whichever way {@link FailureMode}'s token families name.
 * All else stays right: a token that names an unknown key is signed by the current one, and one of
 * a retired key by just that key.
 */
public final class TokenDefect implements Minter.Tampering {

  private static final long HOUR = 3600;
  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  /**
   * What defects are made with.
   *
   * @param keys the tenant's keys
   * @param otherKey gives a key that signs and is in no JWKS
   * @param now the tenant's time
   * @param ids where ids that nobody has come from
   */
  public record Means(KeyRing keys, Supplier<SigningKey> otherKey, Instant now, IdSource ids) {}

  private final FailureMode mode;
  private final String argument;
  private final Means means;

  private TokenDefect(FailureMode mode, String argument, Means means) {
    this.mode = mode;
    this.argument = argument;
    this.means = means;
  }

  /**
   * A defect.
   *
   * @param mode a mode that is a {@linkplain FailureMode#tokenDefect() token defect}
   * @param argument the claim of {@code missing-claim}; empty for the others
   */
  public static TokenDefect of(FailureMode mode, Optional<String> argument, Means means) {
    if (!mode.tokenDefect()) {
      throw new IllegalArgumentException(mode.mode() + " makes no token wrong");
    }
    return new TokenDefect(mode, argument.orElse(""), means);
  }

  @Override
  public TokenPlan plan(TokenPlan plan) {
    return switch (mode) {
      case MISSING_SCOPE -> withoutLastScope(plan);
      case HS256 -> plan.signedWith("HS256");
      case ALG_NONE -> plan.signedWith(TokenPlan.UNSIGNED);
      case OPAQUE -> plan.sealed();
      case ENCRYPTED -> plan.encryptedFor(stranger());
      case EXPIRED -> shifted(plan);
      case NOT_YET_VALID -> plan.with("nbf", means.now().getEpochSecond() + HOUR);
      case WRONG_AUDIENCE -> plan.with("aud", "https://another-api.example.com");
      case WRONG_ISSUER -> plan.with("iss", "https://another-tenant.eu.auth0.com/");
      case ISSUER_WITHOUT_SLASH -> plan.with("iss", withoutSlash(plan));
      case RETIRED_KEY -> retired(plan);
      case OTHER_DIALECT -> otherDialect(plan);
      case MISSING_CLAIM -> plan.without(argument);
      case UNKNOWN_KEY -> plan.withKid(means.ids().kid());
      case NO_KEY_ID -> plan.withKid("");
      default -> plan;
    };
  }

  @Override
  public String token(String token) {
    return mode == FailureMode.BAD_SIGNATURE ? badlySigned(token) : token;
  }

  private static TokenPlan withoutLastScope(TokenPlan plan) {
    if (!(plan.claims().get("scope") instanceof String scope)) {
      return plan;
    }
    List<String> rest = new ArrayList<>(Arrays.asList(scope.split(" ", -1)));
    String gone = rest.remove(rest.size() - 1);
    TokenPlan narrowed =
        rest.isEmpty() ? plan.without("scope") : plan.with("scope", String.join(" ", rest));
    if (!(plan.claims().get("permissions") instanceof List<?> permissions)) {
      return narrowed;
    }
    return narrowed.with(
        "permissions",
        permissions.stream().filter(permission -> !gone.equals(permission)).toList());
  }

  /** The same token, as it was issued so long ago that it expired an hour ago. */
  private TokenPlan shifted(TokenPlan plan) {
    if (plan.claims().get("exp") instanceof Long expiry
        && plan.claims().get("iat") instanceof Long issued) {
      long by = expiry - (means.now().getEpochSecond() - HOUR);
      return plan.with("iat", issued - by).with("exp", expiry - by);
    }
    return plan.with("exp", means.now().getEpochSecond() - HOUR);
  }

  private static String withoutSlash(TokenPlan plan) {
    String issuer = String.valueOf(plan.claims().get("iss"));
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  /** By the key that was revoked last; where none was, by one that might have been. */
  private TokenPlan retired(TokenPlan plan) {
    for (KeyRing.Previous old : means.keys().previous()) {
      if (old.revokedAt().isPresent()) {
        return plan.signedBy(old.key());
      }
    }
    return plan.signedBy(means.otherKey().get());
  }

  private TokenPlan otherDialect(TokenPlan plan) {
    boolean rfc9068 = plan.type().equals("at+jwt");
    boolean machine = String.valueOf(plan.claims().get("sub")).endsWith("@clients");
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    plan.claims()
        .forEach(
            (name, value) -> {
              if (rfc9068 && name.equals("client_id")) {
                if (machine) {
                  claims.put("gty", "client-credentials");
                }
                claims.put("azp", value);
              } else if (!rfc9068 && name.equals("azp")) {
                claims.put("jti", means.ids().jti());
                claims.put("client_id", value);
              } else if (!name.equals(rfc9068 ? "jti" : "gty")) {
                claims.put(name, value);
              }
            });
    return plan.ofType(rfc9068 ? "JWT" : "at+jwt", claims);
  }

  /** A recipient that is not the API: the tenant's own next key. */
  private TokenPlan.Encryption stranger() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(means.keys().next().publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return new TokenPlan.Encryption("RSA-OAEP-256", Optional.empty(), pem);
  }

  private static String badlySigned(String token) {
    int dot = token.lastIndexOf('.');
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    signature[signature.length / 2] ^= 1;
    return token.substring(0, dot + 1) + BASE64_URL.encodeToString(signature);
  }
}
