package dev.fakeauth0.emulator.management;

import dev.fakeauth0.emulator.decision.Decision;
import dev.fakeauth0.emulator.management.catalogue.Operation;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.List;

/** Whether the token has a scope that an operation needs (Management API, "Scopes"). */
final class ScopeCheck {

  private ScopeCheck() {}

  static Decision<Bearer> of(Bearer bearer, Operation operation) {
    List<String> wanted = operation.scopes();
    if (wanted.isEmpty()) {
      return Decision.grant(bearer);
    }
    boolean enough = operation.everyScope();
    for (String scope : wanted) {
      if (bearer.has(scope) != operation.everyScope()) {
        enough = !operation.everyScope();
        break;
      }
    }
    return enough ? Decision.grant(bearer) : Decision.refuse(missing(bearer, operation));
  }

  /** What is said where a scope is missing. */
  static String message(List<String> wanted) {
    return "Insufficient scope, expected any of: " + String.join(", ", wanted);
  }

  private static Diagnosis missing(Bearer bearer, Operation operation) {
    return RefusalReason.INSUFFICIENT_SCOPE
        .because(
            "the token has %s of the scopes that %s %s needs",
            operation.everyScope() ? "not all" : "none", operation.method(), operation.path())
        .fact("message", message(operation.scopes()))
        .fact("wanted", operation.scopes())
        .fact("scope", bearer.scopes())
        .fact("client_id", bearer.clientId().orElse(""))
        .remedy(
            "grant %s to the client: dashboard, Applications > APIs > Auth0 Management API >"
                + " Machine to Machine Applications; in the seed, clientGrants[].scope",
            operation.scopes().get(0))
        .remedy("ask for a new token: one that is issued keeps its scopes");
  }
}
