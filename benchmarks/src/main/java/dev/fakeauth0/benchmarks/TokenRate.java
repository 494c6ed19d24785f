package dev.fakeauth0.benchmarks;

import dev.fakeauth0.benchmarks.Server.Instance;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tokens a second over the socket, and bare signatures a second of the same provider on the same
 * cores: the quotient says what everything but the signature costs, the client included.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 5)
@Measurement(iterations = 5, time = 5)
public class TokenRate {

  private static final int KEY_BITS = 2048;

  /** A {@code jti} in each token: no two are the same. */
  private static final String RFC_9068_API =
      """
      {"resourceServers": [{
        "name": "Example API",
        "identifier": "https://api.example.com",
        "signing_alg": "RS256",
        "token_dialect": "rfc9068_profile",
        "scopes": [{"value": "read:messages"}, {"value": "write:messages"}]
      }]}
      """;

  /** The server, and the engine of its provider. */
  @State(Scope.Benchmark)
  public static class Served {

    /** Who signs: the JDK, or the Amazon Corretto Crypto Provider on the class path. */
    @Param({"jdk", "corretto"})
    public String provider = "";

    private @Nullable Server kind;
    private @Nullable Instance running;
    private @Nullable PrivateKey key;

    /** Starts it. */
    @Setup
    public void start() throws Exception {
      kind = Server.fakeAuth0(provider);
      running = kind.start(RFC_9068_API);
      KeyPairGenerator generator =
          provider.equals("jdk")
              ? KeyPairGenerator.getInstance("RSA")
              : KeyPairGenerator.getInstance("RSA", corretto());
      generator.initialize(KEY_BITS);
      key = generator.generateKeyPair().getPrivate();
    }

    /** Stops it. */
    @TearDown
    public void stop() throws Exception {
      Objects.requireNonNull(running).close();
      Objects.requireNonNull(kind).close();
    }

    TokenConnection connect() throws IOException {
      return TokenConnection.to(Objects.requireNonNull(running).tokenEndpoint());
    }

    Signature signature() throws ReflectiveOperationException, GeneralSecurityException {
      Signature signature =
          provider.equals("jdk")
              ? Signature.getInstance("SHA256withRSA")
              : Signature.getInstance("SHA256withRSA", corretto());
      signature.initSign(Objects.requireNonNull(key));
      return signature;
    }

    private Provider corretto() throws ReflectiveOperationException {
      return (Provider)
          Objects.requireNonNull(kind)
              .classNamed("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
              .getField("INSTANCE")
              .get(null);
    }
  }

  /** One client. */
  @State(Scope.Thread)
  public static class Connected {

    private @Nullable TokenConnection connection;

    /** Connects. */
    @Setup
    public void connect(Served served) throws IOException {
      connection = served.connect();
    }

    /** Disconnects. */
    @TearDown
    public void disconnect() throws IOException {
      Objects.requireNonNull(connection).close();
    }
  }

  /** One engine and what it signs: the length of a token of ours. */
  @State(Scope.Thread)
  public static class Signing {

    private final byte[] input = new byte[400];
    private @Nullable Signature signature;

    /** Makes the engine. */
    @Setup
    public void prepare(Served served)
        throws ReflectiveOperationException, GeneralSecurityException {
      signature = served.signature();
    }
  }

  /** A token for each of 16 connections at a time; no two are the same. */
  @Benchmark
  @Threads(16)
  public int tokens(Connected connected) throws IOException {
    return Objects.requireNonNull(connected.connection).ask();
  }

  /** As many engines as cores. */
  @Benchmark
  @Threads(2)
  public byte[] signatures(Signing signing) throws GeneralSecurityException {
    Signature signature = Objects.requireNonNull(signing.signature);
    signature.update(signing.input);
    return signature.sign();
  }
}
