package dev.fakeauth0.emulator.cli;

import java.util.Locale;

/**
 * What can be set when the emulator starts: by a flag, or by a variable of the environment. The one
 * list of both; what each does is {@link StartSettings}'s.
 */
enum Setting {
  PORT("--port", "PORT", "The port of plain HTTP: a number, 0 for any that is free, or off. 8080"),
  HTTPS_PORT("--https-port", "PORT", "The port of HTTPS, likewise. 8443"),
  HOST("--host", "ADDRESS", "The address to listen on. 127.0.0.1"),
  ISSUER("--issuer", "URL", "One issuer for all listeners, or follow-host. Each its own"),
  TENANT("--tenant", "SEED", "A seed file or preset:NAME; repeatable. preset:default"),
  FAIL("--fail", "RULE", "What goes wrong, such as hs256@/oauth/token; repeatable"),
  ADMIN_TOKEN("--admin-token", "TOKEN", "Opens /__admin to callers from elsewhere that send it"),
  STRICT_SEED("--strict-seed", "", "Refuses seeds with unknown properties"),
  SEED_RANDOM("--seed-random", "NUMBER", "Gives the same ids in each run"),
  CA_DIR("--ca-dir", "DIR", "Where the certificate authority and keys are kept. The user's cache"),
  CA_OUT("--ca-out", "FILE", "Writes the certificate to trust to a file"),
  TLS_SAN("--tls-san", "NAME", "A further name the certificate is for; repeatable"),
  TLS_CERT("--tls-cert", "FILE", "A certificate of your own, in PEM"),
  TLS_KEY("--tls-key", "FILE", "Its key, in PEM"),
  TLS_KEYSTORE("--tls-keystore", "FILE", "Both of them, in PKCS#12"),
  TLS_KEYSTORE_PASSWORD("--tls-keystore-password", "PASSWORD", "The keystore's password"),
  MAX_BODY("--max-body", "BYTES", "The largest request body. 1048576"),
  JOURNAL_SIZE("--journal-size", "NUMBER", "How many calls the journal keeps. 10000");

  /** What the names of our variables begin with. */
  static final String PREFIX = "FAKE_AUTH0_";

  private final String flag;
  private final String label;
  private final String meaning;

  Setting(String flag, String label, String meaning) {
    this.flag = flag;
    this.label = label;
    this.meaning = meaning;
  }

  /** The flag, such as {@code --https-port}. */
  String flag() {
    return flag;
  }

  /** The variable, such as {@code FAKE_AUTH0_HTTPS_PORT}. */
  String variable() {
    return PREFIX + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What its value is called in help; empty for a switch. */
  String label() {
    return label;
  }

  /** What it is for, and its default. */
  String meaning() {
    return meaning;
  }

  /** Whether it is on or off and has no value. */
  boolean isSwitch() {
    return label.isEmpty();
  }

  /** Whether it may be given more than once; in a variable, separated by commas. */
  boolean repeatable() {
    return this == TENANT || this == FAIL || this == TLS_SAN;
  }
}
