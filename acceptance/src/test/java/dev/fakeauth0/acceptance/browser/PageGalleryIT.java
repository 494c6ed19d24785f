package dev.fakeauth0.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page in Chromium: as wide as a desk's and as a phone's window, by day and by night. Run
 * with {@code -Dgallery.update=true} to put the pictures under {@code docs/pages} and make its
 * index anew.
 */
@NeedsChromium
class PageGalleryIT {

  private static final Path GALLERY = Path.of("..", "docs", "pages");
  private static final int DESK = 1024;
  private static final int PHONE = 390;
  private static final int GAP = 16;

  private static final Map<String, PageExamples.Example> EXAMPLES = PageExamples.all();

  private static HttpServer server;
  private static Chromium chromium;

  @BeforeAll
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PageGalleryIT::serve);
    server.start();
    chromium = new Chromium();
  }

  @AfterAll
  static void close() throws IOException {
    server.stop(0);
    chromium.close();
    if (Boolean.getBoolean("gallery.update")) {
      Files.writeString(GALLERY.resolve("../pages.md"), index());
    }
  }

  static List<String> names() {
    return List.copyOf(EXAMPLES.keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_page_fits_its_window_and_its_policy(String name) throws IOException {
    BufferedImage deskByDay = look(name, DESK, 720, false, false);
    BufferedImage deskByNight = look(name, DESK, 720, false, true);
    BufferedImage phoneByDay = look(name, PHONE, 760, true, false);
    int phoneWidth = chromium.contentWidth();
    BufferedImage phoneByNight = look(name, PHONE, 760, true, true);
    List<String> complaints = chromium.complaints();

    assertThat(phoneWidth).as("nothing to scroll sideways for").isLessThanOrEqualTo(PHONE);
    assertThat(complaints).isEmpty();
    if (Boolean.getBoolean("gallery.update")) {
      Files.createDirectories(GALLERY);
      Files.write(
          GALLERY.resolve(name + ".png"),
          Pictures.small(sheet(deskByDay, deskByNight, phoneByDay, phoneByNight)));
    }
  }

  private static BufferedImage look(
      String name, int width, int height, boolean phone, boolean dark) {
    // The script of a form that posts itself would lead away.
    chromium.through(width, height, phone, dark).withoutScripts();
    chromium.open("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    int whole = Math.max(height, chromium.contentHeight());
    chromium.through(width, whole, phone, dark);
    try {
      return ImageIO.read(new ByteArrayInputStream(chromium.picture()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage sheet(
      BufferedImage one, BufferedImage two, BufferedImage three, BufferedImage four) {
    int desk = one.getHeight() + GAP + two.getHeight();
    int height = Math.max(desk, Math.max(three.getHeight(), four.getHeight()));
    BufferedImage sheet =
        new BufferedImage(DESK + 2 * (GAP + PHONE), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(java.awt.Color.GRAY);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    pen.drawImage(one, 0, 0, null);
    pen.drawImage(two, 0, one.getHeight() + GAP, null);
    pen.drawImage(three, DESK + GAP, 0, null);
    pen.drawImage(four, DESK + PHONE + 2 * GAP, 0, null);
    pen.dispose();
    return sheet;
  }

  private static void serve(HttpExchange exchange) throws IOException {
    PageExamples.Example example = EXAMPLES.get(exchange.getRequestURI().getPath().substring(1));
    byte[] body =
        example == null ? new byte[0] : example.page().html().getBytes(StandardCharsets.UTF_8);
    if (example != null) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", example.page().policy());
    }
    exchange.sendResponseHeaders(example == null ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String index() {
    StringBuilder index = new StringBuilder();
    index.append(
        """
        # The pages

        Each as Chromium shows it on a desk and on a phone, by day and by night. Made by `PageGalleryIT`:
        `mvn verify -pl acceptance -am -Dit.test=PageGalleryIT -Dgallery.update=true`.

        Names, ids and attributes of fields, buttons and messages are Universal Login's, so what drives a login there drives it here. Nothing on a
        page needs JavaScript. The strip below each page says that this is FakeAuth0; on login pages it names users of the seed, with their passwords.

        A link of `POST /api/v2/guardian/enrollments/ticket` opens `/mfa/enrollment`: without a login its user enrolls what `factor` names, or picks one of the
        tenant's factors, on the pages below (app, phone, the user's e-mail address, push), sees the recovery code and is told that it is done. The link is
        good once, for five days. What the pick and the last page say is ours, as Auth0 documents no words for them.
        """);
    EXAMPLES.forEach(
        (name, example) ->
            index
                .append("\n## ")
                .append(name)
                .append("\n\n")
                .append(example.says())
                .append("\n\n![")
                .append(name)
                .append("](pages/")
                .append(name)
                .append(".png)\n"));
    return index.toString();
  }
}
