package dev.fakeauth0.emulator.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Whose RSA signs: the Java platform's, or the Amazon Corretto Crypto Provider's where it is on the
 * class path and works on this machine (about three times as fast). It is found by name, so nothing
 * of ours needs it; it is asked for by each call and not installed for the whole process.
 */
final class SigningProvider {

  private static final @Nullable Provider NATIVE = nativeProvider();

  private SigningProvider() {}

  /** The name of the provider that signs. */
  static String name() {
    return NATIVE == null ? "the JDK's" : NATIVE.getName();
  }

  /** A signature engine. */
  static Signature signature(String algorithm) throws NoSuchAlgorithmException {
    return NATIVE == null
        ? Signature.getInstance(algorithm)
        : Signature.getInstance(algorithm, NATIVE);
  }

  /** A factory of RSA keys that the engines take as they are. */
  static KeyFactory keyFactory() throws NoSuchAlgorithmException {
    return NATIVE == null ? KeyFactory.getInstance("RSA") : KeyFactory.getInstance("RSA", NATIVE);
  }

  /** A generator of RSA pairs. */
  static KeyPairGenerator generator() throws NoSuchAlgorithmException {
    return NATIVE == null
        ? KeyPairGenerator.getInstance("RSA")
        : KeyPairGenerator.getInstance("RSA", NATIVE);
  }

  private static @Nullable Provider nativeProvider() {
    try {
      Class<?> type =
          Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      // It loads its library when it is made and tells only who asks; without it nothing works.
      boolean works = type.getMethod("getLoadingError").invoke(provider) == null;
      if (works) {
        Signature.getInstance("SHA256withRSA", provider);
      }
      return works ? provider : null;
    } catch (ClassNotFoundException e) {
      return null; // The usual case.
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
      System.getLogger(SigningProvider.class.getName())
          .log(
              System.Logger.Level.INFO,
              "The Amazon Corretto Crypto Provider on the class path does not work here ({0}):"
                  + " signing with the JDK''s own",
              e.toString());
      return null;
    }
  }
}
