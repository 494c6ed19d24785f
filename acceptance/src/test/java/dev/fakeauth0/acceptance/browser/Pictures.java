package dev.fakeauth0.acceptance.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures that are kept in the repository: few colours, so few bytes. */
final class Pictures {

  private static final int COLOURS = 64;

  private Pictures() {}

  /** A PNG of the most frequent colours; others become the nearest of these. */
  static byte[] small(BufferedImage picture) throws IOException {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        counts.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    BufferedImage small =
        new BufferedImage(
            picture.getWidth(),
            picture.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            model(palette));
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int index =
            nearest.computeIfAbsent(
                picture.getRGB(x, y) & 0xffffff, colour -> nearest(colour, palette));
        small.getRaster().setSample(x, y, 0, index);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(small, "png", bytes);
    return bytes.toByteArray();
  }

  private static IndexColorModel model(List<Integer> palette) {
    byte[] red = new byte[palette.size()];
    byte[] green = new byte[palette.size()];
    byte[] blue = new byte[palette.size()];
    for (int i = 0; i < palette.size(); i++) {
      red[i] = (byte) (palette.get(i) >> 16);
      green[i] = (byte) (palette.get(i) >> 8);
      blue[i] = (byte) (int) palette.get(i);
    }
    return new IndexColorModel(8, palette.size(), red, green, blue);
  }

  private static int nearest(int colour, List<Integer> palette) {
    int best = 0;
    int distance = Integer.MAX_VALUE;
    for (int i = 0; i < palette.size(); i++) {
      int red = (colour >> 16 & 255) - (palette.get(i) >> 16 & 255);
      int green = (colour >> 8 & 255) - (palette.get(i) >> 8 & 255);
      int blue = (colour & 255) - (palette.get(i) & 255);
      int off = red * red + green * green + blue * blue;
      if (off < distance) {
        distance = off;
        best = i;
      }
    }
    return best;
  }
}
