package io.weir.delta.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.LogFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link StoredObjects} must do, and {@link StoredFolders}. */
public abstract class StoredObjectsContract {

    @TempDir
    protected Path temporary;

    private StoredFolders objects;

    /** A store that holds nothing. */
    protected abstract StoredFolders empty() throws IOException;

    @BeforeEach
    void start() throws IOException {
        objects = empty();
    }

    @Test
    void putsOnceAndSaysWhatIsThere() throws IOException {
        assertThat(objects.putIfAbsent("_delta_log/0.json", bytes("one"))).isEqualTo(PutOutcome.CREATED);
        assertThat(objects.putIfAbsent("_delta_log/0.json", bytes("one"))).isEqualTo(PutOutcome.EXISTS_EQUAL);
        assertThat(objects.putIfAbsent("_delta_log/0.json", bytes("two"))).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(objects.putIfAbsent("_delta_log/0.json", bytes("longer"))).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(objects.get("_delta_log/0.json")).hasValue(bytes("one"));
    }

    @Test
    void putsManyInTheirOrderAndEndsBehindSomebodyElses() throws IOException {
        List<NewObject> three = List.of(
                NewObject.required("_delta_log/0.json", bytes("0")),
                NewObject.optional("_delta_log/0.crc", bytes("sum of 0")),
                NewObject.required("_delta_log/1.json", bytes("1")));
        assertThat(objects.putAllIfAbsent(three))
                .isEqualTo(puts(PutOutcome.CREATED, PutOutcome.CREATED, PutOutcome.CREATED));
        assertThat(objects.putAllIfAbsent(three))
                .isEqualTo(puts(PutOutcome.EXISTS_EQUAL, PutOutcome.EXISTS_EQUAL, PutOutcome.EXISTS_EQUAL));

        List<NewObject> others = List.of(
                NewObject.required("_delta_log/2.json", bytes("2")),
                NewObject.optional("_delta_log/0.crc", bytes("another sum")),
                NewObject.required("_delta_log/1.json", bytes("another")),
                NewObject.required("_delta_log/3.json", bytes("3")));
        assertThat(objects.putAllIfAbsent(others))
                .isEqualTo(puts(PutOutcome.CREATED, PutOutcome.EXISTS_DIFFERENT, PutOutcome.EXISTS_DIFFERENT));
        assertThat(objects.get("_delta_log/0.crc")).hasValue(bytes("sum of 0"));
        assertThat(objects.get("_delta_log/1.json")).hasValue(bytes("1"));
        assertThat(objects.get("_delta_log/2.json")).hasValue(bytes("2"));
        assertThat(objects.get("_delta_log/3.json")).isEmpty();
        assertThat(objects.putAllIfAbsent(List.of())).isEqualTo(puts());
    }

    private static Puts puts(PutOutcome... outcomes) {
        return new Puts(List.of(outcomes), Optional.empty());
    }

    @Test
    void putsAFileOnceAndLeavesItAlone() throws IOException {
        Path file = Files.write(temporary.resolve("checkpoint"), bytes("rows"));
        assertThat(objects.putIfAbsent("_delta_log/c", file)).isEqualTo(PutOutcome.CREATED);
        assertThat(objects.putIfAbsent("_delta_log/c", file)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        Files.write(file, bytes("other"));
        assertThat(objects.putIfAbsent("_delta_log/c", file)).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
        assertThat(objects.get("_delta_log/c")).hasValue(bytes("rows"));
        assertThat(file).exists();
    }

    @Test
    void putsAnEmptyObject() throws IOException {
        assertThat(objects.putIfAbsent("empty", new byte[0])).isEqualTo(PutOutcome.CREATED);
        assertThat(objects.get("empty")).hasValue(new byte[0]);
    }

    @Test
    void oneOfManyAtOnceWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "_delta_log/" + LogFileNames.commit(round);
            List<PutOutcome> outcomes = atOnce(8, writer -> objects.putIfAbsent(name, bytes("writer " + writer)));
            assertThat(outcomes).containsOnlyOnce(PutOutcome.CREATED);
            assertThat(outcomes).doesNotContain(PutOutcome.EXISTS_EQUAL);
        }
    }

    @Test
    void getOfNothingIsEmpty() throws IOException {
        assertThat(objects.get("_delta_log/0.json")).isEmpty();
        assertThat(objects.listFrom("_delta_log/0.json")).isEmpty();
        assertThat(objects.isEmpty("_delta_log")).isTrue();
        objects.delete("_delta_log/0.json");
    }

    @Test
    void namesOfAnyLettersAreTheSameOnTheWayBack() throws IOException {
        String name = "day=a b%3A+*~ä&'/part,1;2@3$!()";
        objects.putIfAbsent(name, bytes("x"));
        assertThat(objects.get(name)).hasValue(bytes("x"));
        assertThat(objects.listFrom("day=a b%3A+*~ä&'/a").get(0).name()).isEqualTo(name);
        assertThat(objects.listAll("", 10).objects().get(0).name()).isEqualTo(name);
    }

    @Test
    void listsInOrderFromAName() throws IOException {
        for (String name : List.of("9", "10", "_last_checkpoint", "08", "folder/11")) {
            objects.putIfAbsent("_delta_log/" + name, bytes(name));
        }
        objects.putIfAbsent("part-0.parquet", bytes("data"));
        assertThat(objects.listFrom("_delta_log/09"))
                .extracting(StoredObject::name)
                .containsExactly("_delta_log/10", "_delta_log/9", "_delta_log/_last_checkpoint");
        assertThat(objects.listFrom("_delta_log/9").get(0).size()).isEqualTo(1);
        assertThat(objects.listFrom("_delta_log/9").get(0).modified()).isNotNull();
    }

    @Test
    void listsWhatAFolderHoldsAndNothingElse() throws IOException {
        objects.putIfAbsent("_delta_log/0", bytes("a"));
        objects.replace("_delta_log/_last_checkpoint", bytes("b"));
        objects.putIfAbsent("_delta_log/0", bytes("c"));
        assertThat(objects.listFrom("_delta_log/ ").stream().map(StoredObject::name))
                .containsExactly("_delta_log/0", "_delta_log/_last_checkpoint");
        assertThat(objects.isEmpty("_delta_log")).isFalse();
        assertThat(objects.isEmpty("_delta")).isTrue();
    }

    @Test
    void listsAllInPagesEachOnce() throws IOException {
        List<String> names = List.of(
                "_delta_log/0.json", "a-b", "a.b/c", "a/b/c", "a/b.c", "a0", "day=1/part-1", "day=2/part-1", "zä");
        for (String name : names) {
            objects.putIfAbsent(name, bytes(name));
        }
        for (int limit = 1; limit <= names.size() + 1; limit++) {
            assertThat(all(limit)).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private List<String> all(int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        String from = "";
        do {
            ObjectPage page = objects.listAll(from, limit);
            assertThat(page.objects()).hasSizeLessThanOrEqualTo(limit);
            page.objects().forEach(object -> seen.add(object.name()));
            from = page.next();
        } while (!from.isEmpty());
        return seen;
    }

    @Test
    void listsAFolderAtATimeInPagesEachOnce() throws IOException {
        for (String name : List.of("a.b/c", "a/b/c", "a/b/d", "a/b.c", "a0", "day=1ä &/part-1", "a/c/1", "a/c/2")) {
            objects.putIfAbsent(name, bytes(name));
        }
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(folder("", limit)).containsExactlyInAnyOrder("a.b/", "a/", "a0", "day=1ä &/");
            assertThat(folder("a", limit)).containsExactlyInAnyOrder("a.b/", "a/", "a0");
            assertThat(folder("a/", limit)).containsExactlyInAnyOrder("a/b/", "a/b.c", "a/c/");
            assertThat(folder("a/b", limit)).containsExactlyInAnyOrder("a/b/", "a/b.c");
            assertThat(folder("day=1ä &/", limit)).containsExactly("day=1ä &/part-1");
        }
        assertThat(objects.listFolder("a/c/", "", 10).objects().get(0).size()).isEqualTo(5);
        assertThat(folder("absent/", 10)).isEmpty();
        assertThat(folder("a0/", 10)).isEmpty();
    }

    /** So that whoever has seen enough of them need not ask for more. */
    @Test
    void listsTheObjectsOfAFolderInTheOrderOfTheirNames() throws IOException {
        for (String name : List.of("l/3", "l/10", "l/02", "l/2.crc", "l/2", "l/within/1", "m/0")) {
            objects.putIfAbsent(name, bytes(name));
        }
        for (int limit = 1; limit <= 6; limit++) {
            List<String> listed = new ArrayList<>();
            ObjectPages pages = new ObjectPages(objects, "l/", limit);
            while (pages.hasNext()) {
                List<StoredObject> page = pages.next();
                assertThat(page).hasSizeLessThanOrEqualTo(limit);
                page.forEach(object -> listed.add(object.name()));
            }
            assertThat(listed).containsExactly("l/02", "l/10", "l/2", "l/2.crc", "l/3");
        }
        for (List<StoredObject> twos :
                List.of(new ObjectPages(objects, "l/2", 1).rest(), objects.listBeginning("l/2"))) {
            assertThat(twos).extracting(StoredObject::name).containsExactly("l/2", "l/2.crc");
        }
        assertThat(objects.listBeginning("l/w")).isEmpty();
        assertThat(objects.listBeginning("absent/2")).isEmpty();
    }

    /** Whether the store keeps to the limit of a page with folders, too. */
    protected boolean countsFolders() {
        return true;
    }

    /** Without what stores keep for themselves, and what was there before. */
    private List<String> folder(String beginning, int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        String from = "";
        do {
            FolderPage page = objects.listFolder(beginning, from, limit);
            int counted = countsFolders() ? page.folders().size() : 0;
            assertThat(counted + page.objects().size()).isLessThanOrEqualTo(limit);
            seen.addAll(page.folders());
            page.objects().forEach(object -> seen.add(object.name()));
            from = page.next();
        } while (!from.isEmpty());
        return seen.stream().filter(name -> !name.matches("(.*/)?[._].*")).toList();
    }

    @Test
    void aListingGoesOnWhereItWasThoughWhatItShowedIsGone() throws IOException {
        for (String name : List.of("a/1", "a/2", "b/1")) {
            objects.putIfAbsent(name, bytes(name));
        }
        ObjectPage page = objects.listAll("", 2);
        for (StoredObject shown : page.objects()) {
            objects.deleteListed(shown.name());
            objects.deleteListed(shown.name());
        }
        objects.deleteListed("c/1");
        assertThat(page.next()).isNotEmpty();
        List<String> rest = new ArrayList<>();
        for (String from = page.next(); !from.isEmpty(); from = page.next()) {
            page = objects.listAll(from, 2);
            page.objects().forEach(object -> rest.add(object.name()));
        }
        assertThat(rest).endsWith("b/1").isEqualTo(all(10));
    }

    @Test
    void deletesManyOfAnyLettersThoughSomeAreGone() throws IOException {
        List<String> names = new ArrayList<>(List.of("day=a b&<>'ä/part-1", "a/1", "a/2"));
        for (String name : names) {
            objects.putIfAbsent(name, bytes(name));
        }
        objects.putIfAbsent("a/3", bytes("stays"));
        names.add("a/absent");
        Deletions done = objects.deleteAllListed(names);
        assertThat(done.failure()).isEmpty();
        assertThat(done.gone()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(objects.get("day=a b&<>'ä/part-1")).isEmpty();
        assertThat(objects.get("a/1")).isEmpty();
        assertThat(objects.get("a/3")).isPresent();
        assertThat(objects.deleteAllListed(List.of()).gone()).isEmpty();
    }

    @Test
    void downloadsToAFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("before"), "longer than what comes");
        assertThat(objects.download("_delta_log/c", file)).isFalse();
        objects.putIfAbsent("_delta_log/c", bytes("rows"));
        assertThat(objects.download("_delta_log/c", file)).isTrue();
        assertThat(file).hasContent("rows");
    }

    @Test
    void downloadsWhatWasListedAndNothingThatCameSince() throws IOException {
        Path file = temporary.resolve("listed");
        objects.putIfAbsent("captures/0.avro", bytes("rows"));
        StoredObject listed = objects.listAll("", 10).objects().get(0);
        assertThat(objects.download(listed, file)).isTrue();
        assertThat(file).hasContent("rows");

        objects.replace("captures/0.avro", bytes("other rows"));
        assertThat(objects.download(listed, file)).isFalse();
        assertThat(objects.download(objects.listFrom("captures/0.avro").get(0), file))
                .isTrue();
        objects.delete("captures/0.avro");
        assertThat(objects.download(listed, file)).isFalse();
    }

    @Test
    void replacesWhateverIsThere() throws IOException {
        objects.replace("_delta_log/_last_checkpoint", bytes("10"));
        objects.replace("_delta_log/_last_checkpoint", bytes("20"));
        assertThat(objects.get("_delta_log/_last_checkpoint")).hasValue(bytes("20"));
    }

    @Test
    void aReaderNeverMissesWhatIsReplaced() throws Exception {
        objects.replace("p", bytes("0"));
        List<Boolean> complete = atOnce(4, worker -> {
            boolean all = true;
            for (int turn = 0; turn < 200; turn++) {
                if (worker == 0) {
                    objects.replace("p", bytes(Integer.toString(turn)));
                }
                all &= objects.get("p").filter(content -> content.length > 0).isPresent();
            }
            return all;
        });
        assertThat(complete).containsOnly(true);
    }

    @Test
    void deletesAndMayPutAgain() throws IOException {
        objects.putIfAbsent("a/b", bytes("1"));
        objects.delete("a/b");
        assertThat(objects.get("a/b")).isEmpty();
        assertThat(objects.putIfAbsent("a/b", bytes("2"))).isEqualTo(PutOutcome.CREATED);
    }

    @Test
    void staysInsideItsRoot() {
        for (String name : List.of("", "..", "../x", "a/../../x", ".", "/etc/hostname")) {
            assertThatThrownBy(() -> objects.get(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private interface Work<T> {
        T of(int worker) throws Exception;
    }

    private static <T> List<T> atOnce(int workers, Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                calls.add(() -> work.of(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
