package dev.fakeauth0.contracts.auth0;

import dev.fakeauth0.contracts.auth0.Verdict.Outcome;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What was found, in the XML that JUnit's runners made common and build servers read. */
final class JUnitXml {

  private JUnitXml() {}

  /** The document. */
  static String of(Fidelity found) {
    Map<String, List<Verdict>> areas =
        found.verdicts().stream()
            .collect(
                Collectors.groupingBy(
                    verdict -> verdict.clause().area(), LinkedHashMap::new, Collectors.toList()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<Verdict>> area : areas.entrySet()) {
        suite(xml, area.getKey(), area.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write XML into memory", e);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, String area, List<Verdict> verdicts)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", area);
    xml.writeAttribute("tests", "" + verdicts.size());
    xml.writeAttribute("failures", "" + count(verdicts, Outcome.BROKEN));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute(
        "skipped", "" + (count(verdicts, Outcome.SKIPPED) + count(verdicts, Outcome.DIVERGES)));
    xml.writeAttribute(
        "time",
        seconds(verdicts.stream().map(Verdict::took).reduce(Duration.ZERO, Duration::plus)));
    for (Verdict verdict : verdicts) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", area);
      xml.writeAttribute("name", verdict.clause().sentence());
      xml.writeAttribute("time", seconds(verdict.took()));
      switch (verdict.outcome()) {
        case HOLDS -> {}
        case BROKEN -> {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", printable(verdict.told().lines().findFirst().orElse("")));
          xml.writeCharacters(printable(verdict.told()));
          xml.writeEndElement();
        }
        case SKIPPED, DIVERGES -> {
          xml.writeEmptyElement("skipped");
          xml.writeAttribute("message", printable(verdict.told()));
        }
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static long count(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  /** Without the control characters that XML cannot have (XML 1.0 section 2.2). */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\t\\n\\r]]", "?");
  }
}
