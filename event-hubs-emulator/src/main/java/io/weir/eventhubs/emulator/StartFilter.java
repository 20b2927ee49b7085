package io.weir.eventhubs.emulator;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.jspecify.annotations.Nullable;

/** Where a reader asks to start. */
final class StartFilter {

    private static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");
    private static final Pattern CONDITION =
            Pattern.compile("amqp\\.annotation\\.x-opt-([a-z-]+)\\s*(>=?)\\s*'([^']*)'");

    private StartFilter() {}

    static long first(Source source, EmulatedPartition partition) {
        Map<?, ?> filters = source.getFilter();
        @Nullable Object selector = filters == null ? null : filters.get(SELECTOR);
        if (!(selector instanceof DescribedType described)) {
            return partition.last() + 1;
        }
        Matcher condition = CONDITION.matcher(described.getDescribed().toString());
        if (!condition.find()) {
            throw new IllegalArgumentException("no such filter: " + described.getDescribed());
        }
        long exclusive = condition.group(2).equals(">") ? 1 : 0;
        if (condition.group(3).equals("@latest")) {
            return partition.last() + 1;
        }
        long value = Long.parseLong(condition.group(3));
        return switch (condition.group(1)) {
            case "offset" -> value < 0 ? 0 : value / 64 + exclusive;
            case "sequence-number" -> value + exclusive;
            case "enqueued-time" -> partition.firstSince(value + exclusive);
            default -> throw new IllegalArgumentException("no such filter: " + condition.group());
        };
    }
}
