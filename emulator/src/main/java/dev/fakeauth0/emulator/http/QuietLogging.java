package dev.fakeauth0.emulator.http;

import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.LoggerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where the log lines of Undertow and XNIO go: warnings and errors to the JDK's system logger, as
 * debug output, the rest nowhere. Whoever starts an emulator in a test does not want to read about
 * its web server; and finding out which logging library the caller has costs start-up time.
 *
 * <p>Found by JBoss Logging as a service; the loggers of the caller are not touched.
 */
public final class QuietLogging implements LoggerProvider {

  /** For the service loader. */
  public QuietLogging() {}

  @Override
  public Logger getLogger(String name) {
    return new QuietLogger(name);
  }

  @Override
  public void clearMdc() {}

  @Override
  public @Nullable Object putMdc(String key, Object value) {
    return null;
  }

  @Override
  public @Nullable Object getMdc(String key) {
    return null;
  }

  @Override
  public void removeMdc(String key) {}

  @Override
  public Map<String, Object> getMdcMap() {
    return Map.of();
  }

  @Override
  public void clearNdc() {}

  @Override
  public String getNdc() {
    return "";
  }

  @Override
  public int getNdcDepth() {
    return 0;
  }

  @Override
  public String popNdc() {
    return "";
  }

  @Override
  public String peekNdc() {
    return "";
  }

  @Override
  public void pushNdc(String message) {}

  @Override
  public void setNdcMaxDepth(int maxDepth) {}

  private static final class QuietLogger extends Logger {

    private static final long serialVersionUID = 1L;

    QuietLogger(String name) {
      super(name);
    }

    @Override
    public boolean isEnabled(Level level) {
      return level.compareTo(Level.WARN) <= 0;
    }

    @Override
    protected void doLog(
        Level level,
        String loggerClass,
        Object message,
        Object @Nullable [] parameters,
        @Nullable Throwable thrown) {
      if (isEnabled(level)) {
        debug(String.valueOf(message), thrown);
      }
    }

    @Override
    protected void doLogf(
        Level level,
        String loggerClass,
        String format,
        Object @Nullable [] parameters,
        @Nullable Throwable thrown) {
      if (isEnabled(level)) {
        debug(parameters == null ? format : String.format(format, parameters), thrown);
      }
    }

    private void debug(String message, @Nullable Throwable thrown) {
      System.getLogger(getName()).log(System.Logger.Level.DEBUG, message, thrown);
    }
  }
}
