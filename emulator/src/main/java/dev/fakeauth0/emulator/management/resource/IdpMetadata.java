package dev.fakeauth0.emulator.management.resource;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An identity provider's metadata: SAML 2.0 Metadata, or WS-Federation's as AD FS writes them. */
final class IdpMetadata {

  private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

  private final Element root;

  private IdpMetadata(Element root) {
    this.root = root;
  }

  /** Reads metadata; empty if the text is not XML. */
  static Optional<IdpMetadata> read(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Quiet());
      return Optional.of(
          new IdpMetadata(
              builder.parse(new InputSource(new StringReader(xml.strip()))).getDocumentElement()));
    } catch (SAXException e) {
      return Optional.empty();
    } catch (IOException | ParserConfigurationException impossible) {
      throw new IllegalStateException("cannot read XML from memory", impossible);
    }
  }

  /** The service of a kind, that by redirect if there are several. */
  Optional<Service> service(String kind) {
    Optional<Service> found = Optional.empty();
    for (Element service : all(root, kind)) {
      String binding = service.getAttribute("Binding");
      if (found.isEmpty() || binding.equals(REDIRECT)) {
        found = Optional.of(new Service(binding, service.getAttribute("Location")));
      }
    }
    return found;
  }

  /** The first certificate, of a key for signing if that is said. */
  Optional<IdpCertificate> signingCertificate() {
    for (Element key : all(root, "KeyDescriptor")) {
      if (!key.getAttribute("use").equals("encryption")) {
        for (Element certificate : all(key, "X509Certificate")) {
          return IdpCertificate.ofXml(certificate.getTextContent());
        }
      }
    }
    return Optional.empty();
  }

  /** Where WS-Federation's passive requestors go. */
  Optional<String> passiveEndpoint() {
    for (Element endpoint : all(root, "PassiveRequestorEndpoint")) {
      for (Element address : all(endpoint, "Address")) {
        return Optional.of(address.getTextContent().strip());
      }
    }
    return Optional.empty();
  }

  /**
   * A service of the provider.
   *
   * @param binding the URN of how it is reached
   * @param location its URL
   */
  record Service(String binding, String location) {}

  private static List<Element> all(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName("*");
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      String local = element.getTagName().substring(element.getTagName().indexOf(':') + 1);
      if (local.equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  /** The parser's own handler writes to the standard error output. */
  private static final class Quiet implements ErrorHandler {

    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) {}

    @Override
    public void fatalError(SAXParseException error) throws SAXParseException {
      throw error;
    }
  }
}
