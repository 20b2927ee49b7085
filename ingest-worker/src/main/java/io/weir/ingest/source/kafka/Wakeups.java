package io.weir.ingest.source.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;

/** A consumer that is woken gives up whatever it asks a broker just then, though only its polls are to end. */
final class Wakeups {

    private Wakeups() {}

    /** Asks until there is an answer; the next poll ends in place of what was disturbed. */
    static <T> T undisturbed(Consumer<?, ?> consumer, Supplier<T> question) {
        boolean woken = false;
        while (true) {
            try {
                T answer = question.get();
                if (woken) {
                    consumer.wakeup();
                }
                return answer;
            } catch (WakeupException early) {
                woken = true;
            }
        }
    }
}
