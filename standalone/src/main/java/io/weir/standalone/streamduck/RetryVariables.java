package io.weir.standalone.streamduck;

import io.weir.standalone.chat.ChatAddress;
import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.configuration.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is said of a model that decides whether to try again. It is asked only where somebody switched it on. */
final class RetryVariables {

    private static final String KEY = "SMART_RETRY_LLM_API_KEY";
    private static final String ENDPOINT = "SMART_RETRY_LLM_ENDPOINT";
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final Pattern SWITCH = Pattern.compile("(?i)true|1|yes|on|false|0|no|off");
    private static final Pattern ON = Pattern.compile("(?i)true|1|yes|on");

    private final Variables variables;
    private final Path folder;

    RetryVariables(Variables variables, Path folder) {
        this.variables = variables;
        this.folder = folder;
    }

    /** None where it is off. */
    Optional<RetryModel> read() {
        if (!isOn(Names.SMART_RETRY, false)) {
            return Optional.empty();
        }
        Optional<String> endpoint = variables.find(ENDPOINT);
        Optional<SecretText> key = variables.findSecret(KEY);
        if (key.isEmpty() && endpoint.isEmpty()) {
            variables.add(Fault.missing(
                    KEY, "a key, env:NAME or file:PATH; none where " + ENDPOINT + " names a model that asks for none"));
        }
        return Optional.of(new RetryModel(
                ChatAddress.of(variables, ENDPOINT, endpoint.orElse(OPENAI)),
                variables.find("SMART_RETRY_LLM_MODEL").orElse("gpt-4o-mini"),
                key,
                folder,
                variables.number("SMART_RETRY_MAX_ATTEMPTS", 3, 0, 1000),
                Duration.ofSeconds(variables.number("SMART_RETRY_TIMEOUT_SECONDS", 30, 1, 300)),
                isOn("SMART_RETRY_ENABLE_CACHING", true)));
    }

    private boolean isOn(String name, boolean otherwise) {
        return variables.parsed(
                name,
                otherwise,
                "true or false",
                text -> SWITCH.matcher(text).matches()
                        ? Optional.of(ON.matcher(text).matches())
                        : Optional.empty());
    }
}
