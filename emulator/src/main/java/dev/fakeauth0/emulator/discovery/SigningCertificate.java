package dev.fakeauth0.emulator.discovery;

import dev.fakeauth0.emulator.pipeline.Call;
import dev.fakeauth0.emulator.pipeline.Endpoint;
import dev.fakeauth0.emulator.pipeline.Outcome;
import dev.fakeauth0.emulator.pipeline.Reply;
import dev.fakeauth0.emulator.pipeline.Route;
import dev.fakeauth0.emulator.token.CertificateForms;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The certificate of the key that signs now, in one form (Auth0 docs, "Signing Keys"): {@code GET
 * /pem}, {@code /rawpem}, {@code /cer}, {@code /pb7}, {@code /fingerprint}. No live answer was
 * seen: the content types are those registered for the forms.
 */
final class SigningCertificate implements Endpoint {

  private final String path;
  private final String contentType;
  private final Function<X509Certificate, byte[]> form;
  private final Optional<String> suffix;

  private SigningCertificate(
      String path,
      String contentType,
      Function<X509Certificate, byte[]> form,
      Optional<String> suffix) {
    this.path = path;
    this.contentType = contentType;
    this.form = form;
    this.suffix = suffix;
  }

  static List<Endpoint> endpoints() {
    return List.of(
        new SigningCertificate(
            "/pem", "application/x-pem-file", text(CertificateForms::pem), Optional.of(".pem")),
        new SigningCertificate(
            "/rawpem", "text/plain; charset=utf-8", text(CertificateForms::pem), Optional.empty()),
        new SigningCertificate(
            "/cer", "application/pkix-cert", CertificateForms::der, Optional.of(".cer")),
        new SigningCertificate(
            "/pb7",
            "application/x-pkcs7-certificates",
            text(CertificateForms::pkcs7),
            Optional.of(".p7b")),
        new SigningCertificate(
            "/fingerprint",
            "text/plain; charset=utf-8",
            text(CertificateForms::fingerprint),
            Optional.empty()));
  }

  @Override
  public Route route() {
    return Route.document(path);
  }

  @Override
  public Reply answer(Call call) {
    Reply reply =
        call.show(
            state ->
                new Outcome.File(contentType, form.apply(state.keys().current().certificate())));
    return suffix
        .map(
            ending ->
                reply.with(
                    "Content-Disposition",
                    "attachment; filename=\"signing-certificate" + ending + "\""))
        .orElse(reply);
  }

  private static Function<X509Certificate, byte[]> text(Function<X509Certificate, String> form) {
    return certificate -> form.apply(certificate).getBytes(StandardCharsets.US_ASCII);
  }
}
