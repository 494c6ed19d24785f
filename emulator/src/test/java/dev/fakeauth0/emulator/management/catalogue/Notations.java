package dev.fakeauth0.emulator.management.catalogue;

import java.util.Map;

/** Catalogues of a few lines of notation. */
final class Notations {

  private Notations() {}

  /** The catalogue of one file. */
  static Catalogue catalogue(String file, String notation) throws Exception {
    return catalogue(Map.of(file, notation));
  }

  /** The catalogue of these files. */
  static Catalogue catalogue(Map<String, String> files) throws Exception {
    Map<String, byte[]> compiled = CatalogueCompiler.compile(files);
    return Catalogue.read(compiled::get);
  }

  /** The schema that a line writes down. */
  static Schema schema(String notation) throws Exception {
    return catalogue("things", "type Thing " + notation + "\n")
        .type("things", "Thing")
        .orElseThrow();
  }
}
