package dev.fakeauth0.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM names what is published. */
class BomIT {

  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(fake-auth0-[^<]+)</artifactId>");

  @Test
  void names_every_module_that_is_published_and_no_other() throws IOException {
    TreeSet<String> published = new TreeSet<>();
    for (String module : all(MODULE, Files.readString(ROOT.resolve("pom.xml")))) {
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      boolean skipped =
          pom.contains("<maven.deploy.skip>true") || pom.contains("fake-auth0-acceptance-consumer");
      String own = pom.replaceFirst("(?s)<parent>.*?</parent>", "");
      if (!skipped && !module.equals("bom")) {
        published.add(all(ARTIFACT, own).get(0));
      }
    }

    List<String> named = all(ARTIFACT, Files.readString(ROOT.resolve("bom/pom.xml")));

    assertThat(named).contains("fake-auth0-bom");
    assertThat(named.subList(1, named.size())).containsExactlyElementsOf(published);
  }

  private static List<String> all(Pattern wanted, String text) {
    return wanted.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }
}
