package io.weir.standalone.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells the three JSON kinds apart by the first value of the file. */
final class JsonProbe {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final FileName name;

    JsonProbe(Path file, FileName name) {
        this.file = file;
        this.name = name;
    }

    /** {@code hasObjectLine} is asked only when the first value is broken: in NDJSON a line may be. */
    FileKind kind(BooleanSupplier hasObjectLine) {
        try (InputStream input = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), input)) {
            return parser.nextToken() == JsonToken.START_ARRAY ? array(parser) : object(parser);
        } catch (JacksonException e) {
            if (name.promises(FileKind.NDJSON) && hasObjectLine.getAsBoolean()) {
                return FileKind.NDJSON;
            }
            throw broken(file, e);
        } catch (IOException e) {
            throw LineReader.unreadable(file, e);
        }
    }

    /** An array whose first element cannot be read is none: {@code [INFO] …} is a line of a log. */
    private static FileKind array(JsonParser parser) {
        parser.nextToken();
        return FileKind.JSON;
    }

    private static FileKind object(JsonParser parser) {
        int firstLine = parser.currentTokenLocation().getLineNr();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (isFeatureCollection(field, value, parser)) {
                return FileKind.GEOJSON;
            }
            parser.skipChildren();
        }
        boolean onOneLine = parser.currentLocation().getLineNr() == firstLine;
        return onOneLine ? FileKind.NDJSON : FileKind.JSON;
    }

    private static boolean isFeatureCollection(@Nullable String field, JsonToken value, JsonParser parser) {
        return switch (value) {
            case VALUE_STRING -> "type".equals(field) && "FeatureCollection".equals(parser.getString());
            case START_ARRAY -> "features".equals(field);
            default -> false;
        };
    }

    /** The one line about a document that is not JSON all the way. */
    static EventSourceException broken(Path file, JacksonException cause) {
        int line = cause.getLocation() == null ? 1 : cause.getLocation().getLineNr();
        if (cause.getCause() instanceof IOException unreadable) {
            return LineReader.unreadable(file, unreadable);
        }
        if (JsonText.isCutOff(cause)) {
            return new EventSourceException(
                    String.format(
                            "%s: is cut off, it ends on line %,d in the middle of a JSON value; get the whole file again",
                            file, line),
                    cause);
        }
        return new EventSourceException(
                String.format(
                        "%s: is not JSON on line %,d (%s); repair it or get it again",
                        file, line, Failures.firstLine(cause.getOriginalMessage())),
                cause);
    }
}
