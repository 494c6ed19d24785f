package dev.fakeauth0.emulator.authentication;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import java.util.List;

/** The endpoints that log people in, or help them to, without a page. */
public final class DirectEndpoints {

  private DirectEndpoints() {}

  /** All of them. */
  public static List<Endpoint> all() {
    return List.of(
        new MfaChallengeEndpoint(),
        new MfaAssociationEndpoint(),
        new MfaAuthenticatorsEndpoint(),
        new MfaAuthenticatorsEndpoint.Deletion(),
        new PasswordlessStartEndpoint(),
        new PasswordlessVerifyEndpoint(),
        new MagicLinkEndpoint(),
        new OtpChallengeEndpoint(),
        new SignupEndpoint(),
        new ChangePasswordEndpoint(),
        new UnblockEndpoint());
  }
}
