package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.marquez.Statistics;
import io.weir.lineage.marquez.StatisticsPeriod;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The numbers above Marquez' lists: the last day by hours, the last week by days. */
@RestController
@RequestMapping("/api/v1/stats")
@Tag(name = "Lineage")
class StatisticsController {

    private final Statistics statistics;
    private final Clock clock;

    StatisticsController(Statistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @GetMapping("/lineage-events")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getEventStatistics", summary = "How many events started and ended runs")
    List<Statistics.EventCounts> events(
            @RequestParam(defaultValue = "DAY") StatisticsPeriod period,
            @RequestParam(defaultValue = "UTC") String timezone) {
        return statistics.events(bounds(period, timezone));
    }

    @GetMapping("/jobs")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getJobStatistics", summary = "How many jobs there were")
    List<Statistics.IntervalCount> jobs(
            @RequestParam(defaultValue = "DAY") StatisticsPeriod period,
            @RequestParam(defaultValue = "UTC") String timezone) {
        return statistics.named(Statistics.Subject.JOBS, bounds(period, timezone));
    }

    @GetMapping("/datasets")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getDatasetStatistics", summary = "How many datasets there were")
    List<Statistics.IntervalCount> datasets(
            @RequestParam(defaultValue = "DAY") StatisticsPeriod period,
            @RequestParam(defaultValue = "UTC") String timezone) {
        return statistics.named(Statistics.Subject.DATASETS, bounds(period, timezone));
    }

    @GetMapping("/sources")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getSourceStatistics", summary = "How many namespaces of datasets there were")
    List<Statistics.IntervalCount> sources(
            @RequestParam(defaultValue = "DAY") StatisticsPeriod period,
            @RequestParam(defaultValue = "UTC") String timezone) {
        return statistics.named(Statistics.Subject.SOURCES, bounds(period, timezone));
    }

    private List<Instant> bounds(StatisticsPeriod period, String timezone) {
        try {
            return period.bounds(clock.instant(), ZoneId.of(timezone));
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("timezone", "is unknown", timezone, "a zone as in Europe/Paris");
        }
    }
}
