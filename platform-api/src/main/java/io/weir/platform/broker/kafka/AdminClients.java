package io.weir.platform.broker.kafka;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.weir.platform.broker.Broker;
import io.weir.platform.broker.BrokerUnavailable;
import io.weir.platform.secret.Vault;
import io.weir.support.broker.BrokerSecurity;
import io.weir.support.broker.LoginFailure;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.stereotype.Component;

/**
 * One administration client for each broker in use. A broker that is away costs its callers some seconds at first, a
 * bounded number of threads, and nothing once its breaker is open. A client that nobody asks is closed: its store may have been
 * changed or removed in another replica, of which nobody tells this one.
 */
@Component
class AdminClients {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Map<Broker, Client> clients = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "unasked-brokers");
        thread.setDaemon(true);
        return thread;
    });
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final OutboundRules outbound;
    private final Vault vault;

    AdminClients(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, OutboundRules outbound, Vault vault) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.outbound = outbound;
        this.vault = vault;
        long pause = BETWEEN_LOOKS.toMillis();
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(() -> closeUnasked(IDLE), pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * A client that is open, or that somebody is opening.
     *
     * @param askedAt by {@link System#nanoTime}
     */
    private record Client(CompletableFuture<Admin> admin, long askedAt) {

        Client askedNow() {
            return new Client(admin, System.nanoTime());
        }

        /** At once, or as soon as it is open. */
        void close() {
            CompletableFuture<Void> unused = admin.thenAccept(open -> open.close(Duration.ZERO));
        }
    }

    /** What is asked of a broker. */
    @FunctionalInterface
    interface Question<T> {

        KafkaFuture<T> ask(Admin admin);
    }

    /**
     * Asks a broker and waits for the answer, four seconds at most.
     *
     * @throws BrokerUnavailable when the broker does not answer
     * @throws ProblemException when the broker is in a network that is not public
     * @throws ApiException when it answers that it will not
     */
    <T> T ask(Broker broker, Question<T> question) {
        CircuitBreaker breaker = breakers.circuitBreaker(entry(broker), "broker");
        Bulkhead bulkhead = bulkheads.bulkhead(entry(broker), "broker");
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> answer(question.ask(client(broker)))));
        } catch (BrokerUnavailable away) {
            // A client that is kept would go on trying to connect, for ever and in the log.
            close(broker);
            throw away;
        } catch (AuthenticationException refused) {
            // Its password may be another one by the next question.
            close(broker);
            throw refused;
        } catch (CallNotPermittedException | BulkheadFullException refused) {
            throw new BrokerUnavailable("is not asked for a moment, as it did not answer lately", refused);
        }
    }

    /** By which breakers, bulkheads and their figures know a broker. */
    private static String entry(Broker broker) {
        return "broker " + broker.name();
    }

    /**
     * Closes the client of a broker that is no longer used, and keeps nothing of it: callers name brokers as they like. A later
     * question opens it anew.
     */
    void forget(Broker broker) {
        close(broker);
        breakers.remove(entry(broker));
        bulkheads.remove(entry(broker));
    }

    private void close(Broker broker) {
        Client client = clients.remove(broker);
        if (client != null) {
            client.close();
        }
    }

    /** Closes clients that were not asked anything for some time, longer than an answer takes: none that is being asked. */
    void closeUnasked(Duration time) {
        long now = System.nanoTime();
        clients.forEach((broker, client) -> {
            // Who asks meanwhile puts another one there, which stays.
            if (now - client.askedAt() >= time.toNanos() && clients.remove(broker, client)) {
                client.close();
            }
        });
    }

    /** To open one may take its time: nobody but those who ask the same broker waits for it. */
    private Admin client(Broker broker) {
        CompletableFuture<Admin> opened = new CompletableFuture<>();
        CompletableFuture<Admin> admin = clients.compute(
                        broker, (same, kept) -> kept == null ? new Client(opened, System.nanoTime()) : kept.askedNow())
                .admin();
        if (admin == opened) {
            open(broker, opened);
        }
        try {
            return admin.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    /** One that could not be opened is kept by nobody: the next question tries again. */
    private void open(Broker broker, CompletableFuture<Admin> opened) {
        try {
            opened.complete(open(broker));
        } catch (ApiException answered) {
            giveUp(broker, opened, answered);
        } catch (KafkaException failed) {
            giveUp(broker, opened, unopened(failed));
        } catch (RuntimeException failed) {
            giveUp(broker, opened, failed);
        } finally {
            if (!opened.isDone()) {
                giveUp(broker, opened, new IllegalStateException("no client was opened"));
            }
        }
    }

    private void giveUp(Broker broker, CompletableFuture<Admin> opened, RuntimeException why) {
        clients.computeIfPresent(broker, (same, kept) -> kept.admin() == opened ? null : kept);
        opened.completeExceptionally(why);
    }

    private static RuntimeException unopened(KafkaException failed) {
        return LoginFailure.of(failed)
                .<RuntimeException>map(login -> login.refused()
                        ? new SaslAuthenticationException(login.why(), failed)
                        : new BrokerUnavailable("cannot be signed in to: " + login.why(), failed))
                .orElseGet(() -> new BrokerUnavailable("cannot be found", failed));
    }

    private Admin open(Broker broker) {
        broker.hosts().forEach(outbound::require);
        broker.tokenHost().ifPresent(outbound::require);
        Properties properties = new Properties();
        properties.putAll(BrokerSecurity.settings(broker.security(), this::password));
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "weir-platform-api");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL_TIMEOUT.toMillis());
        properties.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT.toMillis());
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        properties.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return allowed(Admin.create(properties));
    }

    /** Whoever runs brokers in public may have them name others to go on to, which only the platform can reach. */
    private Admin allowed(Admin admin) {
        try {
            answer(admin.describeCluster().nodes()).forEach(node -> outbound.require(node.host()));
            return admin;
        } catch (RuntimeException refused) {
            admin.close(Duration.ZERO);
            throw refused;
        }
    }

    private String password(String reference) {
        return vault.open(reference.substring(reference.indexOf(':') + 1))
                .text()
                .strip();
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(CALL_TIMEOUT.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw translated(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw new BrokerUnavailable("does not answer", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("was not waited for", stopped);
        }
    }

    private static RuntimeException translated(Throwable failure) {
        boolean definite = failure instanceof ApiException && !(failure instanceof RetriableException);
        boolean unknownTopic = failure instanceof UnknownTopicOrPartitionException;
        if (definite || unknownTopic) {
            return (ApiException) failure;
        }
        return new BrokerUnavailable("does not answer", failure);
    }

    @PreDestroy
    void close() {
        looks.shutdownNow();
        clients.values().forEach(Client::close);
        clients.clear();
    }
}
