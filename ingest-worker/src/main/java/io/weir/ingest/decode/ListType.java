package io.weir.ingest.decode;

import java.util.Map;

/** An array. */
public record ListType(ValueType element) implements ValueType {

    @Override
    public String sql() {
        return element.sql() + "[]";
    }

    @Override
    public String read(NumberReading reading) {
        return element.read(reading) + "[]";
    }

    @Override
    public String prototype(NumberReading reading) {
        return "[" + element.prototype(reading) + "]";
    }

    @Override
    public String convert(String value, NumberReading reading) {
        if (!converts()) {
            return value;
        }
        // The name of the parameter tells nested lists apart.
        String item = "e" + Integer.toHexString(value.hashCode());
        return "list_transform(" + value + ", lambda " + item + ": " + element.convert(item, reading) + ")";
    }

    @Override
    public boolean converts() {
        return element.converts();
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        found.put(Sql.text(path.text() + " is no array"), path.misfit(json, "{kind} = 'ARRAY'"));
        element.misfits(json, path.elements(), found);
    }

    @Override
    public ValueType evolve(ValueType seen) {
        return seen instanceof ListType list ? new ListType(element.evolve(list.element)) : this;
    }

    @Override
    public ValueType widen(ValueType wider) {
        return wider instanceof ListType list ? new ListType(element.widen(list.element)) : this;
    }
}
