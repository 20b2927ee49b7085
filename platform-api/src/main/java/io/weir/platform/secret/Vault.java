package io.weir.platform.secret;

import io.weir.platform.secret.key.KeyRing;
import io.weir.platform.secret.key.KeyRings;
import io.weir.platform.secret.key.SealingKey;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import org.springframework.stereotype.Component;

/** Seals secrets and opens them again. */
@Component
public class Vault {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Secrets secrets;
    private final KeyRings rings;
    private final Clock clock = Clock.systemUTC();

    Vault(Secrets secrets, KeyRings rings) {
        this.secrets = secrets;
        this.rings = rings;
    }

    /**
     * Adds a secret.
     *
     * @throws ProblemException {@link SecretProblem#SECRET_EXISTS} when the name is taken
     */
    public Secret add(String name, SecretValue value, Map<String, String> properties, String owner) {
        SealingKey key = keys().first();
        Instant now = now();
        Secret secret = new Secret(UUID.randomUUID(), name, owner, properties, key.id(), 0, now, now);
        secrets.add(secret, key.seal(value.bytes(), secret.seal().bytes()));
        return secret;
    }

    /**
     * Gives a secret another value, and other properties. Its old value need not be readable.
     *
     * @throws ProblemException {@link CommonProblem#STALE_ETAG} when the secret is no longer the one that was read
     */
    public Secret update(Secret read, SecretValue value, Map<String, String> properties) {
        SealingKey key = keys().first();
        Secret changed = resealed(read, properties, key, now());
        if (!secrets.replace(
                read, changed, key.seal(value.bytes(), changed.seal().bytes()))) {
            throw stale(read);
        }
        return changed;
    }

    /**
     * Gives a secret other properties; its value stays.
     *
     * @throws ProblemException {@link CommonProblem#STALE_ETAG} when the secret is no longer the one that was read
     */
    public Secret note(Secret read, Map<String, String> properties) {
        if (!secrets.note(read, properties)) {
            throw stale(read);
        }
        return secrets.get(read.name());
    }

    /**
     * The value of a secret, for who passes it on to what needs it.
     *
     * @throws ProblemException saying why it cannot be had, never a value that is not the whole and right one
     */
    public SecretValue open(String name) {
        return open(keys(), secrets.findKept(name).orElseThrow(() -> SecretProblem.notFound(name)));
    }

    SecretValue open(KeyRing ring, Kept kept) {
        Secret secret = kept.secret();
        SealingKey key = ring.find(secret.keyId())
                .orElseThrow(() -> new ProblemException(
                        SecretProblem.SECRET_KEY_LOST,
                        "The secret '" + secret.name() + "' was encrypted by the key '" + secret.keyId()
                                + "', which is not among the platform's keys: give the key back, or the secret another"
                                + " value"));
        try {
            return SecretValue.of(key.open(kept.sealed(), secret.seal().bytes()));
        } catch (AEADBadTagException changed) {
            throw new ProblemException(
                    SecretProblem.SECRET_DAMAGED,
                    "The secret '" + secret.name() + "' is not what the key '" + secret.keyId()
                            + "' encrypted: give it another value",
                    null,
                    changed);
        }
    }

    /** Seals a value anew by the first key; false where it was changed meanwhile. */
    boolean reseal(KeyRing ring, Kept kept) {
        SealingKey key = ring.first();
        byte[] value = open(ring, kept).bytes();
        Secret changed = resealed(
                kept.secret(), kept.secret().properties(), key, kept.secret().updatedAt());
        return secrets.replace(
                kept.secret(), changed, key.seal(value, changed.seal().bytes()));
    }

    /** Tells requests with other values apart without keeping anything that values could be tried against. */
    public String fingerprint(SecretValue value) {
        return keys().first().fingerprint(value.bytes());
    }

    /** @throws ProblemException where there are none, or they cannot be read */
    KeyRing keys() {
        try {
            return rings.find()
                    .orElseThrow(() -> new ProblemException(
                            SecretProblem.SECRET_KEYS_NOT_SET,
                            "Set weir.secrets.keys to where the keys are that encrypt secrets: env:NAME or"
                                    + " file:/PATH"));
        } catch (IllegalStateException unusable) {
            throw new ProblemException(
                    SecretProblem.SECRET_KEYS_UNUSABLE,
                    "The keys that encrypt secrets cannot be used; the service's log says why",
                    RETRY_AFTER,
                    unusable);
        }
    }

    static ProblemException stale(Secret read) {
        return ProblemException.stale("secret", read.name());
    }

    private static Secret resealed(Secret read, Map<String, String> properties, SealingKey key, Instant updatedAt) {
        return new Secret(
                read.id(),
                read.name(),
                read.owner(),
                properties,
                key.id(),
                read.revision() + 1,
                read.createdAt(),
                updatedAt);
    }

    /** What Postgres can hold, so that what was answered at creation equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
