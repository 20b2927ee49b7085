package io.weir.test.kinesis;

import io.weir.test.kinesis.KinesisServer.Answer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What the server does with streams, one call after the other. */
final class KinesisStreams {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_RECORD = 1 << 20;
    private static final int LARGEST_CALL = 5 << 20;
    private static final int MOST_RECORDS = 500;
    private static final BigInteger FIRST = BigInteger.ONE.shiftLeft(180);

    private final TreeMap<String, List<Shard>> streams = new TreeMap<>();
    private long put;
    private int throttled;

    private static final class Shard {
        private final String id;
        private final List<Map<String, Object>> records = new ArrayList<>();
        private boolean closed;

        private Shard(int number) {
            this.id = "shardId-%012d".formatted(number);
        }

        private static List<Shard> of(int count) {
            return new ArrayList<>(
                    IntStream.range(0, count).mapToObj(Shard::new).toList());
        }

        private Map<String, ?> shown() {
            Map<String, Object> range = new LinkedHashMap<>(Map.of("StartingSequenceNumber", FIRST.toString()));
            if (closed) {
                range.put("EndingSequenceNumber", FIRST.shiftLeft(1).toString());
            }
            return Map.of(
                    "ShardId",
                    id,
                    "HashKeyRange",
                    Map.of("StartingHashKey", "0", "EndingHashKey", "1"),
                    "SequenceNumberRange",
                    range);
        }
    }

    synchronized void throttle(int records) {
        throttled = records;
    }

    synchronized Answer answer(String operation, JsonNode asked) {
        String name = asked.path("StreamName").asString("");
        return switch (operation) {
            case "ListStreams" -> list(asked);
            case "CreateStream" -> create(name, asked.path("ShardCount").asInt());
            case "GetRecords" ->
                records(
                        asked.path("ShardIterator").asString().split(" "),
                        asked.path("Limit").asInt(10_000));
            default -> ofStream(operation, name, asked);
        };
    }

    private Answer ofStream(String operation, String name, JsonNode asked) {
        List<Shard> shards = streams.get(name);
        if (shards == null) {
            return Answer.refused(400, "ResourceNotFoundException", "Stream " + name + " under account 1 not found.");
        }
        return switch (operation) {
            case "DeleteStream" -> {
                streams.remove(name);
                yield done(Map.of());
            }
            case "DescribeStreamSummary" ->
                done(Map.of("StreamDescriptionSummary", Map.of("StreamName", name, "StreamStatus", "ACTIVE")));
            case "ListShards" ->
                done(Map.of("Shards", shards.stream().map(Shard::shown).toList()));
            case "SplitShard" -> split(shards, asked.path("ShardToSplit").asString());
            case "GetShardIterator" ->
                done(Map.of("ShardIterator", name + " " + asked.path("ShardId").asString() + " 0"));
            case "PutRecords" -> put(shards, asked.path("Records"));
            default -> Answer.refused(400, "UnknownOperationException", operation);
        };
    }

    private static Answer done(Map<String, ?> body) {
        return new Answer(200, body);
    }

    synchronized Answer create(String name, int shards) {
        return streams.putIfAbsent(name, Shard.of(shards)) == null
                ? done(Map.of())
                : Answer.refused(400, "ResourceInUseException", name);
    }

    private Answer list(JsonNode asked) {
        List<String> after = List.copyOf(
                streams.tailMap(asked.path("ExclusiveStartStreamName").asString(""), false)
                        .keySet());
        int limit = Math.min(after.size(), asked.path("Limit").asInt(USUAL_PAGE));
        return done(Map.of("StreamNames", after.subList(0, limit), "HasMoreStreams", limit < after.size()));
    }

    private static Answer split(List<Shard> shards, String id) {
        shards.stream().filter(shard -> shard.id.equals(id)).forEach(shard -> shard.closed = true);
        shards.add(new Shard(shards.size()));
        shards.add(new Shard(shards.size()));
        return done(Map.of());
    }

    private Answer put(List<Shard> shards, JsonNode records) {
        long bytes = 0;
        for (JsonNode record : records) {
            int size = bytes(record).length
                    + record.path("PartitionKey").asString().length();
            bytes += size;
            if (size > LARGEST_RECORD) {
                return Answer.refused(400, "ValidationException", "a record is too large");
            }
        }
        if (records.size() > MOST_RECORDS || bytes > LARGEST_CALL) {
            return Answer.refused(400, "ValidationException", "too many records, or bytes");
        }
        List<Map<String, ?>> results = new ArrayList<>();
        int failed = 0;
        for (JsonNode record : records) {
            if (throttled > 0) {
                throttled--;
                failed++;
                results.add(Map.of(
                        "ErrorCode",
                        "ProvisionedThroughputExceededException",
                        "ErrorMessage",
                        "Rate exceeded for shard"));
            } else {
                results.add(
                        put(shards, bytes(record), record.path("PartitionKey").asString()));
            }
        }
        return done(Map.of("FailedRecordCount", failed, "Records", results));
    }

    private Map<String, ?> put(List<Shard> shards, byte[] data, String key) {
        List<Shard> open = shards.stream().filter(shard -> !shard.closed).toList();
        Shard shard = open.get(Math.floorMod(key.hashCode(), open.size()));
        String sequence = FIRST.add(BigInteger.valueOf(put++)).toString();
        shard.records.add(Map.of("SequenceNumber", sequence, "Data", data, "PartitionKey", key));
        return Map.of("SequenceNumber", sequence, "ShardId", shard.id);
    }

    private static byte[] bytes(JsonNode record) {
        return record.path("Data").binaryValue();
    }

    /** @param place of a stream, a shard and how many records were read of it */
    private Answer records(String[] place, int limit) {
        Shard shard = streams.getOrDefault(place[0], List.of()).stream()
                .filter(found -> found.id.equals(place[1]))
                .findFirst()
                .orElse(null);
        if (shard == null) {
            return Answer.refused(400, "ResourceNotFoundException", "Stream " + place[0] + " not found.");
        }
        int from = Integer.parseInt(place[2]);
        int end = Math.min(shard.records.size(), from + limit);
        boolean atEnd = end == shard.records.size();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Records", shard.records.subList(from, end));
        answer.put("MillisBehindLatest", atEnd ? 0L : 1_000L);
        if (!atEnd || !shard.closed) {
            answer.put("NextShardIterator", place[0] + " " + place[1] + " " + end);
        }
        return done(answer);
    }
}
