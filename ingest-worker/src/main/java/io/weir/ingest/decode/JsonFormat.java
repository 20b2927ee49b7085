package io.weir.ingest.decode;

/** One JSON object a record. */
public record JsonFormat(StructType columns) implements Format {

    /** With no column declared. */
    public static final JsonFormat INFERRED = new JsonFormat(StructType.EMPTY);

    @Override
    public boolean direct() {
        return true;
    }

    @Override
    public String refusal() {
        return "case" + Refusals.NO_PAYLOAD + Refusals.NO_TEXT
                + " when not json_valid(body) then 'is not JSON'"
                + " when json_type(body) <> 'OBJECT' then 'is JSON, but no object' end";
    }

    @Override
    public String json() {
        return "body";
    }
}
