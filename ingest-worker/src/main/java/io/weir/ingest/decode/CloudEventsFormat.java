package io.weir.ingest.decode;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CloudEvents 1.0, structured (the event is a JSON object) or binary (its attributes are headers): a column for each
 * attribute, and {@code data}. Data that is neither JSON nor text is in {@code data_base64}.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">the JSON format</a>
 */
public record CloudEventsFormat(StructType columns) implements Format {

    private static final StructType FIXED =
            (StructType) TypeNames.parse("STRUCT(specversion VARCHAR, id VARCHAR, source VARCHAR, \"type\" VARCHAR,"
                    + " subject VARCHAR, \"time\" TIMESTAMP WITH TIME ZONE, datacontenttype VARCHAR)");

    /** How Kafka, and Event Hubs' clients, mark the headers that are attributes. */
    private static final String PREFIX = "^(?:ce_|cloudEvents[:_])";

    public CloudEventsFormat {
        columns = columns.evolve(FIXED);
    }

    @Override
    public boolean enveloped() {
        return true;
    }

    @Override
    public List<String> parts() {
        return List.of(
                Refusals.DOCUMENT,
                "json_extract(attributes, '$.properties') as headers",
                "list_filter(json_keys(headers), lambda k: regexp_full_match(k, '" + PREFIX + "[a-z0-9]+')) as names",
                "coalesce(len(names), 0) > 0 as binary_mode",
                "coalesce(json_extract_string(headers, '$.\"content-type\"'),"
                        + " json_extract_string(attributes, '$.system.\"content-type\"'), 'application/json') as media",
                "try(to_json(map(list_transform(names, lambda k: regexp_replace(k, '" + PREFIX + "', '')),"
                        + " list_transform(names, lambda k: json_extract_string(headers, '$.\"' || k || '\"')))"
                        + ")::varchar) as context",
                "regexp_matches(lower(media), '[/+]json *(;|$)') as json_data",
                "case when not binary_mode then body else left(context, -1) || ',\"datacontenttype\":' || to_json(media)"
                        + " || " + data() + " || '}' end as event");
    }

    private static String data() {
        return "case when payload is null or octet_length(payload) = 0 then ''"
                + " when json_data then ',\"data\":' || body"
                + " when media like 'text/%' then ',\"data\":' || to_json(body)"
                + " else ',\"data_base64\":\"' || to_base64(payload) || '\"' end";
    }

    @Override
    public String refusal() {
        return "case when not binary_mode then case" + Refusals.NO_PAYLOAD + Refusals.NO_TEXT + Refusals.NO_OBJECT
                + missing() + " else case when octet_length(payload) > 0 and json_data and document is null"
                + " then 'has data that is not JSON' when context is null then 'has an attribute twice'"
                + " when event is null then 'has data that is not UTF-8'" + missing() + " end";
    }

    private static String missing() {
        return Stream.of("specversion", "id", "source", "type")
                .map(name -> " when coalesce(json_extract_string(event, '$." + name
                        + "'), '') = '' then 'is no CloudEvent: it has no " + name + "'")
                .collect(Collectors.joining(
                        "",
                        "",
                        " when json_extract_string(event, '$.specversion') not like '1.%'"
                                + " then 'is a CloudEvent of a version other than 1' end"));
    }

    @Override
    public String json() {
        return "event";
    }
}
