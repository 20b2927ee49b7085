package io.weir.delta.conflict;

import static io.weir.delta.conflict.Commits.METADATA;
import static io.weir.delta.conflict.Commits.PROTOCOL;
import static io.weir.delta.conflict.Commits.add;
import static io.weir.delta.conflict.Commits.attempt;
import static io.weir.delta.conflict.Commits.blindWinner;
import static io.weir.delta.conflict.Commits.domain;
import static io.weir.delta.conflict.Commits.files;
import static io.weir.delta.conflict.Commits.info;
import static io.weir.delta.conflict.Commits.remove;
import static io.weir.delta.conflict.Commits.transaction;
import static io.weir.delta.conflict.Commits.where;
import static io.weir.delta.conflict.Commits.winner;
import static io.weir.delta.conflict.Commits.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each rule where it refuses and where it lets pass. */
class ConflictRulesTest {

    private static final Protocol MORE = Protocol.writerOnly(List.of("domainMetadata", "inCommitTimestamp", "guard"));
    private static final Protocol LESS = Protocol.writerOnly(List.of("domainMetadata"));

    @Test
    void withoutWinnersNothingChanges() {
        Attempt ours = attempt(Reads.WHOLE_TABLE, add("a", "eu"));
        assertThat(ConflictRules.resolve(ours, List.of()))
                .isEqualTo(new Resolution.Rebase(ours.actions(), PROTOCOL, METADATA));
    }

    @Nested
    class OfProtocol {

        @Test
        void bothChangedIt() {
            assertRefused(ConflictRule.PROTOCOL_CHANGED, attempt(Reads.NOTHING, MORE), winner(MORE));
        }

        @Test
        void aFeatureWasDropped() {
            assertRefused(ConflictRule.PROTOCOL_CHANGED, attempt(Reads.NOTHING, add("a", "eu")), winner(LESS));
        }

        @Test
        void theGuardThatWasDroppedHadNoMeaningForUs() {
            Attempt ours = new Attempt(
                    List.of(add("a", "eu")),
                    Reads.WHOLE_TABLE,
                    IsolationLevel.SERIALIZABLE,
                    WriterGuard.on(PROTOCOL),
                    METADATA);
            assertThat(assertPasses(ours, winner(PROTOCOL)).protocol()).isEqualTo(PROTOCOL);
            assertRefused(ConflictRule.PROTOCOL_CHANGED, ours, winner(LESS));
        }

        @Test
        void anImpliedFeatureWasDropped() {
            Protocol legacy = new Protocol(1, 2, null, null, UnknownFields.NONE);
            Attempt ours = new Attempt(List.of(), Reads.NOTHING, IsolationLevel.WRITE_SERIALIZABLE, legacy, METADATA);
            assertRefused(ConflictRule.PROTOCOL_CHANGED, ours, winner(PROTOCOL));
            assertPasses(ours, winner(Protocol.writerOnly(List.of("appendOnly", "invariants", "inCommitTimestamp"))));
        }

        @Test
        void theWinnersIsTakenIfItOnlyAdds() {
            Resolution.Rebase rebase = assertPasses(attempt(Reads.NOTHING, add("a", "eu")), winner(MORE));
            assertThat(rebase.protocol()).isEqualTo(MORE);
        }

        @Test
        void oursAloneIsNoConflict() {
            assertPasses(attempt(Reads.NOTHING, MORE), winner(add("b", "eu")));
        }
    }

    @Nested
    class OfMetadata {

        @Test
        void bothChangedIt() {
            assertRefused(
                    ConflictRule.METADATA_CHANGED,
                    attempt(Reads.NOTHING, with("a", "1")),
                    winner(with("delta.enableDeletionVectors", "true")));
        }

        @Test
        void theWinnerChangedWhatMatters() {
            Metadata schema = METADATA.withSchema(StructType.of(List.of(
                    StructField.of("id", PrimitiveType.STRING),
                    StructField.of("region", PrimitiveType.STRING),
                    StructField.of("day", PrimitiveType.INTEGER))));
            for (Metadata changed :
                    List.of(schema, with("delta.appendOnly", "true"), METADATA.withConfiguration(Map.of()))) {
                assertRefused(ConflictRule.METADATA_CHANGED, attempt(Reads.NOTHING, add("a", "eu")), winner(changed));
            }
        }

        @Test
        void theWinnerOnlySwitchedAFeatureOn() {
            for (String property : List.of("delta.enableRowTracking", "delta.enableDeletionVectors")) {
                Metadata switched = with(property, "true");
                Resolution.Rebase rebase = assertPasses(attempt(Reads.NOTHING, add("a", "eu")), winner(switched));
                assertThat(rebase.metadata()).isEqualTo(switched);
            }
            assertPasses(attempt(Reads.NOTHING, add("a", "eu")), winner(with("delta.checkpointPolicy", "v2")));
        }

        @Test
        void theWinnerSwitchedInCommitTimestampsOn() {
            Metadata before = METADATA.withConfiguration(Map.of());
            Metadata after = before.withConfiguration(Map.of(
                    "delta.enableInCommitTimestamps", "true",
                    "delta.inCommitTimestampEnablementVersion", "8",
                    "delta.inCommitTimestampEnablementTimestamp", "10"));
            Attempt ours = new Attempt(
                    List.of(add("a", "eu")), Reads.NOTHING, IsolationLevel.WRITE_SERIALIZABLE, PROTOCOL, before);
            assertThat(assertPasses(ours, winner(after)).metadata()).isEqualTo(after);
        }

        @Test
        void mappingByNameFromNoneLeavesTheSchemaAsItWas() {
            Metadata named = with("delta.columnMapping.mode", "name");
            Metadata mapped = new Metadata(
                    named.id(),
                    named.name(),
                    null,
                    named.format(),
                    METADATA.schemaString()
                            .replace(
                                    "\"metadata\":{}",
                                    "\"metadata\":{\"delta.columnMapping.id\":1,\"delta.columnMapping.physicalName\":\"x\"}"),
                    named.partitionColumns(),
                    named.configuration(),
                    named.createdTime(),
                    named.unknown());
            assertPasses(attempt(Reads.NOTHING, add("a", "eu")), winner(mapped));
            assertRefused(
                    ConflictRule.METADATA_CHANGED,
                    attempt(Reads.NOTHING, add("a", "eu")),
                    winner(with("delta.columnMapping.mode", "id")));
        }

        @Test
        void oursAloneIsNoConflict() {
            assertPasses(attempt(Reads.NOTHING, with("a", "1")), winner(transaction("other", 1)));
        }
    }

    @Nested
    class OfDomains {

        @Test
        void theSameDomain() {
            assertRefused(
                    ConflictRule.DOMAIN_METADATA_CHANGED,
                    attempt(Reads.NOTHING, domain("d", "1")),
                    winner(domain("d", "2")));
        }

        @Test
        void anotherDomain() {
            assertPasses(attempt(Reads.NOTHING, domain("d", "1")), winner(domain("e", "2")));
        }

        @Test
        void rowTrackingIsNotAskedButMoved() {
            AddFile fresh = add("a", "eu").withRowIds(100, 3L);
            Resolution.Rebase rebase = assertPasses(
                    attempt(Reads.NOTHING, fresh, domain("delta.rowTracking", "{\"rowIdHighWaterMark\":109}")),
                    winner(domain("delta.rowTracking", "{\"rowIdHighWaterMark\":149}")));
            assertThat(rebase.actions())
                    .containsExactly(
                            fresh.withRowIds(150, 3L), domain("delta.rowTracking", "{\"rowIdHighWaterMark\":159}"));
        }

        @Test
        void rowIdsOfUnknownNumberCannotBeMoved() {
            AddFile fresh = AddFile.of("a", Map.of(), 1, 1, null).withRowIds(100, 3L);
            assertRefused(
                    ConflictRule.ROW_TRACKING,
                    attempt(Reads.NOTHING, fresh),
                    winner(domain("delta.rowTracking", "{\"rowIdHighWaterMark\":149}")));
        }
    }

    @Nested
    class OfTransactions {

        @Test
        void theWinnerWroteOurs() {
            assertRefused(
                    ConflictRule.TRANSACTION_CHANGED,
                    attempt(Reads.NOTHING, transaction("app", 4)),
                    winner(transaction("app", 3)));
        }

        @Test
        void theWinnerWroteWhatWeRead() {
            assertRefused(
                    ConflictRule.TRANSACTION_CHANGED,
                    attempt(new Reads(false, List.of(), Set.of(), Set.of("app")), add("a", "eu")),
                    winner(transaction("app", 3)));
        }

        @Test
        void theWinnerIsOurs() {
            Resolution resolution = ConflictRules.resolve(
                    attempt(Reads.NOTHING, transaction("app/0", 4), transaction("app/1", 9)),
                    List.of(winner(transaction("app/1", 9), transaction("app/0", 4))));
            assertThat(resolution).isEqualTo(new Resolution.Duplicate(8));
        }

        @Test
        void halfOfOursIsNotOurs() {
            assertRefused(
                    ConflictRule.TRANSACTION_CHANGED,
                    attempt(Reads.NOTHING, transaction("app/0", 4), transaction("app/1", 9)),
                    winner(transaction("app/0", 4)));
        }

        @Test
        void anotherApplication() {
            assertPasses(attempt(Reads.NOTHING, transaction("app", 4)), winner(transaction("other", 4)));
        }
    }

    @Nested
    class OfAppends {

        @Test
        void aBlindAppendOfOursNeverMatches() {
            assertPasses(attempt(IsolationLevel.SERIALIZABLE, Reads.NOTHING, add("a", "eu")), winner(add("b", "eu")));
        }

        @Test
        void whoReadTheWholeTableMatchesAnyAdd() {
            assertRefused(
                    ConflictRule.CONCURRENT_APPEND, attempt(Reads.WHOLE_TABLE, add("a", "eu")), winner(add("b", "us")));
        }

        @Test
        void whoReadAPartitionMatchesThatOne() {
            assertRefused(
                    ConflictRule.CONCURRENT_APPEND,
                    attempt(where("region = 'eu'"), add("a", "eu")),
                    winner(add("b", "eu")));
            assertPasses(attempt(where("region = 'eu'"), add("a", "eu")), winner(add("b", "us")));
        }

        @Test
        void aConditionThatIsNotUnderstoodCouldBeTrueOfAnyFile() {
            for (String condition : List.of("soundex(region) = 'eu'", "region =")) {
                assertRefused(
                        ConflictRule.CONCURRENT_APPEND,
                        attempt(where(condition), add("a", "eu")),
                        winner(add("b", "us")));
            }
        }

        @Test
        void blindAppendsOfWinnersAreInTheWayOfSerializableOnly() {
            assertRefused(
                    ConflictRule.CONCURRENT_APPEND,
                    attempt(IsolationLevel.SERIALIZABLE, Reads.WHOLE_TABLE, add("a", "eu")),
                    blindWinner(add("b", "eu")));
            assertPasses(attempt(Reads.WHOLE_TABLE, add("a", "eu")), blindWinner(add("b", "eu")));
        }

        @Test
        void blindAppendsOfWinnersAreInTheWayOfNewMetadata() {
            assertRefused(
                    ConflictRule.CONCURRENT_APPEND,
                    attempt(Reads.WHOLE_TABLE, with("a", "1")),
                    blindWinner(add("b", "eu")));
        }

        @Test
        void aSnapshotLooksAtNone() {
            assertPasses(attempt(IsolationLevel.SNAPSHOT, Reads.WHOLE_TABLE, add("a", "eu")), winner(add("b", "eu")));
        }

        @Test
        void whoOnlyRearrangesIsJudgedAsASnapshot() {
            assertPasses(rearranging(), winner(add("b", "eu")));
        }

        @Test
        void whoAlsoChangesWhatTheTableIsDoesNotOnlyRearrange() {
            for (Action more : List.of(with("a", "1"), MORE)) {
                assertRefused(ConflictRule.CONCURRENT_APPEND, rearranging(more), winner(add("b", "eu")));
            }
        }

        private static Attempt rearranging(Action... more) {
            AddFile old = add("a", "eu");
            AddFile compacted = new AddFile(
                    "c", old.partitionValues(), 1, 1, false, null, null, null, null, null, null, UnknownFields.NONE);
            List<Action> actions = new ArrayList<>(List.of(info(false, 6)));
            actions.addAll(List.of(more));
            actions.addAll(List.of(old.remove(1, false), compacted));
            return attempt(IsolationLevel.SERIALIZABLE, where("region = 'eu'"), actions.toArray(Action[]::new));
        }
    }

    @Nested
    class OfRemoves {

        @Test
        void aFileThatWeReadIsGone() {
            assertRefused(
                    ConflictRule.DELETE_READ, attempt(files("x", "y"), add("a", "eu")), winner(remove("y", "eu")));
            assertPasses(attempt(files("x"), add("a", "eu")), winner(remove("y", "eu")));
        }

        @Test
        void anyFileIsGoneAndWeReadTheWholeTable() {
            assertRefused(
                    ConflictRule.DELETE_READ, attempt(Reads.WHOLE_TABLE, add("a", "eu")), winner(remove("y", "eu")));
        }

        @Test
        void aFileOfThePartitionThatWeReadIsGone() {
            Attempt ours = attempt(where("region = 'eu'"), add("a", "eu"));
            assertRefused(ConflictRule.DELETE_READ, ours, winner(remove("y", "eu")));
            assertPasses(ours, winner(remove("y", "us")));
        }

        @Test
        void bothRemovedTheSameFile() {
            assertRefused(
                    ConflictRule.DELETE_DELETE, attempt(Reads.NOTHING, remove("y", "eu")), winner(remove("y", "eu")));
            assertPasses(attempt(Reads.NOTHING, remove("x", "eu")), winner(remove("y", "eu")));
        }

        @Test
        void theFilesAreNamedButNotAllOfVeryMany() {
            List<Action> removes = new ArrayList<>();
            for (int number = 0; number < 1000; number++) {
                removes.add(remove("f" + number, "eu"));
            }
            Resolution.Conflict conflict = (Resolution.Conflict)
                    ConflictRules.resolve(attempt(Reads.WHOLE_TABLE, add("a", "eu")), List.of(new Winner(9, removes)));
            assertThat(conflict.files()).hasSize(100).startsWith("f0");
            assertThat(conflict.describe()).startsWith("Version 9 won: files that were read are gone; ");
        }
    }

    @Test
    void theTimeIsMovedBehindTheWinners() {
        Attempt ours = attempt(Reads.NOTHING, info(true, 10), add("a", "eu"));
        assertThat(time(assertPasses(ours, winner(info(true, 10))))).isEqualTo(11);
        assertThat(time(assertPasses(ours, winner(info(true, 9))))).isEqualTo(10);
    }

    @Test
    void theFirstWinnerInTheWayIsNamed() {
        Resolution resolution = ConflictRules.resolve(
                attempt(files("y"), add("a", "eu")),
                List.of(
                        new Winner(5, List.of(add("b", "eu"))),
                        new Winner(6, List.of(remove("y", "eu"))),
                        new Winner(7, List.of(LESS))));
        assertThat(resolution)
                .isEqualTo(new Resolution.Conflict(
                        ConflictRule.DELETE_READ, 6, List.of("y"), ConflictRule.DELETE_READ.advice()));
    }

    private static long time(Resolution.Rebase rebase) {
        return ((CommitInfo) rebase.actions().get(0)).inCommitTimestamp();
    }

    private static void assertRefused(ConflictRule rule, Attempt ours, Winner winner) {
        assertThat(ConflictRules.resolve(ours, List.of(winner)))
                .isInstanceOfSatisfying(Resolution.Conflict.class, conflict -> {
                    assertThat(conflict.rule()).isEqualTo(rule);
                    assertThat(conflict.winningVersion()).isEqualTo(winner.version());
                    assertThat(conflict.advice()).isNotBlank();
                });
    }

    private static Resolution.Rebase assertPasses(Attempt ours, Winner winner) {
        Resolution resolution = ConflictRules.resolve(ours, List.of(winner));
        assertThat(resolution).isInstanceOf(Resolution.Rebase.class);
        return (Resolution.Rebase) resolution;
    }
}
