package dev.fakeauth0.contracts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** An API that bearer tokens protect, as {@link ProtectedApiExamination} calls it. */
@FunctionalInterface
public interface ProtectedApi {

  /**
   * Calls one protected endpoint, always the same.
   *
   * @param authorization the value of the {@code Authorization} header; empty: no such header
   * @return the answer, whatever its status; redirects not followed
   * @throws java.io.IOException if no answer came
   */
  Reply send(Optional<String> authorization) throws Exception;

  /**
   * Makes the API forget the keys it fetched, as by starting anew; {@link #send} then calls the new
   * one. What this makes possible to examine: a key that was revoked, and an issuer that is down
   * when the API first needs its keys.
   *
   * @return whether it was done; an API that cannot is examined without these cases
   * @throws Exception if the API does not start; it has to once the issuer answers again
   */
  default boolean startAfresh() throws Exception {
    return false;
  }

  /** A GET with the JDK's client: what most implementations of {@link #send} come down to. */
  static Reply get(URI endpoint, Optional<String> authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(PublishedKeys.PATIENCE);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return Reply.of(
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }
}
