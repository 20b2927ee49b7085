package io.weir.delta.storage.azure;

import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.rest.RestListing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A page of a listing out of Azure's XML. Folders of a hierarchical namespace stand there beside their files, and are none. */
final class AzureListing {

    private static final String BLOB = "Blob";
    private static final String PREFIX = "BlobPrefix";

    private AzureListing() {}

    static RestListing read(byte[] xml) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            throw new IOException("the listing is no XML: " + malformed.getMessage(), malformed);
        }
    }

    private static RestListing read(XMLStreamReader reader) throws XMLStreamException {
        List<StoredObject> blobs = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>();
        String marker = "";
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case BLOB -> take(properties(reader, BLOB), blobs, folders);
                case PREFIX -> folders.add(properties(reader, PREFIX).getOrDefault("Name", ""));
                case "NextMarker" -> marker = reader.getElementText();
                default -> {}
            }
        }
        return new RestListing(blobs, List.copyOf(folders), marker);
    }

    private static void take(Map<String, String> properties, List<StoredObject> blobs, Set<String> folders) {
        if (isFile(properties)) {
            blobs.add(blob(properties));
        } else {
            folders.add(properties.getOrDefault("Name", "") + "/");
        }
    }

    /** What stands within an element, however deep, by its own element's name; the first of a name counts. */
    private static Map<String, String> properties(XMLStreamReader reader, String element) throws XMLStreamException {
        Map<String, String> properties = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next();
                event != XMLStreamConstants.END_ELEMENT
                        || !reader.getLocalName().equals(element);
                event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                properties.putIfAbsent(reader.getLocalName(), text.toString());
                text.setLength(0);
            } else if (reader.hasText()) {
                text.append(reader.getText());
            }
        }
        return properties;
    }

    private static boolean isFile(Map<String, String> properties) {
        return !"directory".equals(properties.get("ResourceType")) && !"true".equals(properties.get("hdi_isfolder"));
    }

    private static StoredObject blob(Map<String, String> properties) {
        return new StoredObject(
                properties.getOrDefault("Name", ""),
                Long.parseLong(properties.getOrDefault("Content-Length", "0")),
                Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(properties.getOrDefault("Last-Modified", ""))),
                properties.getOrDefault("Etag", ""));
    }
}
