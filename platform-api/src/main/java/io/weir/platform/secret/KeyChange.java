package io.weir.platform.secret;

import io.weir.platform.secret.key.KeyRing;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Seals secrets of older keys anew by the first one, so that the older keys can go. Each secret by itself: whenever it is
 * broken off, the next attempt goes on from there.
 */
@Component
public class KeyChange {

    private static final int PAGE = 100;

    private final Secrets secrets;
    private final Vault vault;

    KeyChange(Secrets secrets, Vault vault) {
        this.secrets = secrets;
        this.vault = vault;
    }

    /**
     * What came of a batch.
     *
     * @param keyId the key that sealed them
     * @param remaining secrets that another key sealed, with those that cannot be opened
     * @param unreadable some that cannot be opened: their key is gone, or they were tampered with
     */
    public record Progress(String keyId, int rotated, long remaining, List<String> unreadable) {}

    /**
     * Seals some secrets anew.
     *
     * @param limit of them at most
     * @throws ProblemException where the keys are missing
     */
    public Progress rotate(int limit) {
        KeyRing ring = vault.keys();
        String keyId = ring.first().id();
        List<String> unreadable = new ArrayList<>();
        int rotated = 0;
        List<Kept> page = secrets.sealedByOthers(keyId, "", Math.min(PAGE, limit));
        while (!page.isEmpty() && rotated < limit) {
            for (Kept kept : page) {
                rotated += reseal(ring, kept, unreadable) ? 1 : 0;
            }
            String after = page.get(page.size() - 1).secret().name();
            page = secrets.sealedByOthers(keyId, after, Math.min(PAGE, limit - rotated));
        }
        return new Progress(keyId, rotated, secrets.countSealedByOthers(keyId), List.copyOf(unreadable));
    }

    private boolean reseal(KeyRing ring, Kept kept, List<String> unreadable) {
        try {
            return vault.reseal(ring, kept);
        } catch (ProblemException cannotBeOpened) {
            if (unreadable.size() < PAGE) {
                unreadable.add(kept.secret().name());
            }
            return false;
        }
    }
}
