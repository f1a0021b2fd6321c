package io.tokenwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the XML that build servers read: a suite for each rule. */
final class JUnitReport {
    private JUnitReport() {}

    /** @throws IOException if the file cannot be written */
    static void write(Path file, List<RuleTrial> trials) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "tokenwatch rules");
            xml.writeAttribute(
                    "tests", count(trials.stream().mapToLong(t -> t.tests().size())));
            xml.writeAttribute("failures", count(trials.stream().mapToLong(RuleTrial::failed)));
            for (RuleTrial trial : trials) {
                suite(xml, trial);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    private static String count(java.util.stream.LongStream counts) {
        return Long.toString(counts.sum());
    }

    private static void suite(XMLStreamWriter xml, RuleTrial trial) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", trial.id());
        xml.writeAttribute("tests", Integer.toString(trial.tests().size()));
        xml.writeAttribute("failures", Long.toString(trial.failed()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute(
                "time",
                seconds(trial.tests().stream().mapToDouble(TestResult::seconds).sum()));
        for (TestResult test : trial.tests()) {
            test(xml, trial.id(), test);
        }
        xml.writeEndElement();
    }

    private static void test(XMLStreamWriter xml, String rule, TestResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", rule);
        xml.writeAttribute("name", result.test());
        xml.writeAttribute("file", result.place().file());
        xml.writeAttribute("line", Integer.toString(result.place().line()));
        xml.writeAttribute("time", seconds(result.seconds()));
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", "expectation");
            xml.writeAttribute("message", result.failures().get(0));
            xml.writeCharacters(String.join("\n", result.failures()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
