package dev.fakeauth0.junit;

import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/** Which classes Spring runs; nothing here needs Spring to be there. */
final class SpringTests {

  private static final String EXTENSION =
      "org.springframework.test.context.junit.jupiter.SpringExtension";

  private SpringTests() {}

  /** Whether a class, or one around it, has Spring's extension, by whatever annotation. */
  static boolean runs(Class<?> test) {
    for (Class<?> type = test; type != null; type = Settings.enclosing(type)) {
      if (AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
          .flatMap(said -> Arrays.stream(said.value()))
          .anyMatch(extension -> extension.getName().equals(EXTENSION))) {
        return true;
      }
    }
    return false;
  }
}
