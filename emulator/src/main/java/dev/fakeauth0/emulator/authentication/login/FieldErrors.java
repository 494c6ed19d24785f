package dev.fakeauth0.emulator.authentication.login;

import static dev.fakeauth0.refusal.RefusalReason.PAGE_INPUT_INVALID;

import dev.fakeauth0.emulator.authentication.page.FieldError;
import dev.fakeauth0.emulator.pipeline.WireError;
import dev.fakeauth0.refusal.Diagnosis;
import dev.fakeauth0.refusal.RefusalReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What pages say under a field or above a form (Auth0 docs, "Customize Universal Login Text"). */
final class FieldErrors {

  private static final Set<RefusalReason> CREDENTIALS =
      EnumSet.of(RefusalReason.UNKNOWN_USER, RefusalReason.WRONG_PASSWORD);

  private static final Set<RefusalReason> ABOVE =
      EnumSet.of(
          RefusalReason.TOO_MANY_ATTEMPTS,
          RefusalReason.SUSPICIOUS_IP,
          RefusalReason.PASSWORD_LEAKED);

  private FieldErrors() {}

  /** What a refusal says on its page; empty where it is not about what was typed. */
  static Optional<FieldError> of(Diagnosis diagnosis, WireError error) {
    if (diagnosis.reason() == PAGE_INPUT_INVALID) {
      return Optional.of(
          new FieldError(
              String.valueOf(diagnosis.facts().getOrDefault("field", "")),
              error.error(),
              error.description()));
    }
    if (CREDENTIALS.contains(diagnosis.reason())) {
      return Optional.of(
          "username".equals(diagnosis.facts().get("named_by"))
              ? new FieldError("password", "wrong-credentials", "Wrong username or password")
              : new FieldError("password", error.error(), error.description()));
    }
    return ABOVE.contains(diagnosis.reason())
        ? Optional.of(new FieldError("", error.error(), error.description()))
        : Optional.empty();
  }

  /** What a refusal says on the page of a second factor, where it differs from login pages. */
  static Optional<FieldError> ofFactor(Diagnosis diagnosis) {
    return diagnosis.reason() == RefusalReason.TOO_MANY_ATTEMPTS
        ? Optional.of(
            new FieldError(
                "code",
                "too-many-failures",
                "Too many failed codes. Wait for some minutes before retrying."))
        : Optional.empty();
  }

  /** What a code says that an earlier step left for the page. */
  static FieldError ofCode(String code) {
    return switch (code) {
      case "wrong-email-credentials" -> new FieldError("password", code, "Wrong email or password");
      case "user-blocked" ->
          new FieldError(
              "", code, "Your account has been blocked after multiple consecutive login attempts.");
      default ->
          new FieldError("", code, "We are sorry, something went wrong when attempting to log in");
    };
  }

  /**
   * A refusal of what was typed.
   *
   * @param field the field it stands under; empty: above the form
   * @param code Auth0's code
   * @param message what the user reads
   * @param because why, for the diagnosis
   * @param remedy what would pass
   */
  static Diagnosis refusal(
      String field, String code, String message, String because, String remedy) {
    return PAGE_INPUT_INVALID
        .because("%s", because)
        .fact("field", field)
        .fact("code", code)
        .fact("message", message)
        .remedy("%s", remedy);
  }
}
