package dev.fakeauth0.benchmarks.peer;

import java.io.Closeable;
import java.net.URI;
import java.util.function.Supplier;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/** A mock-oauth2-server that runs in this JVM, in types that every class loader shares. */
public final class MockOAuth2ServerInstance implements Supplier<URI>, Closeable {

  private final MockOAuth2Server server = new MockOAuth2Server();

  /** Starts it on a free port. */
  public MockOAuth2ServerInstance() {
    server.start(0);
  }

  /** Where it issues tokens. */
  @Override
  public URI get() {
    return server.tokenEndpointUrl("default").uri();
  }

  @Override
  public void close() {
    server.shutdown();
  }

  /** Starts it on the port given and runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    new MockOAuth2Server().start(Integer.parseInt(arguments[0]));
    Thread.currentThread().join();
  }
}
