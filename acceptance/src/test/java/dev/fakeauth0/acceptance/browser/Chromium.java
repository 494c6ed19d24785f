package dev.fakeauth0.acceptance.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, with a profile of its own that goes with it. */
final class Chromium implements AutoCloseable {

  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final File BROWSER = new File("/usr/bin/chromium");

  private final Path profile;
  private final ChromeDriver driver;

  /** Whether this machine has the browser and its driver. */
  static boolean installed() {
    return BROWSER.canExecute() && DRIVER.canExecute();
  }

  Chromium() {
    try {
      profile = Files.createTempDirectory("chromium");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .withSilent(true)
                .build(),
            options);
  }

  /** The driver, for what is not said here. */
  ChromeDriver driver() {
    return driver;
  }

  /** Looks through a window of this size, by day or by night. */
  Chromium through(int width, int height, boolean phone, boolean dark) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    return this;
  }

  /** Runs no script of any page from now on. */
  Chromium withoutScripts() {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    return this;
  }

  Chromium open(String url) {
    driver.get(url);
    return this;
  }

  /** The whole page, as a PNG. */
  byte[] picture() {
    Object data =
        command("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    return Base64.getDecoder().decode((String) data);
  }

  /** How wide the page's content is, in CSS pixels. */
  int contentWidth() {
    Map<?, ?> size = (Map<?, ?>) command("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    return ((Number) size.get("width")).intValue();
  }

  /** How high it is. */
  int contentHeight() {
    Map<?, ?> size = (Map<?, ?>) command("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    return ((Number) size.get("height")).intValue();
  }

  /** What the browser complained of since the last time: refused content, errors of scripts. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("favicon.ico"))
        .toList();
  }

  private Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
