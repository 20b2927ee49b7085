package io.weir.ingest.decode;

import java.util.Map;

/**
 * An object whose keys are data, each with a value of one type. It is read as the text of the object, out of which DuckDB
 * makes the map: its reader would take the keys of a record for columns.
 */
public record MapType(ValueType value) implements ValueType {

    @Override
    public String sql() {
        return "MAP(VARCHAR, " + value.sql() + ")";
    }

    @Override
    public String read(NumberReading reading) {
        return ScalarType.VARCHAR.sql();
    }

    @Override
    public String prototype(NumberReading reading) {
        return ScalarType.VARCHAR.prototype(reading);
    }

    @Override
    public String convert(String text, NumberReading reading) {
        String map = "cast(cast(" + text + " as JSON) as MAP(VARCHAR, " + value.read(reading) + "))";
        if (!value.converts()) {
            return map;
        }
        // The name of the parameter tells nested maps apart.
        String entry = "m" + Integer.toHexString(text.hashCode());
        return "case when " + text + " is null then null else map_from_entries(list_transform(map_entries(" + map
                + "), lambda " + entry + ": struct_pack(k := " + entry + ".key, v := "
                + value.convert(entry + ".value", reading) + "))) end";
    }

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public void misfits(String json, JsonPath path, Map<String, String> found) {
        found.put(Sql.text(path.text() + " is no object"), path.misfit(json, "{kind} = 'OBJECT'"));
        value.misfits(json, path.values(), found);
    }

    @Override
    public ValueType evolve(ValueType seen) {
        return seen instanceof MapType map ? new MapType(value.evolve(map.value)) : this;
    }

    @Override
    public ValueType widen(ValueType wider) {
        return wider instanceof MapType map ? new MapType(value.widen(map.value)) : this;
    }
}
