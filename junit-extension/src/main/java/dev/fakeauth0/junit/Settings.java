package dev.fakeauth0.junit;

import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.seed.SeedPart;
import java.util.List;

/** What a server is to be like, said by annotation or in code. */
record Settings(
    List<String> tenants,
    boolean https,
    Isolation isolation,
    List<String> properties,
    boolean strict,
    List<SeedPart> parts) {

  static final Settings USUAL =
      new Settings(List.of(), false, Isolation.PER_CLASS, List.of(), false, List.of());

  static Settings of(WithFakeAuth0 said) {
    return new Settings(
        List.of(said.tenant()),
        said.https(),
        said.isolation(),
        List.of(said.properties()),
        said.strict(),
        List.of());
  }

  EmulatorConfig config() {
    EmulatorConfig config = EmulatorConfig.defaults();
    for (String tenant : tenants) {
      config = config.tenant(tenant);
    }
    return https ? config.httpsPort(0) : config;
  }
}
