package dev.fakeauth0.emulator.management.resource;

import dev.fakeauth0.emulator.json.Document;
import java.util.List;
import java.util.Optional;

/**
 * Options of connections whose provider signs with a certificate: SAML, PingFederate and AD FS.
 * Auth0 shows what the certificate says, and puts in the place of SAML metadata what they say. It
 * fetches metadata from a URL; this tenant does not, and keeps what it knew.
 */
final class SamlOptions {

  private static final List<String> DERIVED =
      List.of(
          "signingCert",
          "signInEndpoint",
          "signOutEndpoint",
          "bindingMethod",
          "expires",
          "subject",
          "thumbprints",
          "cert");

  private SamlOptions() {}

  static Document created(String strategy, Document sent) {
    return switch (strategy) {
      case "adfs" -> adfs(sent);
      case "pingfederate" -> pingFederate(sent);
      default ->
          saml(sent)
              .withDefault(
                  "assertion_decryption_settings",
                  Document.of("algorithm_profile", "v2026-1", "algorithm_exceptions", List.of()));
    };
  }

  static Document updated(String strategy, Document before, Document sent) {
    Document options =
        switch (strategy) {
          case "adfs" -> adfs(sent);
          case "pingfederate" -> pingFederate(sent);
          default -> saml(sent);
        };
    for (String derived : DERIVED) {
      if (before.has(derived)) {
        options = options.withDefault(derived, before.get(derived));
      }
    }
    return options;
  }

  private static Document saml(Document sent) {
    Optional<IdpMetadata> metadata = sent.string("metadataXml").flatMap(IdpMetadata::read);
    Document options = sent.without("metadataXml");
    if (metadata.isPresent()) {
      options = fromMetadata(metadata.get(), options);
    }
    return described(options);
  }

  private static Document fromMetadata(IdpMetadata metadata, Document sent) {
    Document options = sent;
    Optional<IdpCertificate> certificate = metadata.signingCertificate();
    if (certificate.isPresent()) {
      options = options.with("signingCert", certificate.get().encoded());
    }
    Optional<IdpMetadata.Service> signIn = metadata.service("SingleSignOnService");
    if (signIn.isPresent()) {
      options = options.with("signInEndpoint", signIn.get().location());
    }
    Optional<IdpMetadata.Service> signOut = metadata.service("SingleLogoutService");
    if (signOut.isPresent()) {
      options = options.with("signOutEndpoint", signOut.get().location());
    }
    return signIn.isPresent() ? options.with("bindingMethod", signIn.get().binding()) : options;
  }

  private static Document pingFederate(Document sent) {
    Document options = described(sent).without("signingCert");
    Optional<String> base = sent.string("pingFederateBaseUrl");
    return base.isPresent() ? options.withDefault("signInEndpoint", base.get()) : options;
  }

  private static Document adfs(Document sent) {
    Document options = sent.withDefault("thumbprints", List.of());
    Optional<String> endpoint =
        sent.string("fedMetadataXml")
            .flatMap(IdpMetadata::read)
            .flatMap(IdpMetadata::passiveEndpoint);
    if (endpoint.isPresent()) {
      options = options.with("signInEndpoint", endpoint.get());
    }
    return options.withDefault(
        "should_trust_email_verified_connection", "always_set_emails_as_verified");
  }

  private static Document described(Document options) {
    Optional<IdpCertificate> certificate =
        options.string("signingCert").flatMap(IdpCertificate::read);
    return certificate.isPresent() ? certificate.get().describedIn(options) : options;
  }
}
