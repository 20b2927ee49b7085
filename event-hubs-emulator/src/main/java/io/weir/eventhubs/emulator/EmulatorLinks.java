package io.weir.eventhubs.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.AmqpError;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** The links of one connection: requests, their answers, readers of partitions, and producers. */
final class EmulatorLinks {

    private static final Symbol STOLEN = Symbol.valueOf("amqp:link:stolen");
    private static final Symbol UNAUTHORIZED = Symbol.valueOf("amqp:unauthorized-access");
    private static final Symbol NOT_FOUND = Symbol.valueOf("amqp:not-found");
    private static final Symbol EPOCH = Symbol.valueOf("com.microsoft:epoch");
    private static final Pattern PARTITION =
            Pattern.compile("/?([^/]+)/ConsumerGroups/([^/]+)/Partitions/([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRODUCER =
            Pattern.compile("/?([^$/][^/]*)(?:/Partitions/([0-9]+))?", Pattern.CASE_INSENSITIVE);
    private static final int CREDIT = 100;

    private final EventHubsEmulator emulator;
    private final Answers answers;
    private final Runnable wake;
    private final Map<String, Sender> answering = new HashMap<>();
    private final Set<AttachedReader> readers = new LinkedHashSet<>();
    private final Map<Receiver, AttachedProducer> producers = new HashMap<>();
    private final Deque<LateAnswer> late = new ArrayDeque<>();

    /** @param dueNanos when it is sent */
    private record LateAnswer(long dueNanos, Message request) {}

    EmulatorLinks(EventHubsEmulator emulator, Runnable wake) {
        this.emulator = emulator;
        this.answers = new Answers(emulator);
        this.wake = wake;
    }

    void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                event.getConnection().setContainer("emulator");
                event.getConnection().open();
            }
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case LINK_REMOTE_OPEN -> open(event.getLink());
            case DELIVERY -> deliver(event.getDelivery());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> close(event.getLink());
            case SESSION_REMOTE_CLOSE -> event.getSession().close();
            case CONNECTION_REMOTE_CLOSE -> event.getConnection().close();
            default -> {}
        }
    }

    /**
     * Sends what came, and closes what was stolen.
     *
     * @return whether there was anything to send
     */
    boolean feed() {
        boolean fed = answerWhatIsDue();
        for (Iterator<AttachedReader> each = readers.iterator(); each.hasNext(); ) {
            AttachedReader reader = each.next();
            EmulatedPartition.@Nullable Fault fault = reader.takeFault();
            if (reader.isStolen()) {
                each.remove();
                refuse(reader.link(), STOLEN, "a reader of the same level or a higher one came");
            } else if (fault != null) {
                each.remove();
                reader.leave();
                refuse(reader.link(), Symbol.valueOf(fault.condition()), fault.why());
            } else {
                fed |= reader.feed();
            }
        }
        return fed;
    }

    /** The connection is gone, and all of its links with it. */
    void close() {
        readers.forEach(AttachedReader::leave);
        readers.clear();
    }

    private void open(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        if (link instanceof Receiver receiver) {
            take(receiver);
            return;
        }
        link.open();
        Source source = (Source) link.getRemoteSource();
        Matcher partition = PARTITION.matcher(source.getAddress());
        if (partition.matches()) {
            attach((Sender) link, source, partition);
        } else {
            Target target = (Target) link.getRemoteTarget();
            answering.put(String.valueOf(target.getAddress()), (Sender) link);
        }
    }

    /** Of a producer, or of who asks. */
    private void take(Receiver link) {
        Target target = (Target) link.getRemoteTarget();
        Matcher address = PRODUCER.matcher(String.valueOf(target.getAddress()));
        link.setMaxMessageSize(AttachedProducer.LARGEST);
        link.open();
        if (address.matches()) {
            attach(link, address);
        }
        link.flow(CREDIT);
    }

    private void attach(Receiver link, Matcher address) {
        @Nullable EmulatedHub hub = answers.isAdmitted() ? emulator.find(address.group(1)) : null;
        OptionalInt partition =
                address.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(address.group(2)));
        if (!answers.isAdmitted()) {
            refuse(link, UNAUTHORIZED, "no token that opens this namespace");
        } else if (hub == null || partition.orElse(0) >= hub.size()) {
            refuse(link, NOT_FOUND, "there is no such hub, or partition of it");
        } else {
            producers.put(link, new AttachedProducer(hub, partition));
        }
    }

    private void attach(Sender link, Source source, Matcher address) {
        if (!answers.isAdmitted()) {
            refuse(link, UNAUTHORIZED, "no token that opens this namespace");
            return;
        }
        @Nullable EmulatedHub hub = emulator.find(address.group(1));
        if (hub == null || Integer.parseInt(address.group(3)) >= hub.size()) {
            refuse(link, NOT_FOUND, "there is no such partition");
            return;
        }
        EmulatedPartition partition = hub.partition(Integer.parseInt(address.group(3)));
        AttachedReader reader = new AttachedReader(link, partition, StartFilter.first(source, partition), wake);
        if (partition.own(address.group(2), reader, level(link))) {
            readers.add(reader);
        } else {
            refuse(link, STOLEN, "there is a reader of a higher level");
        }
    }

    private static OptionalLong level(Sender link) {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        @Nullable Object level = properties == null ? null : properties.get(EPOCH);
        return level instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    private static void refuse(Link link, Symbol condition, String why) {
        link.setCondition(new ErrorCondition(condition, why));
        link.close();
    }

    private void deliver(Delivery delivery) {
        if (!(delivery.getLink() instanceof Receiver receiver) || delivery.isPartial() || !delivery.isReadable()) {
            return;
        }
        int format = delivery.getMessageFormat();
        byte[] bytes = Messages.receive(receiver, delivery);
        @Nullable AttachedProducer producer = producers.get(receiver);
        boolean taken = producer == null || producer.take(bytes, format);
        delivery.disposition(taken ? Accepted.getInstance() : refusal());
        delivery.settle();
        receiver.flow(1);
        if (producer == null) {
            late.add(new LateAnswer(System.nanoTime() + emulator.latency().toNanos(), Messages.decoded(bytes)));
        }
    }

    /** Of a kind that clients do not try again. */
    private static Rejected refusal() {
        Rejected refusal = new Rejected();
        refusal.setError(new ErrorCondition(AmqpError.RESOURCE_LIMIT_EXCEEDED, "as it was asked to"));
        return refusal;
    }

    private boolean answerWhatIsDue() {
        boolean answered = false;
        for (LateAnswer first = late.peek();
                first != null && first.dueNanos() - System.nanoTime() <= 0;
                first = late.peek()) {
            answer(late.remove().request());
            answered = true;
        }
        return answered;
    }

    private void answer(Message request) {
        Sender answer = answering.get(String.valueOf(request.getReplyTo()));
        if (answer != null) {
            Messages.send(answer, answers.to(request));
        }
    }

    private void close(Link link) {
        readers.stream().filter(reader -> reader.link() == link).forEach(AttachedReader::leave);
        readers.removeIf(reader -> reader.link() == link);
        producers.keySet().removeIf(receiver -> receiver == link);
        answering.values().removeIf(sender -> sender == link);
        link.close();
        link.free();
    }
}
