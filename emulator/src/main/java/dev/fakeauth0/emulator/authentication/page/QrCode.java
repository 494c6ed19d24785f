package dev.fakeauth0.emulator.authentication.page;

/**
 * A QR code as the path of an SVG drawing, one unit a module.
 *
 * @param size width and height, quiet zone included
 * @param path the dark modules
 */
record QrCode(int size, String path) {

  /** The light margin that readers need (ISO/IEC 18004). */
  private static final int QUIET_ZONE = 4;

  static QrCode of(String text) {
    io.nayuki.qrcodegen.QrCode code =
        io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M')
              .append(from + QUIET_ZONE)
              .append(' ')
              .append(y + QUIET_ZONE)
              .append('h')
              .append(x - from)
              .append("v1h-")
              .append(x - from)
              .append('z');
        } else {
          x++;
        }
      }
    }
    return new QrCode(code.size + 2 * QUIET_ZONE, path.toString());
  }
}
