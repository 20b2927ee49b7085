package io.weir.ingest.decode;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts quotes around numbers that are to be wide decimals: of texts a {@code DECIMAL} takes every digit. All else of a record
 * stays as it is, byte by byte.
 */
final class QuotedDecimals implements Translation {

    /** Takes what DuckDB's reader takes. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final StructType columns;

    QuotedDecimals(StructType columns) {
        this.columns = columns;
    }

    @Override
    public void begin() {
        // Nothing is known of records.
    }

    @Override
    public byte[] translate(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        byte[] quoted = quote(payload);
        for (byte each : quoted) {
            if (each == '\n') {
                throw new UnreadableRecordException("has more than one line");
            }
        }
        return quoted;
    }

    /** None but those that are known already. */
    @Override
    public StructType columns() {
        return StructType.EMPTY;
    }

    /** A record with its quotes; as it is where it is no JSON, or has no such number. */
    byte[] quote(byte[] record) {
        try (JsonParser parser = JSON.createParser(record)) {
            Quoting quoting = new Quoting(parser, record);
            parser.nextToken();
            quoting.value(columns);
            return quoting.end();
        } catch (JacksonException noJson) {
            // Whoever reads the record says so.
            return record;
        }
    }

    /** One record. */
    private static final class Quoting {

        private final JsonParser parser;
        private final byte[] record;
        private final ByteArrayOutputStream quoted = new ByteArrayOutputStream();
        private int copied;

        Quoting(JsonParser parser, byte[] record) {
            this.parser = parser;
            this.record = record;
        }

        /** Takes the current value, which is to be of a type, or of none that is known. */
        void value(@Nullable ValueType type) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                object(type);
            } else if (token == JsonToken.START_ARRAY) {
                ValueType element = type instanceof ListType list ? list.element() : null;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(element);
                }
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT && type != null && WideDecimals.is(type)) {
                quote(Math.toIntExact(parser.currentTokenLocation().getByteOffset()), parser.getStringLength());
            }
        }

        private void object(@Nullable ValueType type) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                ValueType value = null;
                if (type instanceof StructType struct) {
                    value = struct.fields().get(parser.currentName());
                } else if (type instanceof MapType map) {
                    value = map.value();
                }
                parser.nextToken();
                value(value);
            }
        }

        private void quote(int from, int length) {
            quoted.write(record, copied, from - copied);
            quoted.write('"');
            quoted.write(record, from, length);
            quoted.write('"');
            copied = from + length;
        }

        byte[] end() {
            if (copied == 0) {
                return record;
            }
            quoted.write(record, copied, record.length - copied);
            return quoted.toByteArray();
        }
    }
}
