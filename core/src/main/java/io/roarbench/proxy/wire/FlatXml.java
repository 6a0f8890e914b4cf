package io.roarbench.proxy.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the flat XML of S3's requests. DTDs and external entities are off. */
public final class FlatXml {

    private final List<Map<String, String>> records = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    private FlatXml() {
    }

    /** @param record name of the repeated element, whose children become one map each */
    public static FlatXml parse(byte[] xml, String record) throws S3Fault {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        FlatXml body = new FlatXml();
        try {
            body.read(factory.createXMLStreamReader(new ByteArrayInputStream(xml)), record);
        } catch (XMLStreamException e) {
            throw new S3Fault(S3Error.MalformedXML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        return body;
    }

    private void read(XMLStreamReader reader, String record) throws XMLStreamException {
        Map<String, String> current = null;
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
                current = reader.getLocalName().equals(record) ? new LinkedHashMap<>() : current;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                current = end(reader.getLocalName(), record, current, text.toString());
            }
        }
    }

    private Map<String, String> end(String name, String record, Map<String, String> current, String text) {
        if (name.equals(record)) {
            records.add(current);
            return null;
        }
        (current == null ? others : current).putIfAbsent(name, text);
        return current;
    }

    public List<Map<String, String>> records() {
        return records;
    }

    /** The text of an element outside the records, or null. */
    public String other(String name) {
        return others.get(name);
    }
}
