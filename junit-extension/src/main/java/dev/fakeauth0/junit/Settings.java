package dev.fakeauth0.junit;

import dev.fakeauth0.emulator.EmulatorConfig;
import dev.fakeauth0.seed.SeedPart;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a server is to be like, said by annotation or in code. */
record Settings(
    Optional<String> name,
    List<String> tenants,
    boolean https,
    Isolation isolation,
    List<String> properties,
    boolean strict,
    List<SeedPart> parts) {

  static final Settings USUAL =
      new Settings(
          Optional.empty(), List.of(), false, Isolation.PER_CLASS, List.of(), false, List.of());

  static Settings of(WithFakeAuth0 said) {
    return new Settings(
        Optional.of(said.name()).filter(name -> !name.isEmpty()),
        List.of(said.tenant()),
        said.https(),
        said.isolation(),
        List.of(said.properties()),
        said.strict(),
        List.of());
  }

  /** What an annotation says, there or on an annotation there. */
  static Optional<Settings> at(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, WithFakeAuth0.class).map(Settings::of);
  }

  /** The settings of the server that serves a class, wherever they are said for it. */
  static Optional<Settings> serving(Class<?> test) {
    for (Class<?> type = test; type != null; type = enclosing(type)) {
      Optional<Settings> said = at(type);
      if (said.isPresent()) {
        return said;
      }
      List<FakeAuth0Extension> fields =
          AnnotationSupport.findAnnotatedFieldValues(
              type, RegisterExtension.class, FakeAuth0Extension.class);
      if (!fields.isEmpty()) {
        return fields.get(0).inCode();
      }
    }
    return Optional.empty();
  }

  /** The class around a nested class. */
  static @Nullable Class<?> enclosing(Class<?> type) {
    return AnnotationSupport.isAnnotated(type, Nested.class) ? type.getEnclosingClass() : null;
  }

  /** These, without what does not make a server another one. */
  Settings ofServer() {
    return new Settings(name, tenants, https, Isolation.PER_CLASS, properties, false, parts);
  }

  EmulatorConfig config() {
    EmulatorConfig config = EmulatorConfig.defaults();
    for (String tenant : tenants) {
      config = config.tenant(tenant);
    }
    if (name.isPresent()) {
      config = config.name(name.get());
    }
    return https ? config.httpsPort(0) : config;
  }
}
