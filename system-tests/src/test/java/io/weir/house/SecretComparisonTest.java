package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What callers must not guess is compared in a time that does not tell how much of it was right. How long a comparison takes
 * cannot be tested without chance; which comparison it is can.
 */
class SecretComparisonTest {

    private static final String SECRET =
            "\\w*(?:[hH]ash|[sS]ignature|[dD]igest|[mM]ac|[sS]ecret|[pP]assword|[aA]piKey|[tT]oken)(?:\\(\\))?";

    /** The value before the dot, or between the brackets. Constants are names, not secrets. */
    private static final Pattern TELLING = Pattern.compile("\\b" + SECRET
            + "\\.(?:equals|compareTo|contentEquals|startsWith)\\(|(?:\\.equals|Objects\\.equals|Arrays\\.equals)\\([^()]*\\b"
            + SECRET + "\\s*[,)]");

    private static final String CONSTANT_TIME = "MessageDigest.isEqual(";

    @Test
    void noSecretIsComparedByWhatEndsEarly() throws IOException {
        List<String> telling = new ArrayList<>();
        for (Path file : MainSources.files()) {
            Matcher comparison = TELLING.matcher(Files.readString(file));
            while (comparison.find()) {
                telling.add(file.getFileName() + ": " + comparison.group());
            }
        }
        assertThat(telling).isEmpty();
    }

    /** The doors that callers come through with something that they must know. */
    @Test
    void tokensAndSignaturesAreComparedInConstantTime() throws IOException {
        List<String> doors = MainSources.files().stream()
                .filter(file -> file.endsWith("KnownTokens.java") || file.endsWith("SignedClaims.java"))
                .map(SecretComparisonTest::read)
                .toList();
        assertThat(doors).hasSize(2).allMatch(source -> source.contains(CONSTANT_TIME));
    }

    /** That the rule would see one. */
    @Test
    void theRuleKnowsSuchComparisons() {
        assertThat(List.of(
                        "text.hash().equals(expected)",
                        "signature.contentEquals(other)",
                        "Arrays.equals(mac, found)",
                        "expected.equals(secretHash)",
                        "Objects.equals(found, row.secretHash())"))
                .allMatch(line -> TELLING.matcher(line).find());
        assertThat(List.of("name.equals(other)", "MessageDigest.isEqual(hash, other)", "kind.equals(TOKEN)"))
                .noneMatch(line -> TELLING.matcher(line).find());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(file.toString(), unreadable);
        }
    }
}
