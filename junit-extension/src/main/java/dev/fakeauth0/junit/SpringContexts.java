package dev.fakeauth0.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Tells the application contexts of tests with {@link WithFakeAuth0} where their Auth0 is. Spring
 * finds it by {@code META-INF/spring.factories} (Spring Framework reference, "Context
 * Customizers").
 */
final class SpringContexts implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
    return Settings.serving(testClass)
        .map(settings -> new SpringContext(SharedServer.of(settings)))
        .orElse(null);
  }
}
