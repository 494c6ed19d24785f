package dev.fakeauth0.emulator.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** A name a server goes by: a DNS name, in lower case, or an IP address. Immutable. */
final class SubjectName {

  /**
   * Names that are never those of a real host (RFC 6761 section 6, RFC 2606 section 2), with all
   * names below them, and the name by which a container reaches the machine it runs on.
   */
  private static final List<String> LOCAL_DOMAINS =
      List.of("localhost", "test", "example", "invalid", "host.docker.internal");

  private static final int MAX_DNS_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;
  private static final int IPV4_BYTES = 4;
  private static final int LOOPBACK_NETWORK = 127;
  private static final byte[] NO_ADDRESS = {};

  private final String text;
  private final byte[] address;

  private SubjectName(String text, byte[] address) {
    this.text = text;
    this.address = address;
  }

  /**
   * The name written like this.
   *
   * @throws UnusableCertificateException if it is neither a DNS name nor an IP address
   */
  static SubjectName of(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (looksLikeAddress(name)) {
      return new SubjectName(name, bytes(name));
    }
    if (!isDnsName(name)) {
      throw new UnusableCertificateException(
          "\"" + text + "\" is neither a DNS name nor an IP address; a certificate cannot name it");
    }
    return new SubjectName(name, NO_ADDRESS);
  }

  /** The DNS domains an authority for local names may vouch for. */
  static List<String> localDomains() {
    return LOCAL_DOMAINS;
  }

  /** The name in lower case, an address without brackets. */
  String text() {
    return text;
  }

  boolean isAddress() {
    return address.length > 0;
  }

  /** Whether no host of the real world can have this name. */
  boolean isLocal() {
    if (isAddress()) {
      return address.length == IPV4_BYTES
          ? address[0] == LOOPBACK_NETWORK
          : Arrays.equals(address, bytes("::1"));
    }
    for (String domain : LOCAL_DOMAINS) {
      if (isWithin(domain)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is the domain or a name below it. */
  boolean isWithin(String domain) {
    return text.equals(domain) || text.endsWith("." + domain);
  }

  /** As a name of a certificate (RFC 5280 section 4.2.1.6). */
  GeneralName asSubject() {
    return isAddress()
        ? new GeneralName(GeneralName.iPAddress, new DEROctetString(address))
        : new GeneralName(GeneralName.dNSName, text);
  }

  /** As what an authority may vouch for: this address, or this name and those below it. */
  GeneralName asConstraint() {
    if (!isAddress()) {
      String base = text.startsWith("*.") ? text.substring("*.".length()) : text;
      return new GeneralName(GeneralName.dNSName, base);
    }
    byte[] network = Arrays.copyOf(address, address.length * 2);
    Arrays.fill(network, address.length, network.length, (byte) 0xFF);
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(network));
  }

  /** Digits and dots only, or what only an IPv6 address is written with: never to be resolved. */
  private static boolean looksLikeAddress(String name) {
    boolean colon = name.indexOf(':') >= 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean hex = colon && c >= 'a' && c <= 'f';
      if (!digit && !hex && c != '.' && c != ':') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static byte[] bytes(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException invalid) {
      throw new UnusableCertificateException(
          "\"" + literal + "\" is not an IP address; a certificate cannot name it", invalid);
    }
  }

  private static boolean isDnsName(String name) {
    String host = name.startsWith("*.") ? name.substring("*.".length()) : name;
    if (host.isEmpty() || host.length() > MAX_DNS_LENGTH) {
      return false;
    }
    int labelStart = 0;
    for (int i = 0; i <= host.length(); i++) {
      if (i == host.length() || host.charAt(i) == '.') {
        if (!isLabel(host, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      }
    }
    return true;
  }

  private static boolean isLabel(String host, int from, int to) {
    if (from == to || to - from > MAX_LABEL_LENGTH) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = host.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inner = (c == '-' || c == '_') && i > from && i < to - 1;
      if (!letterOrDigit && !inner) {
        return false;
      }
    }
    return true;
  }
}
