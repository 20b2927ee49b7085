package io.weir.delta.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

class LocalObjectsTest extends StoredObjectsContract {

    @Override
    protected StoredFolders empty() throws IOException {
        return new LocalObjects(Files.createDirectory(temporary.resolve("table")));
    }

    @Test
    void leavesNoDraftAndNoChecksumFileBehind() throws IOException {
        StoredObjects objects = new LocalObjects(temporary.resolve("new/table"));
        objects.putIfAbsent("_delta_log/0.json", bytes("a"));
        objects.putIfAbsent("_delta_log/0.json", bytes("b"));
        objects.replace("_delta_log/_last_checkpoint", bytes("c"));
        try (Stream<Path> files = Files.walk(temporary.resolve("new"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("0.json", "_last_checkpoint");
        }
    }

    /** One draft of many looks for it. */
    @Test
    void whatADeadProcessLeftADayAgoGoes() throws IOException {
        Path drafts = Files.createDirectories(temporary.resolve("left/_delta_log/.drafts"));
        Path old = Files.write(drafts.resolve("old.draft"), bytes("x"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path fresh = Files.write(drafts.resolve("fresh.draft"), bytes("x"));
        StoredObjects objects = new LocalObjects(temporary.resolve("left"));

        for (int number = 0; Files.exists(old) && number < 3000; number++) {
            objects.putIfAbsent("_delta_log/" + number, bytes("x"));
        }
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void whatOnlyALinkLeadsToIsNeitherListedNorDeleted() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Path treasure = Files.write(outside.resolve("treasure"), bytes("x"));
        Path table = Files.createDirectory(temporary.resolve("linked"));
        Files.createSymbolicLink(table.resolve("day=1"), outside);
        Files.createSymbolicLink(table.resolve("file"), treasure);
        Files.createSymbolicLink(table.resolve("self"), table);
        Files.write(table.resolve("own"), bytes("x"));
        StoredObjects objects = new LocalObjects(table);

        assertThat(objects.listAll("", 10).objects())
                .extracting(StoredObject::name)
                .containsExactly("own");
        objects.deleteListed("day=1/treasure");
        assertThat(treasure).exists();
    }

    /** A log may lie on another disk, and its files in a cache that many copies of it share. */
    @Test
    void aLogThatLinksLeadToIsListedAsItIsRead() throws IOException {
        Path cached = Files.write(temporary.resolve("cached"), bytes("x"));
        Path log = Files.createDirectory(temporary.resolve("log"));
        Files.write(log.resolve("10"), bytes("x"));
        Files.createSymbolicLink(log.resolve("11"), cached);
        Files.write(log.resolve("20"), bytes("x"));
        Path table = Files.createDirectory(temporary.resolve("far"));
        Files.createSymbolicLink(table.resolve("_delta_log"), log);
        StoredFolders objects = new LocalObjects(table);

        assertThat(objects.listBeginning("_delta_log/1"))
                .extracting(StoredObject::name)
                .containsExactly("_delta_log/10", "_delta_log/11");
        assertThat(objects.get("_delta_log/11")).hasValue(bytes("x"));
    }

    @Test
    void aFullDiskIsNamedAsSuch() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only some systems have a device that is always full");
        assertThatThrownBy(() -> {
                    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
                        full.write(1);
                    } catch (IOException failure) {
                        throw StorageException.of("write /t/0.json", failure);
                    }
                })
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot write /t/0.json: the disk is full; free some space, nothing was written");
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Files.write(temporary.resolve("file"), bytes("x"));
        StoredObjects objects = new LocalObjects(temporary.resolve("file"));
        assertThatThrownBy(() -> objects.putIfAbsent("_delta_log/0.json", bytes("a")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(temporary.resolve("file").toString());
    }

    @Test
    void whereOneCannotBeWrittenNoneIsSeen() throws IOException {
        Path table = Files.createDirectory(temporary.resolve("blocked"));
        Files.write(table.resolve("file"), bytes("in the way"));
        StoredObjects objects = new LocalObjects(table);

        Puts puts = objects.putAllIfAbsent(List.of(
                NewObject.required("_delta_log/0.json", bytes("0")), NewObject.required("file/1.json", bytes("1"))));

        assertThat(puts.outcomes()).isEmpty();
        assertThat(puts.failure())
                .hasValueSatisfying(failure -> assertThat(failure).isInstanceOf(StorageException.class));
        assertThat(table.resolve("_delta_log/0.json")).doesNotExist();
        assertThat(table.resolve("_delta_log/.drafts")).isEmptyDirectory();
    }

    /** A file is on the disk before it has its name, and all names are before anybody is told that they are there. */
    @Test
    void whatIsPutTogetherWaitsForTheDiskOnceForEachFileAndOnceForTheFolder() throws Exception {
        Path table = temporary.resolve("forced");
        LocalObjects objects = new LocalObjects(table);
        List<NewObject> ten = IntStream.range(0, 10)
                .mapToObj(number -> NewObject.required("_delta_log/" + number, bytes("x")))
                .toList();
        Path events = temporary.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            objects.putAllIfAbsent(ten);
            recording.stop();
            recording.dump(events);
        }

        List<String> forced = RecordingFile.readAllEvents(events).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> event.getString("path"))
                .filter(path -> path.startsWith(table.toString()))
                .toList();
        assertThat(forced).hasSize(11);
        assertThat(forced.get(10)).endsWith("_delta_log");
    }

    @Test
    void whatIsVisibleAfterAKillIsWhole() throws Exception {
        Random random = new Random(7);
        Path table = Files.createDirectory(temporary.resolve("killed"));
        for (int round = 0; round < 5; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndlessWriter.class.getName(),
                            table.toString(),
                            Integer.toString(round))
                    .redirectErrorStream(true)
                    .start();
            assertThat(writer.getInputStream().read()).isEqualTo('.');
            writer.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
            writer.destroyForcibly().waitFor();
            List<StoredObject> objects = new LocalObjects(table).listFrom("_delta_log/0");
            assertThat(objects).isNotEmpty().allMatch(object -> object.size() == EndlessWriter.SIZE);
        }
    }

    /** Writes objects until it is killed; a dot says that the first is there. */
    static final class EndlessWriter {

        static final int SIZE = 4 << 20;

        private EndlessWriter() {}

        public static void main(String[] arguments) throws IOException {
            StoredObjects objects = new LocalObjects(Path.of(arguments[0]));
            byte[] content = new byte[SIZE];
            for (int number = 0; ; number++) {
                objects.putIfAbsent("_delta_log/0-" + arguments[1] + "-" + number, content);
                System.out.print('.');
                System.out.flush();
            }
        }
    }
}
