package dev.fakeauth0.junit;

import dev.fakeauth0.token.MachineClient;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Gives an application context a server's issuer, audience and client. Equal for one server, so
 * that Spring takes a context from its cache where another class had the same.
 */
final class SpringContext implements ContextCustomizer {

  private static final String OAUTH2 = "spring.security.oauth2.";
  private static final String JWT = OAUTH2 + "resourceserver.jwt.";
  private static final String JWK_SET_URI = JWT + "jwk-set-uri";
  private static final String REGISTRATIONS = OAUTH2 + "client.registration.";
  private static final String REGISTRATION = REGISTRATIONS + "fake-auth0.";
  private static final String PROVIDER = OAUTH2 + "client.provider.fake-auth0.";

  private static final String RESOURCE_SERVER =
      "org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken";

  /** Where Spring puts what a test class itself says: that beats what nobody said. */
  private static final String[] SAID_BY_TEST = {
    "Inlined Test Properties", "Dynamic Test Properties"
  };

  private final SharedServer server;

  SpringContext(SharedServer server) {
    this.server = server;
  }

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration merged) {
    ConfigurableEnvironment environment = context.getEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    MapPropertySource unasked = new MapPropertySource("FakeAuth0", unasked(environment));
    String after = null;
    for (String said : SAID_BY_TEST) {
      if (sources.contains(said)
          && (after == null || place(sources, said) > place(sources, after))) {
        after = said;
      }
    }
    if (after == null) {
      sources.addFirst(unasked);
    } else {
      sources.addAfter(after, unasked);
    }
    Map<String, Object> said =
        new LinkedHashMap<>(SystemProperties.read(server.settings().properties(), server.first()));
    sources.addFirst(new MapPropertySource("FakeAuth0 properties", said));
    if (context.getBeanFactory() instanceof BeanDefinitionRegistry beans
        && ClassUtils.isPresent("jakarta.servlet.Filter", context.getClassLoader())) {
      Optional<String> audience =
          Optional.ofNullable(environment.getProperty(JWT + "audiences"))
              .filter(one -> one.indexOf(',') < 0);
      beans.registerBeanDefinition(
          "fakeAuth0RefusalFilter",
          BeanDefinitionBuilder.genericBeanDefinition(
                  RefusalFilter.class, () -> new RefusalFilter(server.refusals(), audience))
              .getBeanDefinition());
    }
  }

  private static int place(MutablePropertySources sources, String name) {
    return sources.precedenceOf(sources.get(name));
  }

  private Map<String, Object> unasked(ConfigurableEnvironment environment) {
    String issuer = server.first().issuer().toString();
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(JWT + "issuer-uri", issuer);
    if (environment.containsProperty(JWK_SET_URI)) {
      // It beats the issuer, and is the real tenant's.
      properties.put(JWK_SET_URI, issuer + ".well-known/jwks.json");
    }
    Optional<MachineClient> machine = server.first().machineClient();
    machine
        .flatMap(MachineClient::audience)
        .ifPresent(audience -> properties.put(JWT + "audiences", audience));
    if (machine.isPresent() && isClient(environment)) {
      properties.put(REGISTRATION + "provider", "fake-auth0");
      properties.put(REGISTRATION + "client-id", machine.get().clientId());
      machine
          .get()
          .clientSecret()
          .ifPresent(secret -> properties.put(REGISTRATION + "client-secret", secret));
      properties.put(REGISTRATION + "authorization-grant-type", "client_credentials");
      properties.put(PROVIDER + "issuer-uri", issuer);
    }
    return properties;
  }

  /**
   * Whether the application is a client. One that is an API and has no registration of its own is
   * none, whatever is on its class path: by a registration Spring Boot would make its default chain
   * one of logins, and the API would redirect where it refuses in real life.
   */
  private static boolean isClient(ConfigurableEnvironment environment) {
    if (!ClassUtils.isPresent(RESOURCE_SERVER, SpringContext.class.getClassLoader())) {
      return true;
    }
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> known) {
        for (String name : known.getPropertyNames()) {
          if (name.toLowerCase(Locale.ROOT).replace('_', '.').startsWith(REGISTRATIONS)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpringContext context && context.server == server;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(server);
  }
}
