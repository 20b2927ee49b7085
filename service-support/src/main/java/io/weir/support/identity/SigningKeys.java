package io.weir.support.identity;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys as this process knows them; looks into the file again when it meets a key that it does not know. The file is made
 * when a key is first needed, not before: an image that rehearses its start must not hold one.
 */
final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration AT_MOST_UNSEEN = Duration.ofSeconds(30);

    /** A key that is replaced still verifies what it signed, for longer than a token or a ticket lives. */
    static final Duration KEPT_AFTER_SUCCESSOR = Duration.ofHours(1);

    private final KeyFile file;
    private final Clock clock;
    private volatile List<SigningKey> keys = List.of();
    private volatile Instant readAt = Instant.MIN;

    SigningKeys(KeyFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The key to sign with. */
    SigningKey newest() {
        lookAfter(AT_MOST_UNSEEN);
        return known().get(0);
    }

    Optional<SigningKey> find(String id) {
        Optional<SigningKey> known = known(id);
        if (known.isPresent()) {
            return known;
        }
        lookAfter(BETWEEN_LOOKS);
        return known(id);
    }

    /** Makes a new key where the newest is older than {@code period}, and drops those that signed nothing lately. */
    synchronized void rotate(Duration period) throws IOException {
        Instant now = clock.instant();
        List<SigningKey> current = file.readOrCreate(SigningKey.make(now));
        if (current.get(0).createdAt().isAfter(now.minus(period))) {
            return;
        }
        SigningKey made = SigningKey.make(now);
        Stream<SigningKey> kept = current.get(0).createdAt().isAfter(now.minus(KEPT_AFTER_SUCCESSOR))
                ? current.stream()
                : current.stream().limit(1);
        List<SigningKey> rotated = Stream.concat(Stream.of(made), kept).toList();
        file.replace(rotated);
        keys = rotated;
        LOG.info("Tokens are signed with a new key, {}", made.id());
    }

    private Optional<SigningKey> known(String id) {
        return known().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private List<SigningKey> known() {
        List<SigningKey> now = keys;
        return now.isEmpty() ? readFirst() : now;
    }

    private synchronized List<SigningKey> readFirst() {
        if (keys.isEmpty()) {
            keys = file.readOrCreate(SigningKey.make(clock.instant()));
            readAt = clock.instant();
        }
        return keys;
    }

    private void lookAfter(Duration age) {
        Instant now = clock.instant();
        if (!keys.isEmpty() && now.isAfter(readAt.plus(age))) {
            readAt = now;
            look();
        }
    }

    /** A file that cannot be read now takes no key away that is known. */
    private void look() {
        try {
            keys = file.read();
        } catch (IOException unreadable) {
            LOG.warn("The signing keys cannot be read again; those that are known go on", unreadable);
        }
    }
}
