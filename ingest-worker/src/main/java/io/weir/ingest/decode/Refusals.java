package io.weir.ingest.decode;

/** Branches of a {@code case} that say why a record cannot be read. */
final class Refusals {

    static final String NO_PAYLOAD = " when payload is null then 'has no payload'";

    /** The body is empty, or no text. */
    static final String NO_TEXT =
            " when octet_length(payload) = 0 then 'is empty' when body is null then 'is not UTF-8'";

    /** The part that {@link #NO_OBJECT} looks at: the body as JSON, null where it is none. */
    static final String DOCUMENT = "case when json_valid(body) then body::json end as document";

    static final String NO_OBJECT = " when document is null then 'is not JSON'"
            + " when json_type(document) <> 'OBJECT' then 'is JSON, but no object'";

    private Refusals() {}
}
