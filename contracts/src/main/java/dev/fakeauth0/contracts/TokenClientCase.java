package dev.fakeauth0.contracts;

/**
 * What a client that gets tokens for itself has to do (RFC 6749 section 4.4; Auth0 docs, "Token
 * Best Practices", "Rate Limit Policy"). The first is the control.
 */
public enum TokenClientCase implements ContractCase {
  GETS_A_TOKEN(
      Weight.FLAW,
      "gets a token that the API takes",
      "nothing works; until this holds, nothing below proves anything"),
  SENDS_THE_AUDIENCE(
      Weight.FLAW,
      "sends the audience",
      "the tenant's default audience decides, if there is one: tokens for another API, or none"),
  KEEPS_THE_SECRET_OUT_OF_URLS(
      Weight.HOLE,
      "sends the secret in no URL",
      "the secret stands in the access log of every proxy on the way"),
  KEEPS_THE_TOKEN(
      Weight.FLAW,
      "asks once for a token that is good for a day",
      "each call costs a token: money in production, and soon a 429"),
  KEEPS_IT_UNTIL_NEAR_EXPIRY(
      Weight.FLAW,
      "keeps the token until it is near its end",
      "more tokens than the lifetime asks for; the quota of the month runs out early"),
  REPLACES_IT_IN_TIME(
      Weight.TASTE,
      "replaces the token shortly before its end",
      "a token that ends on its way to the API is a 401 now and then that nobody can reproduce"),
  REPLACES_IT_AT_ITS_END(
      Weight.FLAW,
      "never hands out a token that has expired",
      "all calls fail once a day until somebody restarts the service"),
  ONE_REQUEST_FOR_MANY_CALLERS(
      Weight.FLAW,
      "sends one request when fifty callers need a token at once",
      "each start and each expiry under load is a burst that ends in 429s"),
  HONOURS_RETRY_AFTER(
      Weight.FLAW,
      "waits as long as Retry-After says after a 429",
      "asking again at once keeps the tenant's limit exhausted, for every client of the tenant"),
  RETRIES_A_SERVER_ERROR(
      Weight.FLAW, "asks again after a 503", "a hiccup of a moment is an error that users see"),
  RETRIES_A_DROPPED_CONNECTION(
      Weight.FLAW,
      "asks again after a dropped connection",
      "each deployment on the other side is an error that users see"),
  GIVES_UP_ON_SERVER_ERRORS(
      Weight.FLAW,
      "gives up when 503s do not end",
      "threads hang, and the tenant is hit by a storm of retries when it comes back"),
  GIVES_UP_ON_DROPPED_CONNECTIONS(
      Weight.FLAW,
      "gives up when no connection holds",
      "threads hang, and the tenant is hit by a storm of retries when it comes back"),
  TAKES_A_REFUSAL_FOR_AN_ANSWER(
      Weight.FLAW,
      "does not ask again after a refusal",
      "the same answer again, and attack protection that blocks the address"),
  TAKES_NO_NONSENSE(
      Weight.FLAW,
      "hands out nothing when the answer makes no sense",
      "null or half a token goes to the API, and the error turns up somewhere else"),
  SURVIVES_A_ROTATED_SECRET(
      Weight.FLAW,
      "goes on when its secret is rotated",
      "rotating a secret needs a restart of everything at the same moment, so nobody rotates"),
  LEAKS_NO_SECRET(
      Weight.HOLE,
      "names no secret in its exceptions",
      "the secret stands in logs and bug trackers, and whoever reads them is this client");

  private final Weight weight;
  private final String title;
  private final String meaning;

  TokenClientCase(Weight weight, String title, String meaning) {
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
