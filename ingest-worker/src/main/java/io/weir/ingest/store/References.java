package io.weir.ingest.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads secret texts from where stores say they are. No message repeats what was read.
 *
 * @param environment variables of the process that reads
 * @param secrets what the platform keeps
 */
public record References(Map<String, String> environment, Secrets secrets) {

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";
    private static final String SECRET = "secret:";

    /**
     * The text that is kept where a reference says; to be used at once and kept nowhere.
     *
     * @param what it is, with its article
     * @throws SecretRefusedException if it cannot be had until somebody changes something
     * @throws StoresUnavailableException if the platform does not answer
     */
    public String read(@Nullable String reference, String what) {
        if (reference != null && reference.startsWith(VARIABLE)) {
            return variable(reference.substring(VARIABLE.length()), what);
        }
        if (reference != null && reference.startsWith(FILE)) {
            return file(Path.of(reference.substring(FILE.length())), what);
        }
        if (reference != null && reference.startsWith(SECRET)) {
            return secrets.value(reference.substring(SECRET.length())).strip();
        }
        throw new SecretRefusedException(what + " is given as secret:NAME, env:NAME or file:PATH");
    }

    private String variable(String name, String what) {
        String value = environment.get(name);
        if (value == null) {
            throw new SecretRefusedException("the environment variable " + name + ", which holds " + what
                    + ", is not set where the worker runs");
        }
        return value.strip();
    }

    private static String file(Path path, String what) {
        try {
            return Files.readString(path).strip();
        } catch (IOException failed) {
            throw new SecretRefusedException("the file " + path + ", which holds " + what + ", cannot be read", failed);
        }
    }
}
