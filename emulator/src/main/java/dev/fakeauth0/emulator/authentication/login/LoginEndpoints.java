package dev.fakeauth0.emulator.authentication.login;

import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.token.Minter;
import dev.fakeauth0.emulator.token.TokenGrant;
import dev.fakeauth0.emulator.token.TokenSet;
import java.util.ArrayList;
import java.util.List;

/** The endpoints of logins in the browser. */
public final class LoginEndpoints {

  private LoginEndpoints() {}

  /** All of them. */
  public static List<Endpoint> all(Minter<TokenGrant, TokenSet> minter) {
    ErrorTelling errors = new ErrorTelling();
    List<Endpoint> all = new ArrayList<>(LogoutEndpoint.all(errors));
    all.add(new AuthorizationEndpoint(minter, errors));
    all.add(new ResumeEndpoint(minter, errors));
    all.add(new PushedAuthorizationEndpoint());
    all.add(new EmbeddedLoginEndpoint());
    all.add(new ClientScriptEndpoint());
    return all;
  }
}
