package dev.fakeauth0.emulator.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the local authority in a directory, so that it is trusted once and good for every run.
 *
 * <p>Two files: {@code ca.pem}, the certificate to trust, and {@code ca-key.pem}, the key that
 * signs with the certificates up to the trusted one, for the owner's eyes only. The second is the
 * truth: it appears at once and whole, by a link that fails if it exists, so of several processes
 * that start together one makes the authority and all use it.
 *
 * <p>An authority vouches for local names only. Other names (as {@code --tls-san
 * acme.eu.auth0.com}) have an authority of their own, that permits them too, in files whose name is
 * made from theirs: whoever trusts {@code ca.pem} never trusts it for a real host.
 *
 * <p>Nothing is read or written before the authority is asked for. Thread-safe.
 */
public final class CaStore {

  private static final int NAME_DIGEST_BYTES = 6;

  private final Path directory;
  private final List<String> foreignNames;
  private final InstantSource clock;
  private final SecureRandom random;
  private @Nullable LocalAuthority authority;

  /**
   * A store in a directory, which is made when needed.
   *
   * @param names what servers are to be certified for, besides the local names
   * @throws UnusableCertificateException if one is neither a DNS name nor an IP address
   */
  public CaStore(Path directory, List<String> names, InstantSource clock, SecureRandom random) {
    this.directory = directory;
    this.foreignNames = foreign(names);
    this.clock = clock;
    this.random = random;
  }

  /** The certificate to trust; there once the authority was asked for. */
  public Path certificateFile() {
    return directory.resolve(baseName() + ".pem");
  }

  /**
   * The authority: kept, or made and kept.
   *
   * @throws UnusableCertificateException if the directory or a file in it cannot be used; one line
   *     says why and what to do
   */
  public synchronized LocalAuthority authority() {
    LocalAuthority known = authority;
    if (known == null) {
      known = keptOrMade();
      authority = known;
    }
    return known;
  }

  /** Whether this authority may vouch for a name. */
  boolean permits(SubjectName name) {
    if (name.isLocal() || foreignNames.contains(name.text())) {
      return true;
    }
    for (String foreign : foreignNames) {
      if (!name.isAddress() && name.isWithin(foreign)) {
        return true;
      }
    }
    return false;
  }

  private LocalAuthority keptOrMade() {
    Path keyFile = directory.resolve(baseName() + "-key.pem");
    try {
      if (!Files.exists(keyFile)) {
        make(keyFile);
      }
      LocalAuthority kept = read(keyFile);
      publish(kept.pem());
      return kept;
    } catch (IOException unusable) {
      throw new UnusableCertificateException(
          "cannot keep the local CA in "
              + directory
              + " ("
              + reason(unusable)
              + "); name another directory with --ca-dir",
          unusable);
    }
  }

  private void make(Path keyFile) throws IOException {
    OwnerOnly.createDirectories(directory);
    LocalAuthority made = LocalAuthority.create(foreignNames, clock.instant(), random);
    String content =
        Pem.privateKey(made.keys().getPrivate()) + Pem.certificate(made.issuer()) + made.pem();
    Path draft = OwnerOnly.createTemporaryFile(directory, ".ca-key");
    try {
      Files.writeString(draft, content, StandardCharsets.US_ASCII);
      placeUnlessThere(draft, keyFile);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void placeUnlessThere(Path draft, Path target) throws IOException {
    try {
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException anotherWasFaster) {
      return;
    } catch (IOException | UnsupportedOperationException noLinks) {
      // File systems without links (FAT, some container mounts): all but atomic.
      try {
        Files.move(draft, target);
      } catch (FileAlreadyExistsException anotherWasFaster) {
        return;
      }
    }
  }

  private LocalAuthority read(Path keyFile) throws IOException {
    if (OwnerOnly.isReadableByOthers(keyFile)) {
      throw new UnusableCertificateException(
          "other users can read "
              + keyFile
              + ", the key of a CA you trust; if nobody can have copied it, take their access away"
              + " (chmod 600), else delete it and stop trusting its ca.pem");
    }
    PemReader pem = PemReader.read(keyFile);
    if (pem.keys().size() != 1 || pem.certificates().size() != 2) {
      throw damaged(keyFile, "it does not hold a key and two certificates");
    }
    PrivateKey key = pem.keys().get(0);
    X509Certificate issuer = pem.certificates().get(0);
    X509Certificate root = pem.certificates().get(1);
    if (!OwnCertificate.belongTogether(key, issuer.getPublicKey())) {
      throw damaged(keyFile, "its key is not that of its first certificate");
    }
    if (!isSignedBy(issuer, root)) {
      throw damaged(keyFile, "its second certificate did not sign the first");
    }
    checkValidity(keyFile, issuer);
    return new LocalAuthority(new KeyPair(issuer.getPublicKey(), key), issuer, root, random);
  }

  private static boolean isSignedBy(X509Certificate issuer, X509Certificate root) {
    try {
      issuer.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException unrelated) {
      return false;
    }
  }

  private void checkValidity(Path keyFile, X509Certificate certificate) {
    Instant now = clock.instant();
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateExpiredException expired) {
      throw new UnusableCertificateException(
          "the local CA in "
              + keyFile
              + " expired at "
              + certificate.getNotAfter().toInstant()
              + "; delete it to have a new one made, and trust that",
          expired);
    } catch (CertificateNotYetValidException early) {
      throw new UnusableCertificateException(
          "the local CA in "
              + keyFile
              + " is valid from "
              + certificate.getNotBefore().toInstant()
              + " only, and it is "
              + now
              + " here; set the clock, or delete the file to have a new one made",
          early);
    }
  }

  /** Writes the certificate beside the key, unless it is there. */
  private void publish(String pem) throws IOException {
    Path file = certificateFile();
    if (Files.exists(file) && Files.readString(file, StandardCharsets.US_ASCII).equals(pem)) {
      return;
    }
    Path draft = OwnerOnly.createTemporaryFile(directory, ".ca");
    try {
      Files.writeString(draft, pem, StandardCharsets.US_ASCII);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private String baseName() {
    if (foreignNames.isEmpty()) {
      return "ca";
    }
    try {
      byte[] names = String.join(",", foreignNames).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(names);
      return "ca-" + HexFormat.of().formatHex(digest, 0, NAME_DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static List<String> foreign(List<String> names) {
    TreeSet<String> foreign = new TreeSet<>();
    for (String text : names) {
      SubjectName name = SubjectName.of(text);
      if (!name.isLocal()) {
        foreign.add(name.text());
      }
    }
    return new ArrayList<>(foreign);
  }

  private static UnusableCertificateException damaged(Path keyFile, String what) {
    return new UnusableCertificateException(
        keyFile + " is not a local CA: " + what + "; delete it to have a new one made");
  }

  private static String reason(IOException problem) {
    return problem.getClass().getSimpleName() + ": " + PemReader.oneLine(problem);
  }
}
