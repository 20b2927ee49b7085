package io.weir.ingest.decode;

import tools.jackson.databind.json.JsonMapper;

/**
 * Where in a record a value is.
 *
 * @param text as DuckDB's JSON functions take it
 * @param many whether it goes through a list, so that it finds any number of values
 * @param lenient whether objects may have keys that nobody asked for
 */
record JsonPath(String text, boolean many, boolean lenient) {

    static final JsonPath ROOT = new JsonPath("$", false, false);
    static final JsonPath LENIENT_ROOT = new JsonPath("$", false, true);

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A text as JSON. */
    static String quote(String text) {
        return JSON.writeValueAsString(text);
    }

    JsonPath key(String key) {
        return new JsonPath(text + "." + quote(key), many, lenient);
    }

    JsonPath elements() {
        return new JsonPath(text + "[*]", true, lenient);
    }

    /** All values of an object whose keys are data. */
    JsonPath values() {
        return new JsonPath(text + ".*", true, lenient);
    }

    /**
     * A condition that holds where a value at this path is there and is wrong.
     *
     * @param fits condition over <code>{kind}</code>, its JSON type, and <code>{text}</code>
     */
    String misfit(String json, String fits) {
        if (many) {
            return "len(" + misfits(json, fits) + ") > 0";
        }
        String kinds = kinds(json);
        return "(" + kinds + " <> 'NULL' and "
                + wrong(fits).replace("{kind}", kinds).replace("{text}", texts(json)) + ")";
    }

    /** The text of the first value for which that condition holds. */
    String firstMisfit(String json, String fits) {
        return many ? misfits(json, fits) + "[1][2]" : texts(json);
    }

    private String misfits(String json, String fits) {
        return "list_filter(list_zip(" + kinds(json) + ", " + texts(json) + "), lambda p: p[1] <> 'NULL' and "
                + wrong(fits).replace("{kind}", "p[1]").replace("{text}", "p[2]") + ")";
    }

    private static String wrong(String fits) {
        return "not coalesce(" + fits + ", false)";
    }

    private String kinds(String json) {
        return "json_type(" + json + ", " + Sql.text(text) + ")";
    }

    private String texts(String json) {
        return "json_extract_string(" + json + ", " + Sql.text(text) + ")";
    }
}
