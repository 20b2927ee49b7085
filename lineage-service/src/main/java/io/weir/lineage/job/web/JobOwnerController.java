package io.weir.lineage.job.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.graph.JobDetails;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.job.Jobs;
import io.weir.lineage.openlineage.EntityName;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Grants know jobs by their names alone: who owns one of a name owns it by that only where it owns all of that name. */
@RestController
@Tag(name = "Lineage")
class JobOwnerController {

    private final NodeDetails details;
    private final Jobs jobs;
    private final Access access;

    JobOwnerController(NodeDetails details, Jobs jobs, Access access) {
        this.details = details;
        this.jobs = jobs;
        this.access = access;
    }

    @PutMapping("/api/v1/namespaces/{namespace}/jobs/{job}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.JOB, named = "job")
    @Operation(
            operationId = "handOverJob",
            summary = "Gives a job another owner",
            description =
                    "Who first sends an event about a job owns it until then. Of two who hand it over at once one is"
                            + " answered 412. What was granted on it stays.")
    JobDetails handOver(
            HttpServletRequest call,
            @PathVariable String namespace,
            @PathVariable String job,
            @RequestBody NewOwner request) {
        String owner = request.checked();
        EntityName name = new EntityName(namespace, job);
        JobDetails read = details.job(name);
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.JOB, job, owner)
                && !owner.equals(read.owner())
                && !jobs.handOver(name, read.owner(), owner)) {
            throw NewOwner.overtaken("job", job);
        }
        return details.job(name);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfJobs {

        @Bean
        Owners ownersOfJobs(Jobs jobs) {
            return Owners.of(ResourceKind.JOB, name -> Optional.of(jobs.owners(name))
                    .filter(owners -> owners.size() == 1 && !owners.contains(""))
                    .map(owners -> owners.get(0)));
        }
    }
}
