package dev.fakeauth0.emulator.tenant;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.function.Supplier;

/**
 * A key the tenant signs with. Two tenants never share one.
 *
 * @param kid the key id, 21 URL-safe characters
 * @param publicKey the public half, 2048 bits
 * @param privateKey the private half
 * @param certificates gives the self-signed certificate, made when first asked for, the same after
 */
public record SigningKey(
    String kid,
    RSAPublicKey publicKey,
    RSAPrivateKey privateKey,
    Supplier<X509Certificate> certificates) {

  /** The self-signed certificate of this very key, CN = the tenant's domain. */
  public X509Certificate certificate() {
    return certificates.get();
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
