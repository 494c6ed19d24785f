package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.authentication.BackchannelAuthenticationEndpoint;
import dev.fakeauth0.emulator.authentication.DeviceAuthorizationEndpoint;
import dev.fakeauth0.emulator.authentication.DirectEndpoints;
import dev.fakeauth0.emulator.authentication.RevocationEndpoint;
import dev.fakeauth0.emulator.authentication.TokenEndpoint;
import dev.fakeauth0.emulator.authentication.UserInfoEndpoint;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicies;
import dev.fakeauth0.emulator.authentication.grant.GrantPolicy;
import dev.fakeauth0.emulator.authentication.login.LoginEndpoints;
import dev.fakeauth0.emulator.authentication.login.LoginPages;
import dev.fakeauth0.emulator.authentication.registration.ClientRegistration;
import dev.fakeauth0.emulator.control.ControlEndpoints;
import dev.fakeauth0.emulator.control.TokenOnDemand;
import dev.fakeauth0.emulator.discovery.Discovery;
import dev.fakeauth0.emulator.discovery.ServedFeatures;
import dev.fakeauth0.emulator.management.ManagementEndpoints;
import dev.fakeauth0.emulator.management.resource.Resources;
import dev.fakeauth0.emulator.management.resource.UserExportFile;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.EndpointSource;
import dev.fakeauth0.emulator.pipeline.TenantDirectory;
import dev.fakeauth0.emulator.token.TokenMinter;
import java.util.ArrayList;
import java.util.List;

/** Every endpoint that is served. */
final class Endpoints {

  private Endpoints() {}

  static List<Endpoint> all(
      EmulatorConfig config,
      TenantDirectory tenants,
      TlsSetup tls,
      TokenMinter minter,
      TokenOnDemand tokens) {
    List<GrantPolicy> grants = GrantPolicies.all();
    List<Endpoint> auth0 = new ArrayList<>();
    auth0.add(new TokenEndpoint(new GrantPolicies(grants), minter));
    auth0.add(new ClientRegistration());
    auth0.add(new RevocationEndpoint());
    auth0.add(new UserInfoEndpoint());
    auth0.add(new DeviceAuthorizationEndpoint());
    auth0.add(new BackchannelAuthenticationEndpoint());
    auth0.addAll(DirectEndpoints.all());
    auth0.addAll(LoginEndpoints.all(minter));
    List<String> grantTypes = new ArrayList<>(grants.size());
    for (GrantPolicy grant : grants) {
      grantTypes.add(grant.grantType().wireName());
    }
    List<Endpoint> all = new ArrayList<>(auth0);
    all.addAll(Discovery.endpoints(ServedFeatures.of(auth0, grantTypes)));
    all.add(new UserExportFile());
    all.addAll(ControlEndpoints.over(tenants, tokens, config.adminToken(), tls.server()::caPem));
    return all;
  }

  /** Those that are looked up as they are called. */
  static List<EndpointSource> sources() {
    List<EndpointSource> sources = new ArrayList<>(LoginPages.all());
    sources.add(new ManagementEndpoints(Resources::all));
    return sources;
  }
}
