package io.weir.lineage.graph.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.graph.DatasetDetails;
import io.weir.lineage.graph.JobDetails;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.label.Labels;
import io.weir.lineage.label.TagNames;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.Label;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people put tags on, and take them off, where Marquez' users do. Answers with what is there afterwards. */
@RestController
@RequestMapping("/api/v1/namespaces/{namespace}")
@Tag(name = "Lineage")
class NodeTagController {

    private static final String DECIDED = "Holds whatever events state before and after. Twice is the same as once.";

    private final NodeDetails details;
    private final Labels labels;

    NodeTagController(NodeDetails details, Labels labels) {
        this.details = details;
        this.labels = labels;
    }

    @PostMapping("/jobs/{job}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "tagJob", summary = "Puts a tag on a job", description = DECIDED)
    JobDetails tagJob(@PathVariable String namespace, @PathVariable String job, @PathVariable String tag) {
        return job(new EntityName(namespace, job), tag, true);
    }

    @DeleteMapping("/jobs/{job}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "untagJob", summary = "Takes a tag off a job", description = DECIDED)
    JobDetails untagJob(@PathVariable String namespace, @PathVariable String job, @PathVariable String tag) {
        return job(new EntityName(namespace, job), tag, false);
    }

    @PostMapping("/datasets/{dataset}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "tagDataset", summary = "Puts a tag on a dataset", description = DECIDED)
    DatasetDetails tagDataset(@PathVariable String namespace, @PathVariable String dataset, @PathVariable String tag) {
        return dataset(new EntityName(namespace, dataset), "", tag, true);
    }

    @DeleteMapping("/datasets/{dataset}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "untagDataset", summary = "Takes a tag off a dataset", description = DECIDED)
    DatasetDetails untagDataset(
            @PathVariable String namespace, @PathVariable String dataset, @PathVariable String tag) {
        return dataset(new EntityName(namespace, dataset), "", tag, false);
    }

    @PostMapping("/datasets/{dataset}/fields/{field}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "tagDatasetField", summary = "Puts a tag on a column of a dataset", description = DECIDED)
    DatasetDetails tagField(
            @PathVariable String namespace,
            @PathVariable String dataset,
            @PathVariable String field,
            @PathVariable String tag) {
        EntityName name = new EntityName(namespace, dataset);
        if (details.dataset(name).fields().stream()
                .noneMatch(known -> known.name().equals(field))) {
            throw new ProblemException(
                    LineageProblem.FIELD_NOT_FOUND,
                    "No schema of " + dataset + " that is known has the column " + field);
        }
        return dataset(name, field, tag, true);
    }

    @DeleteMapping("/datasets/{dataset}/fields/{field}/tags/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "untagDatasetField", summary = "Takes a tag off a column", description = DECIDED)
    DatasetDetails untagField(
            @PathVariable String namespace,
            @PathVariable String dataset,
            @PathVariable String field,
            @PathVariable String tag) {
        return dataset(new EntityName(namespace, dataset), field, tag, false);
    }

    private JobDetails job(EntityName name, String tag, boolean chosen) {
        choose(NodeName.job(name), "", tag, chosen);
        return details.job(name);
    }

    private DatasetDetails dataset(EntityName name, String field, String tag, boolean chosen) {
        choose(NodeName.dataset(name), field, tag, chosen);
        return details.dataset(name);
    }

    private void choose(NodeName node, String field, String tag, boolean chosen) {
        labels.choose(details.require(node), Label.tag(field, tag(tag, chosen)), chosen);
    }

    /** Events may state tags that people may not make; these can be taken off none the less. */
    private static String tag(String tag, boolean chosen) {
        return chosen ? TagNames.require(tag) : TagNames.storable(tag);
    }
}
