package dev.fakeauth0.emulator.user;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Addresses as allow-lists write them: one, or a range by its prefix length (RFC 4632, RFC 4291).
 */
final class AddressRange {

  private AddressRange() {}

  /** Whether one of the ranges has an address. What is no address is in none. */
  static boolean anyHas(List<String> ranges, String address) {
    for (String range : ranges) {
      if (range.equals(address) || has(range, address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(String range, String address) {
    int slash = range.indexOf('/');
    byte[] base = bytes(slash < 0 ? range : range.substring(0, slash));
    byte[] asked = bytes(address);
    if (base.length == 0 || base.length != asked.length) {
      return false;
    }
    int prefix = slash < 0 ? base.length * 8 : number(range.substring(slash + 1), base.length * 8);
    for (int i = 0; i < prefix; i++) {
      int bit = 0x80 >> (i & 7);
      if ((base[i >> 3] & bit) != (asked[i >> 3] & bit)) {
        return false;
      }
    }
    return prefix >= 0;
  }

  private static int number(String text, int most) {
    boolean digits = !text.isEmpty() && text.length() < 4;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = Character.isDigit(text.charAt(i));
    }
    int number = digits ? Integer.parseInt(text) : -1;
    return number > most ? -1 : number;
  }

  /** An address that is written in figures; nothing for a name, which is never looked up. */
  private static byte[] bytes(String address) {
    boolean figures = !address.isEmpty();
    boolean colons = address.indexOf(':') >= 0;
    for (int i = 0; figures && i < address.length(); i++) {
      char each = address.charAt(i);
      figures = each == '.' || each == ':' || Character.digit(each, colons ? 16 : 10) >= 0;
    }
    if (!figures) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0]; // Figures that make no address: in no range.
    }
  }
}
