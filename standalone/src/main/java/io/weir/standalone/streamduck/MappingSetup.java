package io.weir.standalone.streamduck;

import io.weir.client.api.PipelinesApi;
import io.weir.client.api.SecretsApi;
import io.weir.client.model.BatchLimits;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.CreateSecretRequest;
import io.weir.client.model.CreateStoreRequest.KindEnum;
import io.weir.client.model.Pipeline;
import io.weir.client.model.Pipeline.StateEnum;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.UpdatePipelineRequest;
import io.weir.client.model.UpdateSecretRequest;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.demo.AllPipelines;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.NeededStores;
import io.weir.standalone.demo.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of mappings what the platform needs to run them. What is there already stays, or is changed to what it should be: this
 * may be killed and repeated anywhere.
 */
final class MappingSetup {

    private static final Patience SETTLING = new Patience(Duration.ofMinutes(2), Duration.ofMillis(200));
    /** Gateways of earlier versions refuse a change that does not say what it is about. */
    private static final String WHATEVER_IS_THERE = "*";

    private static final Set<StateEnum> WITH_A_RUN = Set.of(StateEnum.RUNNING, StateEnum.PAUSED);

    private final Gateway gateway;
    private final StreamDuckEnvironment environment;
    private final SecretsApi secrets;
    private final NeededStores stores;
    private final PipelinesApi pipelines;

    MappingSetup(Gateway gateway, StreamDuckEnvironment environment) {
        this.gateway = gateway;
        this.environment = environment;
        this.secrets = new SecretsApi(gateway.client());
        this.stores = new NeededStores(gateway);
        this.pipelines = new PipelinesApi(gateway.client());
    }

    /** Makes the secrets and stores that a mapping needs. */
    void stores(Mapping mapping) {
        String source = PipelineRequests.source(mapping);
        Map<String, @Nullable String> hub = new HashMap<>();
        hub.put("namespace", mapping.source().namespace());
        hub.put("connectionString", mapping.source().connectionString().isPresent() ? "secret:" + source : null);
        mapping.source().connectionString().ifPresent(text -> secret(source, text));
        stores.require(source, KindEnum.EVENTHUBS, hub);
        String target = PipelineRequests.target(mapping);
        if (mapping.target() instanceof TableTarget.MotherDuck duck) {
            secret(target, duck.token());
            stores.require(
                    target, KindEnum.MOTHERDUCK, Map.of("database", duck.database(), "token", "secret:" + target));
        } else {
            stores.require(
                    target, KindEnum.DUCKDB, Map.of("path", mapping.target().database()));
        }
    }

    private void secret(String name, SecretText text) {
        String what = "keeping secret " + name;
        if (gateway.find(what, () -> secrets.getSecret(name)).isEmpty()) {
            CreateSecretRequest request = new CreateSecretRequest().name(name).value(text.value());
            if (gateway.unlessConflict(what, () -> secrets.createSecret(request, null))
                    .isPresent()) {
                return;
            }
        }
        // Nobody tells what it is, so that it is given again each time.
        UpdateSecretRequest request = new UpdateSecretRequest().value(text.value());
        gateway.call(what, () -> secrets.updateSecret(name, request, null));
    }

    /** Has the pipeline of a mapping run as the mapping says; it goes on where it was. */
    void pipeline(Mapping mapping) {
        CreatePipelineRequest asked = PipelineRequests.of(mapping, environment.knobs(), environment.control());
        String name = PipelineRequests.name(mapping);
        if (find(name).isEmpty()) {
            gateway.unlessConflict("creating pipeline " + name, () -> pipelines.createPipeline(asked, null));
        }
        Pipeline there = settled(name);
        if (differs(there, asked)) {
            change(name, asked);
            there = settled(name);
        }
        if (there.getState() == StateEnum.PAUSED) {
            gateway.unlessConflict("resuming pipeline " + name, () -> pipelines.resumePipeline(name, null));
        } else if (there.getState() != StateEnum.RUNNING) {
            start(name);
        }
    }

    /** A run that began meanwhile is as good. */
    void start(String name) {
        gateway.unlessConflict("starting pipeline " + name, () -> pipelines.startPipeline(name, null));
    }

    private Optional<Pipeline> find(String name) {
        return gateway.find("reading pipeline " + name, () -> pipelines.getPipeline(name));
    }

    private Pipeline settled(String name) {
        return settled(
                name,
                Set.of(StateEnum.CREATED, StateEnum.RUNNING, StateEnum.PAUSED, StateEnum.STOPPED, StateEnum.FAILED));
    }

    private Pipeline settled(String name, Set<StateEnum> states) {
        return SETTLING.look(
                () -> gateway.call("reading pipeline " + name, () -> pipelines.getPipeline(name)),
                pipeline -> states.contains(pipeline.getState()));
    }

    private static boolean differs(Pipeline there, CreatePipelineRequest asked) {
        PipelineSource source = Objects.requireNonNull(there.getSource());
        BatchLimits batch = Objects.requireNonNull(there.getBatch());
        BatchLimits wanted = Objects.requireNonNull(asked.getBatch());
        return !Objects.equals(source.getConsumerGroup(), consumerGroup(asked))
                || !Objects.equals(batch.getMaxRows(), wanted.getMaxRows())
                || !Objects.equals(batch.getMaxWaitMillis(), wanted.getMaxWaitMillis());
    }

    private static @Nullable String consumerGroup(CreatePipelineRequest asked) {
        return Objects.requireNonNull(asked.getSource()).getConsumerGroup();
    }

    private void change(String name, CreatePipelineRequest asked) {
        stop(name);
        settled(name, Set.of(StateEnum.CREATED, StateEnum.STOPPED, StateEnum.FAILED));
        UpdatePipelineRequest change = new UpdatePipelineRequest()
                .source(new PipelineSource().consumerGroup(consumerGroup(asked)))
                .batch(asked.getBatch());
        gateway.call("changing pipeline " + name, () -> pipelines.updatePipeline(name, change, WHATEVER_IS_THERE));
    }

    private void stop(String name) {
        gateway.unlessConflict("stopping pipeline " + name, () -> pipelines.stopPipeline(name, null));
    }

    /** Stops what an earlier file had mapped and this one has not; returns the names of these. What they know stays. */
    List<String> stopOthers(Set<String> names) {
        List<String> others = new AllPipelines(gateway)
                .list().stream()
                        .filter(pipeline -> WITH_A_RUN.contains(pipeline.getState()))
                        .map(Pipeline::getName)
                        .filter(name -> name.startsWith(PipelineRequests.PREFIX) && !names.contains(name))
                        .toList();
        others.forEach(this::stop);
        return others;
    }
}
