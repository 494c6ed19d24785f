package dev.fakeauth0.emulator.http.tls;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An SSL context that is made when it is first used: a listener can be opened without loading the
 * TLS classes of the JDK, let alone making keys.
 */
public final class LazySslContext extends SSLContext {

  private LazySslContext(Spi spi) {
    super(spi, new NoProvider(), "TLS");
  }

  /** A context that asks the supplier once, when first used. Thread-safe. */
  public static SSLContext of(Supplier<SSLContext> source) {
    return new LazySslContext(new Spi(source));
  }

  /** SSLContext wants a provider to name; nobody looks it up. */
  private static final class NoProvider extends Provider {

    private static final long serialVersionUID = 1L;

    NoProvider() {
      super("FakeAuth0", "1", "TLS made on first use");
    }
  }

  private static final class Spi extends SSLContextSpi {

    private final Supplier<SSLContext> source;
    private volatile @Nullable SSLContext made;

    Spi(Supplier<SSLContext> source) {
      this.source = source;
    }

    private SSLContext context() {
      SSLContext context = made;
      if (context == null) {
        synchronized (this) {
          context = made;
          if (context == null) {
            context = source.get();
            made = context;
          }
        }
      }
      return context;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("this context comes with its keys");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return context().getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return context().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return context().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return context().createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context().getClientSessionContext();
    }
  }
}
