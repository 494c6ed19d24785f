package dev.fakeauth0.emulator.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PemKeysTest {

  /** Where the PKCS#1 key begins within a SubjectPublicKeyInfo of 2048 bits. */
  private static final int PKCS1_OFFSET = 24;

  @Test
  void reads_a_public_key_amid_other_text() {
    PublicKey key = Keys.pair().getPublic();

    assertThat(PemKeys.publicKey("my key:\r\n" + pem("PUBLIC KEY", key.getEncoded()) + "\nbye"))
        .contains(key);
  }

  @Test
  void reads_an_rsa_public_key_of_pkcs1() {
    PublicKey key = Keys.pair().getPublic();
    byte[] encoded = key.getEncoded();

    assertThat(
            PemKeys.publicKey(
                pem("RSA PUBLIC KEY", Arrays.copyOfRange(encoded, PKCS1_OFFSET, encoded.length))))
        .contains(key);
  }

  @Test
  void reads_nothing_but_public_keys() {
    assertThat(PemKeys.publicKey(pem("PRIVATE KEY", Keys.pair().getPrivate().getEncoded())))
        .isEmpty();
    assertThat(PemKeys.publicKey(pem("PUBLIC KEY", new byte[] {1, 2, 3}))).isEmpty();
    assertThat(PemKeys.publicKey(pem("CERTIFICATE", new byte[] {1, 2, 3}))).isEmpty();
    assertThat(PemKeys.publicKey("-----BEGIN PUBLIC KEY-----\n")).isEmpty();
  }

  @Property(tries = 200)
  void never_throws(@ForAll String body) {
    assertThat(
            PemKeys.publicKey("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----"))
        .isEmpty();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\r\n"
        + Base64.getMimeEncoder(64, "\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .encodeToString(der)
        + "\r\n-----END "
        + label
        + "-----";
  }
}
