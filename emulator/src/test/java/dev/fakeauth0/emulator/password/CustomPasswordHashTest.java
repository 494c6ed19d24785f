package dev.fakeauth0.emulator.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fakeauth0.emulator.json.Document;
import dev.fakeauth0.emulator.json.Yaml;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hashes that other systems made: of {@code Passw0rd!} by Python's hashlib, of {@code password} by
 * the reference implementation of Argon2, of {@code message digest} by RFC 1320.
 */
class CustomPasswordHashTest {

  private static final String PASSWORD = "Passw0rd!";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "md5 | {algorithm: md5, hash: {encoding: base64, value: 'R7e/tl+oOsmnHcsPYpa7bg=='}}",
        "sha1, salt behind | {algorithm: sha1, hash: {encoding: hex, value:"
            + " 7184c29ce46ae87dbc7582859812713a89a39ac9}, salt: {value: abc123, position:"
            + " suffix}}",
        "sha256, salt in front, in capitals | {algorithm: sha256, hash: {encoding: hex, value:"
            + " 893DAC6582AF0F7FA3E50DCAE80E476B658C2A460D59ADC12A972E394F2D9A72}, salt: {value:"
            + " '616263313233', encoding: hex}}",
        "sha512 of UTF-16, base64 for URLs | {algorithm: sha512, password: {encoding: ucs2}, hash:"
            + " {encoding: base64, value:"
            + " 'KiGjrEsTu0sB4HuPR11njoRZPp3nIq82nsvP6MiRkf2Yc1wCPWDdOwmtBisNaMWqqRH_lonj3bdxBjo0sNH9wQ=='}}",
        "hmac md5 | {algorithm: hmac, hash: {digest: md5, key: {value: key}, encoding: hex, value:"
            + " b9688368b5f6d6ceefe30a4f9678cd08}}",
        "hmac sha1, key in hex | {algorithm: hmac, hash: {digest: sha1, key: {value: '736868',"
            + " encoding: hex}, encoding: base64, value: '6ArrFWH6bwyxdde3ZPKqgwwe49g='}}",
        "hmac sha224 | {algorithm: hmac, hash: {digest: sha224, key: {value: key}, encoding: hex,"
            + " value: b99e247319e141c2d0a9b34d1f9a45673bea092d724bd98daadb1b31}}",
        "hmac sha384 | {algorithm: hmac, hash: {digest: sha384, key: {value: key}, encoding: hex,"
            + " value:"
            + " 8448f3e1888809c23d3892b1815c402ebecd903ed5f354885849357b665f91b62de682a1ab3d869a82d39e05e5eb6677}}",
        "hmac ripemd160 | {algorithm: hmac, hash: {digest: ripemd160, key: {value: key}, encoding:"
            + " hex, value: 3dc8bfd16020ead0d692a3413648a102c1aea846}}",
        "ldap md5 | {algorithm: ldap, hash: {value: '{MD5}R7e/tl+oOsmnHcsPYpa7bg=='}}",
        "ldap smd5 | {algorithm: ldap, hash: {value: '{SMD5}gKwdGA5KtcN6P8t3KsvyiGFiYzEyMw=='}}",
        "ldap sha | {algorithm: ldap, hash: {value: '{SHA}9KaZc+ewv50WD59g48Os0klL6w0='}}",
        "ldap ssha | {algorithm: ldap, hash: {value:"
            + " '{SSHA}cYTCnORq6H28dYKFmBJxOomjmslhYmMxMjM='}}",
        "ldap ssha384 | {algorithm: ldap, hash: {encoding: utf8, value:"
            + " '{SSHA384}1eZR5h9lUE3HvtcwcTV8vujnoUEJzlDk4Ebfo1e4B6myblMpaPL9G1KkkbEQmZ+NYWJjMTIz'}}",
        "pbkdf2 sha512 | {algorithm: pbkdf2, hash: {value:"
            + " '$pbkdf2-sha512$i=1000,l=64$c2FsdHNhbHQ$81UW42At4mG0Ob7+mofPmYeqV021r//b9+TrQTB0a/SfDF4wawCvYJwLc5jtBB8Bz7hk9+vXhZYsXdEpMrPzjw'}}",
        "pbkdf2 sha256, nothing said | {algorithm: pbkdf2, hash: {value:"
            + " '$pbkdf2-sha256$c2FsdHNhbHQ$tca7HpyvI0ePQ/WW9PhUxiBISEP5B/5SWHWcRBLhtnN1BoP8ogHnbPOzHBY8oW29kXPZLQfkjK5ChR6rISPEhw'}}",
        "pbkdf2, OpenSSL's name | {algorithm: pbkdf2, hash: {value:"
            + " '$pbkdf2-RSA-SHA1$i=1000,l=20$c2FsdHNhbHQ$I+huthhzL/NoE/tavP2SEx+VxM4'}}",
        "scrypt | {algorithm: scrypt, keylen: 32, cost: 4096, salt: {value: abc123}, hash:"
            + " {encoding: hex, value:"
            + " 6c0229270e26dd737df73afbb85b94b731cb547fc603492e0695deaf3abb0023}}",
        "scrypt, nothing said | {algorithm: scrypt, keylen: 16, salt: {value: abc123}, hash:"
            + " {encoding: base64, value: 'AP12T8+RpJOgrO9nNbZk/g=='}}",
      })
  void knows_a_password_by_the_hash_of_another_system(String what, String yaml) throws Exception {
    Document custom = custom(yaml);

    assertThat(CustomPasswordHash.problem(custom)).as(what).isEmpty();
    assertThat(CustomPasswordHash.matches(PASSWORD, custom)).as(what).isTrue();
    assertThat(CustomPasswordHash.matches("passw0rd!", custom)).as(what).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "password | {algorithm: argon2, hash: {value:"
            + " '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'}}",
        "password | {algorithm: argon2, hash: {value:"
            + " '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'}}",
        "message digest | {algorithm: md4, hash: {encoding: hex, value:"
            + " d9130a8164549fe818874806e1c7014b}}",
      })
  void knows_reference_hashes(String password, String yaml) throws Exception {
    assertThat(CustomPasswordHash.matches(password, custom(yaml))).isTrue();
    assertThat(CustomPasswordHash.matches(PASSWORD, custom(yaml))).isFalse();
  }

  @Test
  void knows_bcrypt_with_a_salt_beside_its_own() {
    String hash =
        org.springframework.security.crypto.bcrypt.BCrypt.hashpw(
            "pepper" + PASSWORD, "$2b$04$abcdefghijklmnopqrstuu");
    Document custom =
        Document.of("algorithm", "bcrypt", "hash", Document.of("value", hash.replace("$2b", "$2y")))
            .with("salt", Document.of("value", "pepper"));

    assertThat(CustomPasswordHash.matches(PASSWORD, custom)).isTrue();
    assertThat(CustomPasswordHash.matches("pepper" + PASSWORD, custom)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "custom_password_hash.algorithm | {hash: {value: x}}",
        "custom_password_hash.algorithm | {algorithm: crypt, hash: {value: x}}",
        "custom_password_hash.hash.value | {algorithm: md5, hash: {encoding: hex}}",
        "custom_password_hash.hash.encoding | {algorithm: md5, hash: {value: x}}",
        "custom_password_hash.hash.encoding | {algorithm: argon2, hash: {value: x, encoding: hex}}",
        "custom_password_hash.salt | {algorithm: pbkdf2, hash: {value: x}, salt: {value: y}}",
        "custom_password_hash.hash.digest | {algorithm: hmac, hash: {value: x, encoding: hex}}",
        "custom_password_hash.hash.digest | {algorithm: hmac, hash: {value: x, encoding: hex,"
            + " digest: crc32, key: {value: k}}}",
        "custom_password_hash.hash.key.value | {algorithm: hmac, hash: {value: x, encoding: hex,"
            + " digest: md5}}",
        "custom_password_hash.keylen | {algorithm: scrypt, hash: {value: x, encoding: hex}}",
      })
  void says_what_is_wrong_with_a_hash(String path, String yaml) throws Exception {
    assertThat(CustomPasswordHash.problem(custom(yaml)).orElseThrow().path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{algorithm: md5, hash: {encoding: hex, value: zz}}",
        "{algorithm: md5, hash: {encoding: hex, value: ''}}",
        "{algorithm: argon2, hash: {value: x}}",
        "{algorithm: argon2, hash: {value:"
            + " '$argon2id$v=19$m=2147483647,t=1,p=1$c29tZXNhbHQ$AAAA'}}",
        "{algorithm: argon2, hash: {value: '$argon2id$v=19$m=x$c29tZXNhbHQ$AAAA'}}",
        "{algorithm: pbkdf2, hash: {value: '$pbkdf2-none$c29tZXNhbHQ$AAAA'}}",
        "{algorithm: ldap, hash: {value: '{CRYPT}abc'}}",
        "{algorithm: ldap, hash: {value: x}}",
        "{algorithm: bcrypt, hash: {value: '$2b$10$x'}}",
        "{algorithm: scrypt, keylen: 0, hash: {encoding: hex, value: '00'}}",
        "{algorithm: scrypt, keylen: 32, cost: 3, hash: {encoding: hex, value: '00'}}",
        "{algorithm: none}",
      })
  void matches_nothing_with_what_is_no_hash(String yaml) throws Exception {
    assertThat(CustomPasswordHash.matches(PASSWORD, custom(yaml))).isFalse();
    assertThat(CustomPasswordHash.matches("", custom(yaml))).isFalse();
  }

  private static Document custom(String yaml) throws Exception {
    return Document.of((Map<?, ?>) Yaml.read(yaml).value());
  }
}
