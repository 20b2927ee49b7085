package io.weir.standalone.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Splits a JSON document into events, one a line: the elements of an array, or the features of a GeoJSON collection.
 *
 * <p>Each event keeps its bytes; only line ends between tokens become spaces. Memory holds one event at a time.
 */
final class JsonSplitter {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final JsonParser parser;
    private final ByteCopier copier;
    private long events;

    private JsonSplitter(Path file, JsonParser parser, ByteCopier copier) {
        this.file = file;
        this.parser = parser;
        this.copier = copier;
    }

    /**
     * Writes the events of {@code file} to {@code lines}.
     *
     * @throws EventSourceException if the document is cut off or is not JSON
     */
    static void split(Path file, FileKind kind, OutputStream lines) throws IOException {
        try (InputStream input = Files.newInputStream(file);
                InputStream again = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), input)) {
            JsonSplitter splitter = new JsonSplitter(file, parser, new ByteCopier(again, lines));
            if (kind == FileKind.GEOJSON) {
                splitter.features();
            } else {
                splitter.values();
            }
        } catch (JacksonException e) {
            throw JsonProbe.broken(file, e);
        }
    }

    private void values() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                elements();
            } else {
                event();
            }
        }
    }

    private void features() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean features = "features".equals(parser.currentName());
            if (parser.nextToken() == JsonToken.START_ARRAY && features) {
                elements();
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new EventSourceException(
                    file + ": more follows after the feature collection; put it into its own file");
        }
    }

    private void elements() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            event();
        }
    }

    private void event() throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        // Scalars are read lazily; only after this is their end known.
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        events++;
        if (end - start > EventSource.MAX_EVENT_BYTES) {
            throw new EventSourceException(String.format(
                    "%s: event %,d is longer than %,d bytes, the most that one event may have; shorten or remove it",
                    file, events, EventSource.MAX_EVENT_BYTES));
        }
        copier.copyLine(start, end);
    }
}
