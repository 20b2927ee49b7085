package io.weir.standalone.ask;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation that goes on with the next command. */
record ConversationFile(Path file) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALLOWED =
            "{\"messages\": [{\"role\": \"user\" or \"assistant\" or \"system\", \"content\": \"…\"}, …]}";

    /**
     * What was said so far; nothing where there is no file yet.
     *
     * @throws Refusal if it is none of ours
     * @throws CommandFailure if it cannot be read
     */
    List<Message> read() {
        try {
            JsonNode messages = JSON.readTree(Files.readString(file)).path("messages");
            if (!messages.isArray()) {
                throw refused("has no messages");
            }
            List<Message> read = new ArrayList<>();
            for (JsonNode message : messages) {
                read.add(message(message, read.size()));
            }
            return read;
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (JacksonException malformed) {
            throw refused("is no JSON");
        } catch (IOException unreadable) {
            throw new CommandFailure(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Message message(JsonNode message, int index) {
        String role = message.path("role").asString("");
        if (!role.matches("user|assistant|system") || !message.path("content").isString()) {
            throw refused("has no message at messages[" + index + "]");
        }
        return new Message(role, message.path("content").asString());
    }

    private Refusal refused(String problem) {
        return new Refusal(List.of(file + " " + problem + "; allowed: " + ALLOWED));
    }

    /** Puts all of it in the file's place at once, so that whoever is killed leaves the old one or the new one. */
    void write(List<Message> messages) {
        Path home = file.toAbsolutePath().getParent();
        try {
            Path written = Files.createTempFile(home, file.getFileName().toString(), ".unfinished");
            try {
                Files.writeString(
                        written,
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("messages", messages)) + "\n");
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException unwritable) {
            throw new CommandFailure(file + " cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }
}
