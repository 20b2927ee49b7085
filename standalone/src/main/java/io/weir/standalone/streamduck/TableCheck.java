package io.weir.standalone.streamduck;

import io.weir.ingest.warehouse.MotherDuckDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the database of a table, and changes nothing in it. */
final class TableCheck {

    private final Mapping mapping;

    TableCheck(Mapping mapping) {
        this.mapping = mapping;
    }

    Finding look() {
        return mapping.target() instanceof TableTarget.MotherDuck duck
                ? motherDuck(duck)
                : file(Path.of(mapping.target().database()));
    }

    private Finding motherDuck(TableTarget.MotherDuck duck) {
        try {
            new MotherDuckDatabase(duck.database(), duck.token().value()).check();
            return finding(true, "the token opens it, and may make tables");
        } catch (SQLException refused) {
            return finding(false, firstLine(refused));
        }
    }

    private Finding file(Path file) {
        if (!Files.exists(file)) {
            return folder(file);
        }
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties)) {
            boolean writable = Files.isWritable(file) && !connection.isClosed();
            return finding(writable, writable ? "opens, and can be written" : "cannot be written");
        } catch (SQLException refused) {
            String reason = firstLine(refused);
            return reason.contains("lock")
                    ? finding(true, "is open in another process, such as Weir itself")
                    : finding(false, reason);
        }
    }

    private Finding folder(Path file) {
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        boolean writable = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        return finding(writable, writable ? "is not there yet, and can be made" : folder + " is no folder to write to");
    }

    private static String firstLine(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private Finding finding(boolean ok, String detail) {
        return new Finding(mapping.number(), "table", mapping.target().address(), ok, detail);
    }
}
