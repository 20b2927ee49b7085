package io.weir.lineage.label.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.label.NamedTag;
import io.weir.lineage.label.TagNames;
import io.weir.lineage.label.Tags;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tags by name, where Marquez' readers look for them. */
@RestController
@RequestMapping("/api/v1/tags")
@Tag(name = "Lineage")
class TagController {

    private final Tags tags;

    TagController(Tags tags) {
        this.tags = tags;
    }

    @GetMapping
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "listTags",
            summary = "Lists tags by name: those that were made, and those that events state")
    TagList list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(required = false) @Nullable String pageToken) {
        if (offset < 0 || offset > Tags.PASSED_OVER) {
            throw ProblemException.invalid("offset", "is out of range", offset, "0 to " + Tags.PASSED_OVER);
        }
        Page<NamedTag> page = tags.list(PageRequest.of(limit, pageToken), offset);
        return new TagList(page.items(), page.nextPageToken());
    }

    @PutMapping("/{tag}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "putTag", summary = "Makes a tag, or describes it anew")
    NamedTag put(@PathVariable String tag, @RequestBody TagDescription description) {
        return tags.put(TagNames.require(tag), TagNames.description(description.description()));
    }

    /** What a tag means. */
    record TagDescription(
            @Schema(example = "Says who a person is") @Nullable
            String description) {}

    /** One page of tags. */
    record TagList(List<NamedTag> tags, @Nullable String nextPageToken) {}
}
