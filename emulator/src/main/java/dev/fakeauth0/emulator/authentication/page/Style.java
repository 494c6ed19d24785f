package dev.fakeauth0.emulator.authentication.page;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.tenant.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The stylesheet of all pages, in a tenant's colours (Management API, "branding").
 *
 * @param text the CSS
 * @param hash its SHA-256 as a content security policy has it
 * @param logo the picture of the logo, if there is one that can be shown without asking the network
 */
public record Style(String text, String hash, Optional<String> logo) {

  /** The one that never changes; read with the first page. */
  private static final String SHEET = sheet();

  /**
   * The stylesheet of a tenant.
   *
   * @param branding the tenant's branding, as the Management API keeps it
   */
  public static Style of(Document branding) {
    Document colors = branding.object("colors").orElse(Document.EMPTY);
    StringBuilder text = new StringBuilder(SHEET);
    Optional<Color> primary = colors.string("primary").flatMap(Color::of);
    Optional<Color> background = colors.string("page_background").flatMap(Color::of);
    if (primary.isPresent() || background.isPresent()) {
      text.append(":root{");
      primary.ifPresent(
          color ->
              text.append("--primary:")
                  .append(color.css())
                  .append(";--on-primary:")
                  .append(color.readable())
                  .append(';'));
      background.ifPresent(
          color ->
              text.append("--page:")
                  .append(color.css())
                  .append(";--on-page:")
                  .append(color.readable())
                  .append(';'));
      text.append('}');
    }
    String css = text.toString();
    return new Style(css, hash(css), branding.string("logo_url").filter(Style::atHand));
  }

  /** A picture elsewhere is not fetched: tests run where there is no network. */
  private static boolean atHand(String url) {
    return url.startsWith("data:image/");
  }

  /** The source expression for an inline text (Content Security Policy Level 3, section 2.3.1). */
  static String hash(String text) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
  }

  private static String sheet() {
    try (InputStream file = Style.class.getResourceAsStream("page.css")) {
      if (file == null) {
        throw new IllegalStateException("page.css is not beside the class");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
