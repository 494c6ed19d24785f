package dev.fakeauth0.contracts;

/**
 * The ways a token can be wrong, and what an API has to make of each (RFC 6750, RFC 8725 and RFC
 * 9068, section 4). The first is the control.
 */
public enum ProtectedApiCase implements ContractCase {
  GOOD_TOKEN(
      Weight.FLAW,
      "takes a good token",
      "nobody gets in; until this holds, no refusal below proves anything"),
  EXTRA_AUDIENCES(
      Weight.FLAW,
      "takes a token that is for another API too",
      "users who log in with openid are locked out: their tokens are for /userinfo as well"),
  NO_HEADER(
      Weight.HOLE,
      "refuses a call without a token",
      "anybody on the network is in, no token needed"),
  WRONG_SCHEME(
      Weight.FLAW,
      "refuses a token under another scheme than Bearer",
      "a proxy that filters bearer tokens does not see those that the API takes"),
  EMPTY_TOKEN(Weight.HOLE, "refuses an empty token", "anybody is in by sending nothing"),
  TWO_TOKENS(
      Weight.FLAW,
      "refuses two tokens in one header",
      "a gateway may check the one token while the API believes the other"),
  GARBAGE(
      Weight.HOLE,
      "refuses what is no token",
      "anybody is in with any text; where it is a 5xx, one curl raises the alarm at night"),
  OPAQUE_TOKEN(
      Weight.HOLE,
      "refuses an opaque token",
      "a token that was meant for /userinfo alone, and that the API cannot read, gets in"),
  ENCRYPTED_TOKEN(
      Weight.HOLE,
      "refuses a token encrypted for somebody else",
      "the API lets in what it cannot read"),
  KEY_CONFUSION(
      Weight.HOLE,
      "refuses HS256 signed with the public key",
      "everybody can sign tokens: the key is in the JWKS (RFC 8725 section 2.1)"),
  HS256_SECRET(
      Weight.HOLE,
      "refuses HS256 signed with a secret",
      "whoever guesses the secret signs tokens for any user and scope"),
  ALG_NONE(
      Weight.HOLE,
      "refuses alg none, however it is spelt",
      "everybody can write tokens: no signature is asked for (RFC 8725 section 2.1)"),
  UNKNOWN_KEY(
      Weight.HOLE, "refuses an unknown key", "everybody can sign tokens: with a key of their own"),
  NO_KEY_ID(
      Weight.HOLE,
      "refuses a stranger's signature without a kid",
      "everybody can sign tokens by leaving the kid out"),
  KEY_ID_AS_PATH(
      Weight.HOLE,
      "refuses a kid that is a path",
      "the kid opens files: one whose content is known, such as /dev/null, becomes the key"),
  KEY_ID_AS_SQL(
      Weight.HOLE,
      "refuses a kid that is SQL",
      "the kid reaches a database: the attacker selects the key, and whatever else is there"),
  JKU_HEADER(
      Weight.HOLE,
      "refuses keys from the address in jku",
      "the attacker publishes the keys; where only fetched, calls go wherever the token says"),
  X5U_HEADER(
      Weight.HOLE,
      "refuses the certificate at the address in x5u",
      "the attacker publishes the certificate; where only fetched, calls go wherever it says"),
  JWK_HEADER(
      Weight.HOLE,
      "refuses a key that stands in the token",
      "everybody can sign tokens: the key comes along in jwk or x5c (RFC 7515 section 10.1)"),
  BAD_SIGNATURE(
      Weight.HOLE,
      "refuses a signature that does not fit",
      "whoever has one token changes its subject and scope at will"),
  STRIPPED_SIGNATURE(
      Weight.HOLE,
      "refuses a token whose signature was cut off",
      "whoever has one token changes its subject and scope at will"),
  EXPIRED(
      Weight.HOLE,
      "refuses a token that expired an hour ago",
      "a token from a log or a backup is good for ever"),
  EXPIRED_BEYOND_LEEWAY(
      Weight.FLAW,
      "refuses a token that expired longer ago than clocks differ",
      "a stolen token is good for longer than the tenant says"),
  JUST_EXPIRED(
      Weight.TASTE,
      "treats a token that expired just now as its leeway says",
      "calls fail, or tokens last a little longer, where clocks differ"),
  NOT_YET_VALID(
      Weight.FLAW,
      "refuses a token that is not valid yet",
      "a token that was issued for tomorrow is good today"),
  ISSUED_IN_THE_FUTURE(
      Weight.TASTE,
      "refuses a token that was issued in the future",
      "nothing by itself: RFC 7519 section 4.1.6 does not forbid it"),
  WRONG_ISSUER(
      Weight.HOLE,
      "refuses another issuer",
      "tokens of any tenant that shares the key, such as a custom domain of a stage, get in"),
  ISSUER_WITHOUT_SLASH(
      Weight.FLAW,
      "refuses the issuer without its slash",
      "the issuer is not compared exactly (RFC 9068 section 4): who knows what else is equal"),
  OTHER_TENANT(
      Weight.HOLE,
      "refuses a token of another tenant",
      "whoever opens a tenant of their own is in, with any user and scope they like"),
  WRONG_AUDIENCE(
      Weight.HOLE,
      "refuses a token for another API",
      "a token of the least protected API of the tenant opens this one"),
  SIMILAR_AUDIENCE(
      Weight.HOLE,
      "refuses an audience that only resembles its own",
      "a token for an API with a longer or shorter name opens this one"),
  ID_TOKEN(
      Weight.HOLE,
      "refuses an ID token",
      "what a web page knows of its user, and tells analytics, calls the API in her name"),
  MANAGEMENT_TOKEN(
      Weight.HOLE,
      "refuses a token for the Management API",
      "an administration script's token opens this API, and whoever runs the API can use it there"),
  MISSING_EXPIRY(
      Weight.HOLE,
      "refuses a token without exp",
      "a token that never ends is taken (RFC 9068 section 2.2 demands exp)"),
  MISSING_ISSUER(
      Weight.HOLE,
      "refuses a token without iss",
      "the check of the issuer is avoided by leaving it out"),
  MISSING_AUDIENCE(
      Weight.HOLE,
      "refuses a token without aud",
      "the check of the audience is avoided by leaving it out"),
  MISSING_CLAIM(
      Weight.FLAW,
      "refuses a token without a claim it needs",
      "what the claim decides is decided by a default: often the widest"),
  MISSING_SCOPE(
      Weight.HOLE,
      "refuses a token that lacks the scope, with 403",
      "every client of the API may do everything"),
  SIMILAR_SCOPE(
      Weight.HOLE,
      "refuses a scope that only resembles the one it asks for",
      "whoever is granted a scope with a similar name may do this too"),
  HUGE_TOKEN(
      Weight.FLAW,
      "refuses a huge token and goes on",
      "a few large requests occupy memory, or bring the API down"),
  TENANTS_KEY_OTHER_ID(
      Weight.TASTE,
      "refuses the tenant's signature under an unknown kid",
      "nothing: the signature is the tenant's"),
  TENANTS_KEY_NO_ID(
      Weight.TASTE,
      "refuses the tenant's signature without a kid",
      "nothing: the signature is the tenant's"),
  ROTATED_KEY(
      Weight.FLAW,
      "takes a token of the key that was published as the next one",
      "each rotation of the signing key is an outage"),
  RETIRED_KEY(
      Weight.HOLE,
      "refuses a token of a revoked key",
      "revoking a stolen key does not lock its thief out"),
  KEYS_DOWN_LATER(
      Weight.HOLE,
      "goes on with the keys it has while the JWKS is down",
      "an outage of the tenant is one of this API; where a forged token gets in, a way in"),
  KEYS_DOWN_AT_FIRST_USE(
      Weight.HOLE,
      "lets nobody in while it could not get any key, and recovers",
      "whoever keeps the API from its keys gets in; or one hiccup at the start needs a restart");

  private final Weight weight;
  private final String title;
  private final String meaning;

  ProtectedApiCase(Weight weight, String title, String meaning) {
    this.weight = weight;
    this.title = title;
    this.meaning = meaning;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Weight weight() {
    return weight;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
