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

    /**
     * A condition that holds where a value at this path is there and is wrong.
     *
     * @param fits condition over <code>{kind}</code>, its JSON type, and <code>{text}</code>
     */
    String misfit(String json, String fits) {
        String arguments = "(" + json + ", " + Sql.text(text) + ")";
        String kinds = "json_type" + arguments;
        String texts = "json_extract_string" + arguments;
        String wrong = "not coalesce(" + fits + ", false)";
        if (!many) {
            return "(" + kinds + " <> 'NULL' and "
                    + wrong.replace("{kind}", kinds).replace("{text}", texts) + ")";
        }
        return "len(list_filter(list_zip(" + kinds + ", " + texts + "), lambda p: p[1] <> 'NULL' and "
                + wrong.replace("{kind}", "p[1]").replace("{text}", "p[2]") + ")) > 0";
    }
}
