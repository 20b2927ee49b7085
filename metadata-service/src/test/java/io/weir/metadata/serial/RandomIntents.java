package io.weir.metadata.serial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What one writer wants next, by its own random numbers. Its files have names that no other writer gives. */
final class RandomIntents {

    private static final List<String> DAYS = List.of("mon", "tue", "wed");
    private static final List<String> ISOLATIONS = List.of("SERIALIZABLE", "WRITE_SERIALIZABLE", "SNAPSHOT");
    private static final List<String> FEATURES =
            List.of("changeDataFeed", "checkConstraints", "generatedColumns", "allowColumnDefaults");

    private final int writer;
    private final Random random;
    private int named;

    RandomIntents(int writer, Random random) {
        this.writer = writer;
        this.random = random;
    }

    /** Any kind of commit. */
    Intent next(View view) {
        Intent intent =
                switch (random.nextInt(14)) {
                    case 0, 1 -> append(view);
                    case 2 -> withTransaction(append(view));
                    case 3, 4, 5 -> delete(view);
                    case 6 -> overwrite(view);
                    case 7, 8 -> optimize(view);
                    case 9 -> summarize(view);
                    case 10 -> settings(view);
                    case 11 -> domain(view);
                    case 12 -> withTransaction(delete(view));
                    default -> random.nextBoolean() ? protocol(view) : append(view);
                };
        intent.isolation = ISOLATIONS.get(random.nextInt(3));
        return isEmpty(intent) ? append(view) : intent;
    }

    /** A part of a commit to many tables. */
    Intent part(View view) {
        Intent intent =
                switch (random.nextInt(4)) {
                    case 0 -> delete(view);
                    case 1 -> optimize(view);
                    case 2 -> summarize(view);
                    default -> append(view);
                };
        intent.isolation = ISOLATIONS.get(random.nextInt(2));
        return isEmpty(intent) ? append(view) : intent;
    }

    private static boolean isEmpty(Intent intent) {
        return intent.added.isEmpty()
                && intent.removed.isEmpty()
                && intent.metadata == null
                && intent.protocol == null
                && intent.domain == null;
    }

    private Intent append(View view) {
        Intent intent = new Intent("WRITE", view, random.nextBoolean());
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            intent.added.add(file(DAYS.get(random.nextInt(3))));
        }
        return intent;
    }

    /** What is wholly in the range goes; what may have rows of it gets a deletion vector. */
    private Intent delete(View view) {
        Intent intent = new Intent("DELETE", view, true);
        int low = random.nextInt(80);
        Condition condition = new Condition(DAYS.get(random.nextInt(3)), low, low + 10 + random.nextInt(30));
        intent.condition = condition;
        List<DataFile> matching = sorted(view, condition::canMatch);
        if (random.nextBoolean()) {
            intent.files = matching.stream().map(DataFile::path).collect(Collectors.toUnmodifiableSet());
        }
        for (DataFile file : matching) {
            intent.removed.add(file);
            if (!condition.holdsForAllOf(file)) {
                intent.added.add(file.withVector(1000 * (writer + 1) + named++));
            }
        }
        return intent;
    }

    private Intent overwrite(View view) {
        Intent intent = new Intent("OVERWRITE", view, true);
        intent.wholeTable = true;
        intent.removed.addAll(view.files());
        intent.added.add(file(DAYS.get(random.nextInt(3))));
        return intent;
    }

    private Intent optimize(View view) {
        Intent intent = new Intent("OPTIMIZE", view, true);
        String day = DAYS.get(random.nextInt(3));
        List<DataFile> small = sorted(view, file -> file.day().equals(day) && file.vector() == 0);
        if (small.size() >= 2) {
            List<DataFile> merged = small.subList(0, 2);
            intent.dataChange = false;
            if (random.nextBoolean()) {
                intent.files = merged.stream().map(DataFile::path).collect(Collectors.toUnmodifiableSet());
            }
            intent.removed.addAll(merged);
            int low = Math.min(merged.get(0).low(), merged.get(1).low());
            int high = Math.max(merged.get(0).high(), merged.get(1).high());
            intent.added.add(new DataFile(name(), 0, day, low, high));
        }
        return intent;
    }

    /** Adds what it made of all that it read. */
    private Intent summarize(View view) {
        Intent intent = new Intent("MERGE", view, true);
        intent.wholeTable = random.nextBoolean();
        intent.condition = intent.wholeTable ? null : new Condition(DAYS.get(random.nextInt(3)), 0, 1000);
        intent.added.add(file(DAYS.get(random.nextInt(3))));
        return intent;
    }

    private Intent settings(View view) {
        Intent intent = new Intent("SET TBLPROPERTIES", view, true);
        ObjectNode metadata = (ObjectNode) view.metadata().deepCopy();
        ObjectNode configuration = (ObjectNode) metadata.get("configuration");
        intent.harmless = random.nextBoolean() && !configuration.has("delta.checkpointPolicy");
        configuration.put(
                intent.harmless ? "delta.checkpointPolicy" : "owner", intent.harmless ? "v2" : writer + "/" + named++);
        intent.metadata = metadata;
        if (random.nextBoolean()) {
            intent.added.add(file("mon"));
            intent.wholeTable = random.nextBoolean();
        }
        return intent;
    }

    private Intent domain(View view) {
        Intent intent = new Intent("SET DOMAIN", view, true);
        intent.domain = "domain" + random.nextInt(2);
        return intent;
    }

    private Intent protocol(View view) {
        Intent intent = new Intent("UPGRADE", view, true);
        ObjectNode protocol = (ObjectNode) view.protocol().deepCopy();
        List<String> missing = new ArrayList<>(FEATURES);
        protocol.get("writerFeatures").forEach(feature -> missing.remove(feature.stringValue()));
        if (!missing.isEmpty()) {
            protocol.withArray("writerFeatures").add(missing.get(random.nextInt(missing.size())));
            intent.protocol = protocol;
        }
        return intent;
    }

    private Intent withTransaction(Intent intent) {
        if (!isEmpty(intent)) {
            intent.application = "app" + random.nextInt(3);
            intent.transaction = 1 + intent.read.txns().getOrDefault(intent.application, 0L);
            intent.guarded = random.nextBoolean();
        }
        return intent;
    }

    private static List<DataFile> sorted(View view, Predicate<DataFile> which) {
        return view.files().stream()
                .filter(which)
                .sorted(Comparator.comparing(DataFile::path))
                .toList();
    }

    private DataFile file(String day) {
        int low = random.nextInt(90);
        return new DataFile(name(), 0, day, low, low + 1 + random.nextInt(20));
    }

    private String name() {
        return "day/" + writer + "-" + named++ + ".parquet";
    }
}
