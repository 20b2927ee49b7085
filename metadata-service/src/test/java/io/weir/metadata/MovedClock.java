package io.weir.metadata;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** The service's clock, as a test sets it. */
public final class MovedClock implements BeanPostProcessor {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Sets it that much ahead of the time that it is, or behind it. */
    public void setAhead(Duration duration) {
        ahead.set(duration);
    }

    /** Sets it forward. */
    public void advance(Duration duration) {
        ahead.updateAndGet(before -> before.plus(duration));
    }

    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Clock ? new Moved() : bean;
    }

    private final class Moved extends Clock {

        @Override
        public Instant instant() {
            return MovedClock.this.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
