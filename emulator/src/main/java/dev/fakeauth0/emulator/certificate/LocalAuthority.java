package dev.fakeauth0.emulator.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A certificate authority a developer can trust without fear: a critical name constraint (RFC 5280
 * section 4.2.1.10) limits it to names that no real host has, plus those it was made for, so that
 * its key, were it stolen, vouches for nothing else.
 *
 * <p>Two certificates: the root, which is what one trusts, and the issuer it signed, whose key
 * signs servers. The root's key is forgotten at once. One certificate would do for OpenSSL or
 * browsers, but Java takes no notice of the constraints of a certificate that stands in a trust
 * store (see {@link java.security.cert.TrustAnchor}); those of an issuer below it, it enforces.
 */
public final class LocalAuthority {

  /** How long an authority is valid: trusting it is work for a person, so long. */
  static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

  /** The longest a server certificate may be valid in browsers: 398 days, less one for clocks. */
  static final Duration SERVER_VALIDITY = Duration.ofDays(397);

  /** Certificates begin in the past, for clients whose clock is behind. */
  private static final Duration BACKDATING = Duration.ofDays(1);

  private static final int SERIAL_BITS = 127;
  private static final int NUMBER_LENGTH = 8;
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final byte[] LOOPBACK_V4 = {127, 0, 0, 0, (byte) 0xFF, 0, 0, 0};

  /** What every server certificate is for. */
  private static final List<String> SERVER_NAMES =
      List.of("localhost", "*.localhost", "host.docker.internal", "127.0.0.1", "::1");

  private final KeyPair keys;
  private final X509Certificate issuer;
  private final X509Certificate root;
  private final SecureRandom random;

  /** An authority of the issuer's keys. */
  LocalAuthority(KeyPair keys, X509Certificate issuer, X509Certificate root, SecureRandom random) {
    this.keys = keys;
    this.issuer = issuer;
    this.root = root;
    this.random = random;
  }

  /**
   * A new authority.
   *
   * @param foreignNames DNS names and IP addresses it may vouch for besides the local ones
   */
  static LocalAuthority create(List<String> foreignNames, Instant now, SecureRandom random) {
    try {
      NameConstraints constraints = constraints(foreignNames);
      // The number tells the authorities of several machines apart in a trust store.
      String number = serial(random).toString(Character.MAX_RADIX).substring(0, NUMBER_LENGTH);
      X500Principal rootName = Certificates.named("FakeAuth0 local CA " + number);
      X500Principal issuerName = Certificates.named("FakeAuth0 local issuer " + number);
      KeyPair rootKeys = newKeys(random);
      KeyPair issuerKeys = newKeys(random);
      X509Certificate root =
          Certificates.signed(
              authority(rootName, rootName, rootKeys.getPublic(), 1, constraints, now, random),
              ALGORITHM,
              rootKeys);
      X509Certificate issuer =
          Certificates.signed(
              authority(rootName, issuerName, issuerKeys.getPublic(), 0, constraints, now, random)
                  .addExtension(
                      Extension.authorityKeyIdentifier,
                      false,
                      new JcaX509ExtensionUtils()
                          .createAuthorityKeyIdentifier(rootKeys.getPublic())),
              ALGORITHM,
              rootKeys);
      return new LocalAuthority(issuerKeys, issuer, root, random);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot make a certificate authority", impossible);
    }
  }

  /** The certificate to trust: the root. */
  public X509Certificate certificate() {
    return root;
  }

  /** The certificate to trust, as PEM. */
  public String pem() {
    return Pem.certificate(root);
  }

  /** A new key for servers; one key can carry many certificates. */
  public KeyPair newServerKeys() {
    try {
      return newKeys(random);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot make a key for the server", impossible);
    }
  }

  /**
   * Certifies a server for localhost, *.localhost, host.docker.internal, 127.0.0.1, ::1 and more.
   *
   * @param server the server's key
   * @param moreNames DNS names or IP addresses; those this authority may not vouch for are
   *     certified too, and refused by the clients
   * @param now from when the certificate is valid; for 397 days, or as long as the authority
   */
  public ServerIdentity issue(KeyPair server, List<String> moreNames, Instant now) {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      Instant from = now.minus(BACKDATING).truncatedTo(ChronoUnit.SECONDS);
      X509v3CertificateBuilder builder =
          builder(
                  issuer.getSubjectX500Principal(),
                  Certificates.named("localhost"),
                  server.getPublic(),
                  serial(random),
                  from,
                  serverValidity(from))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(Extension.subjectAlternativeName, false, subjects(moreNames))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  identifiers.createSubjectKeyIdentifier(server.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
      X509Certificate leaf = Certificates.signed(builder, ALGORITHM, keys);
      return new ServerIdentity(server.getPrivate(), List.of(leaf, issuer));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("cannot certify the server", impossible);
    }
  }

  /** The pair that signs. */
  KeyPair keys() {
    return keys;
  }

  /** The certificate of the pair that signs. */
  X509Certificate issuer() {
    return issuer;
  }

  @Override
  public String toString() {
    return "LocalAuthority[" + root.getSubjectX500Principal() + "]";
  }

  private Duration serverValidity(Instant from) {
    Duration left = Duration.between(from, issuer.getNotAfter().toInstant());
    return left.compareTo(SERVER_VALIDITY) < 0 ? left : SERVER_VALIDITY;
  }

  private static X509v3CertificateBuilder authority(
      X500Principal signer,
      X500Principal name,
      PublicKey key,
      int authoritiesBelow,
      NameConstraints constraints,
      Instant now,
      SecureRandom random)
      throws GeneralSecurityException, IOException {
    Instant from = now.minus(BACKDATING).truncatedTo(ChronoUnit.SECONDS);
    return builder(signer, name, key, serial(random), from, AUTHORITY_VALIDITY)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
        .addExtension(Extension.nameConstraints, true, constraints)
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer,
      X500Principal subject,
      PublicKey key,
      BigInteger serial,
      Instant from,
      Duration validity) {
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(from), Date.from(from.plus(validity)), subject, key);
  }

  private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
  }

  private static GeneralNames subjects(List<String> moreNames) {
    Set<String> names = new LinkedHashSet<>(SERVER_NAMES);
    names.addAll(moreNames);
    List<GeneralName> subjects = new ArrayList<>(names.size());
    for (String name : names) {
      subjects.add(SubjectName.of(name).asSubject());
    }
    return new GeneralNames(subjects.toArray(new GeneralName[0]));
  }

  private static NameConstraints constraints(List<String> foreignNames) {
    List<GeneralSubtree> permitted = new ArrayList<>();
    for (String domain : SubjectName.localDomains()) {
      permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain)));
    }
    permitted.add(
        new GeneralSubtree(
            new GeneralName(GeneralName.iPAddress, new DEROctetString(LOOPBACK_V4))));
    permitted.add(new GeneralSubtree(SubjectName.of("::1").asConstraint()));
    for (String name : foreignNames) {
      permitted.add(new GeneralSubtree(SubjectName.of(name).asConstraint()));
    }
    return new NameConstraints(permitted.toArray(new GeneralSubtree[0]), null);
  }
}
