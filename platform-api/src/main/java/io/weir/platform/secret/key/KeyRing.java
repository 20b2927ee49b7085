package io.weir.platform.secret.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some keys: the first one seals, each opens what it sealed. */
public record KeyRing(List<SealingKey> keys) {

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_.-]{1,64}):([A-Za-z0-9+/]{43}=)");

    public KeyRing {
        keys = List.copyOf(keys);
    }

    /**
     * Reads {@code ID:KEY} entries, with blanks, commas or line ends between them; a key is 32 bytes in base64.
     *
     * @throws IllegalArgumentException saying which entry is wrong, without any part of it
     */
    static KeyRing parse(String text) {
        List<SealingKey> keys = new ArrayList<>();
        for (String entry : text.strip().split("[\\s,]+", -1)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "entry " + (keys.size() + 1) + " is not ID:KEY with 32 bytes in base64 as the key");
            }
            keys.add(new SealingKey(parts.group(1), Base64.getDecoder().decode(parts.group(2))));
        }
        if (keys.stream().map(SealingKey::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("two keys have one id");
        }
        return new KeyRing(keys);
    }

    /** The key that seals. */
    public SealingKey first() {
        return keys.get(0);
    }

    public Optional<SealingKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
