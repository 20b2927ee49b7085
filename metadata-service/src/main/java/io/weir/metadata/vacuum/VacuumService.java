package io.weir.metadata.vacuum;

import io.weir.delta.action.Metadata;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.PagesOfTable;
import io.weir.metadata.table.Retention;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableProblems;
import io.weir.metadata.table.Tables;
import io.weir.metadata.vacuum.VacuumWorker.VacuumOrdered;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import io.weir.support.request.RequestIds;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders vacuums, and tells what came of them. */
@Service
public class VacuumService {

    private static final Logger LOG = LoggerFactory.getLogger(VacuumService.class);
    private static final long LONGEST_HOURS = 24L * 365 * 100;

    private final Vacuums vacuums;
    private final Tables tables;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    VacuumService(
            Vacuums vacuums,
            Tables tables,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.vacuums = vacuums;
        this.tables = tables;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What someone asks for.
     *
     * @param retainHours null for what the table says
     * @param shorterAllowed whether it may be less than the table says
     */
    public record Request(
            boolean dryRun,
            @Nullable Long retainHours,
            boolean shorterAllowed,
            @Nullable String orderedBy) {}

    /**
     * Orders a vacuum.
     *
     * @throws ProblemException if less would be kept than the table says and that is not allowed, one is under way, or the
     *     table has features that are not understood
     */
    public Vacuum start(String table, Request request) {
        TableHead head = open(table);
        try {
            return start(head, request);
        } catch (ProblemException refused) {
            throw TableProblems.about(head.uuid(), refused);
        }
    }

    private Vacuum start(TableHead head, Request request) {
        VacuumSafety.requireUnderstood(ActionText.protocol(head.protocol()));
        long hours = hours(ActionText.metadata(head.metadata()), request);
        VacuumOrder order = new VacuumOrder(
                request.dryRun(),
                hours,
                clock.instant().minus(Duration.ofHours(hours)),
                request.orderedBy(),
                RequestIds.current());
        Vacuum started = Objects.requireNonNull(transactions.execute(status -> {
            events.publishEvent(new VacuumOrdered(head.name()));
            return vacuums.start(head, order);
        }));
        LOG.info("Vacuum {} of table {} was ordered: {}", started.id(), head.name(), order);
        return started;
    }

    /** Whole hours, rather one more than the table says. */
    private static long hours(Metadata metadata, Request request) {
        Optional<Duration> stated = Retention.TOMBSTONES.understood(metadata);
        Long asked = request.retainHours();
        if (asked != null && (asked < 0 || asked > LONGEST_HOURS)) {
            throw ProblemException.invalid("retainHours", "is out of range", asked, "0 to " + LONGEST_HOURS);
        }
        if (stated.isEmpty() && (asked == null || !request.shorterAllowed())) {
            throw ProblemException.invalid(
                    "retainHours",
                    "cannot be told from the table's " + Retention.TOMBSTONES.property(),
                    metadata.configuration().get(Retention.TOMBSTONES.property()),
                    "hours, with allowShorterRetention");
        }
        Duration least = stated.orElse(Duration.ZERO);
        long leastHours = least.plusHours(1).minusMillis(1).toHours();
        if (asked != null && asked < leastHours && !request.shorterAllowed()) {
            throw ProblemException.invalid(
                    "retainHours",
                    "is less than the table's " + Retention.TOMBSTONES.property(),
                    asked,
                    leastHours + " or more, or allowShorterRetention");
        }
        return asked == null ? leastHours : asked;
    }

    /**
     * One vacuum of a table.
     *
     * @throws ProblemException if there is no such table or vacuum
     */
    public Vacuum find(String table, UUID id) {
        return vacuums.find(open(table).tableId(), id)
                .orElseThrow(() -> ProblemException.notFound(
                        MetadataProblem.VACUUM_NOT_FOUND, "vacuum of " + table, id.toString()));
    }

    /**
     * The vacuums of a table, the latest first.
     *
     * @throws ProblemException if there is no such table, or the page is of another one
     */
    public Page<Vacuum> list(String table, PageRequest page) {
        TableHead head = open(table);
        return Page.of(
                vacuums.list(head.tableId(), PagesOfTable.in(head, page)),
                page,
                vacuum -> PagesOfTable.key(head, vacuum.id().toString()));
    }

    /**
     * The files that the latest vacuum of a table found and has not deleted.
     *
     * @throws ProblemException if there is no such table, or the page is of another one
     */
    public Page<ListedFile> files(String table, PageRequest page) {
        TableHead head = open(table);
        return Page.of(
                vacuums.files(head.tableId(), PagesOfTable.in(head, page)),
                page,
                file -> PagesOfTable.key(head, file.path()));
    }

    private TableHead open(String table) {
        return tables.open(table).orElseThrow(() -> TableProblems.notFound(table));
    }
}
