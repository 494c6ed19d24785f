package dev.fakeauth0.emulator;

import dev.fakeauth0.emulator.certificate.CaStore;
import dev.fakeauth0.emulator.certificate.OwnCertificate;
import dev.fakeauth0.emulator.certificate.UnusableCertificateException;
import dev.fakeauth0.emulator.http.tls.ServerTls;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The TLS of an emulator, by its configuration. A caller's own certificate is read at once. */
final class TlsSetup {

  private final ServerTls server;
  private final Optional<Path> caFile;

  TlsSetup(EmulatorConfig config, Path cache) {
    try {
      Optional<CaStore> store =
          config.tlsFiles().isPresent()
              ? Optional.empty()
              : Optional.of(
                  new CaStore(
                      cache.resolve("ca"), config.tlsNames(), config.clock(), new SecureRandom()));
      this.caFile =
          store
              .map(CaStore::certificateFile)
              .or(() -> config.tlsFiles().flatMap(EmulatorConfig.TlsFiles::certificate));
      this.server =
          config
              .tlsFiles()
              .map(
                  files ->
                      ServerTls.own(
                          files
                              .certificate()
                              .map(chain -> OwnCertificate.ofPem(chain, files.key()))
                              .orElseGet(
                                  () ->
                                      OwnCertificate.ofPkcs12(
                                          files.key(), files.password().toCharArray()))))
              .orElseGet(
                  () -> ServerTls.local(store.orElseThrow(), config.tlsNames(), config.clock()));
    } catch (UnusableCertificateException e) {
      throw new CannotStartException(
          CannotStartException.Cause.CERTIFICATE, String.valueOf(e.getMessage()), e);
    }
  }

  ServerTls server() {
    return server;
  }

  /** The file of the certificate to trust; the emulator's own is made when it is first needed. */
  Optional<Path> caFile() {
    return caFile;
  }

  SSLContext listenerContext() {
    return server.listenerContext();
  }
}
