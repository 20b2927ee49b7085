package io.weir.platform.topic.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.dependent.Departure;
import io.weir.platform.topic.Topic;
import io.weir.platform.topic.TopicChange;
import io.weir.platform.topic.Topics;
import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stores/{store}/topics")
@Tag(name = "Topics")
class TopicController {

    private final Topics topics;
    private final IdempotentRequests requests;
    private final Access access;

    TopicController(Topics topics, IdempotentRequests requests, Access access) {
        this.access = access;
        this.topics = topics;
        this.requests = requests;
    }

    @PostMapping
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "createTopic",
            summary = "Creates a topic in a broker",
            description = "A topic that is there with the same number of partitions is given as it is.")
    @ApiResponse(
            responseCode = "201",
            description = "Created, or there already as asked for",
            useReturnTypeSchema = true)
    ResponseEntity<Topic> create(
            @PathVariable String store,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateTopicRequest request) {
        request.check();
        // The broker makes a topic once, however often it is asked.
        return requests.repeatably(key, "createTopic " + store, request, Topic.class, () -> created(store, request));
    }

    private ResponseEntity<Topic> created(String store, CreateTopicRequest request) {
        Topic topic = topics.create(store, request.name(), request.partitions());
        URI location = URI.create("/api/v1/stores/" + store + "/topics/" + request.name());
        return ResponseEntity.created(location).body(topic);
    }

    @GetMapping
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(operationId = "listTopics", summary = "Lists the topics of a broker")
    TopicPage list(
            @PathVariable String store,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        List<String> names = topics.list(store, asked);
        Page<String> page = Page.of(names, asked, name -> name);
        return new TopicPage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{topic}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.STORE, named = "store")
    @Operation(operationId = "getTopic", summary = "Gets a topic with the offsets of its partitions")
    ResponseEntity<Topic> get(@PathVariable String store, @PathVariable String topic) {
        return answer(topics.get(store, topic));
    }

    @PatchMapping("/{topic}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "updateTopic",
            summary = "Gives a topic more partitions, or other properties",
            description =
                    "Properties are the broker's, as in retention.ms; one that is null is the broker's default again. Partitions"
                            + " never become fewer, and records of a key may be in another one after there are more.")
    ResponseEntity<Topic> update(
            @PathVariable String store,
            @PathVariable String topic,
            IfMatch ifMatch,
            @RequestBody UpdateTopicRequest request) {
        TopicChange change = request.checked();
        return answer(topics.update(store, topic, tag -> ifMatch.check(tag), change));
    }

    @DeleteMapping("/{topic}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.STORE, named = "store")
    @Operation(
            operationId = "deleteTopic",
            summary = "Deletes a topic with its records",
            description =
                    "A topic that pipelines read or relations stand for is not deleted: 409 with its users, those that the"
                            + " caller may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String store,
            @PathVariable String topic,
            @Parameter(description = Departure.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        topics.delete(
                store,
                topic,
                ifMatch.isCondition() ? tag -> ifMatch.check(tag) : null,
                Departure.of(access.remover(call), Identity.of(call).orElse(null), cascade));
    }

    private static ResponseEntity<Topic> answer(Topics.Tagged found) {
        return EntityTags.ok(found.tag(), found.topic());
    }
}
