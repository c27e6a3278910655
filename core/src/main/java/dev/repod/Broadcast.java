package dev.repod;

import dev.repod.internal.session.LatestKey;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Sends one message to many channels: encoded once, whoever many they are, and checked once against this side's limits. */
final class Broadcast {
    private final ServerRuntime<?> runtime;
    private final PeerLimits own;
    /** On the I/O thread; null until it is needed there. */
    private @Nullable GatedLine skipped;

    private final AtomicLong handedOverBytes = new AtomicLong();

    Broadcast(ServerRuntime<?> runtime, Limits limits) {
        this.runtime = runtime;
        this.own = PeerLimits.of(limits);
    }

    void send(Message message, @Nullable Channel<?> except) {
        Objects.requireNonNull(message, "message");
        send(message, except, null);
    }

    void send(Record fields, @Nullable Channel<?> except) {
        send(fields, except, null);
    }

    /** Sends it in place of an earlier one of that action and key, to each for whom that still waits. */
    void sendLatest(Message message, @Nullable Object key) {
        Objects.requireNonNull(message, "message");
        send(message, null, new LatestKey(message.action(), key));
    }

    void sendLatest(Record fields, @Nullable Object key) {
        Objects.requireNonNull(fields, "message");
        send(fields, null, new LatestKey(RecordBinding.of(fields.getClass()).action(), key));
    }

    private void send(Message message, @Nullable Channel<?> except, @Nullable LatestKey latest) {
        SendLimits.checkFlaw(message);
        byte[] frame = message.frame();
        SendLimits.check(message.action(), frame.length, message.depth(), own);
        IoLoop io = runtime.ioOrNull();
        if (io != null) {
            Delivery delivery = new Delivery(message.action(), frame, frame.length, message.depth(), latest);
            deliver(delivery, io, receivers(except));
        }
    }

    private void send(Record fields, @Nullable Channel<?> except, @Nullable LatestKey latest) {
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            RecordBinding binding = encoder.write(out, fields);
            SendLimits.check(binding.action(), out.length(), out.depth(), own);
            IoLoop io = runtime.ioOrNull();
            if (io != null) {
                byte[] frame = io.inLoop() ? out.array() : out.toByteArray();
                Delivery delivery = new Delivery(binding.action(), frame, out.length(), out.depth(), latest);
                deliver(delivery, io, receivers(except));
            }
        } finally {
            encoder.end(out);
        }
    }

    /** The bytes that are on their way to each receiver from other threads. */
    long handedOverBytes() {
        return handedOverBytes.get();
    }

    private List<? extends Channel<?>> receivers(@Nullable Channel<?> except) {
        List<? extends Channel<?>> all = runtime.registry().list();
        return except == null
                ? all
                : all.stream().filter(channel -> channel != except).toList();
    }

    /** The array may change once this has returned on the loop. */
    private void deliver(Delivery delivery, IoLoop io, List<? extends Channel<?>> receivers) {
        if (io.inLoop()) {
            toEach(delivery, receivers, io);
            return;
        }
        handedOverBytes.addAndGet(delivery.length);
        try {
            io.execute(() -> {
                handedOverBytes.addAndGet(-delivery.length);
                toEach(delivery, receivers, io);
            });
        } catch (RejectedExecutionException stopped) {
            handedOverBytes.addAndGet(-delivery.length);
            Log.SERVER.debug("a broadcast came after the server had stopped", stopped);
        }
    }

    private void toEach(Delivery delivery, List<? extends Channel<?>> receivers, IoLoop io) {
        for (Channel<?> receiver : receivers) {
            @Nullable ChannelBridge<?> bridge = receiver.bridge();
            if (bridge != null
                    && !bridge.sendEncoded(delivery.frame, delivery.length, delivery.depth, delivery.latest)) {
                logSkipped(delivery, receiver, io);
            }
        }
    }

    private void logSkipped(Delivery delivery, Channel<?> receiver, IoLoop io) {
        GatedLine line = skipped;
        if (line == null) {
            line = GatedLine.aboutStrangers("broadcast_over_peer_limit", Level.WARN, io::nanoTime);
            skipped = line;
        }
        line.log(about -> about.addKeyValue("action", delivery.action)
                .addKeyValue("bytes", delivery.length - Encoder.HEADER_BYTES)
                .addKeyValue("addr", Log.addr(receiver.address())));
    }

    /** One encoded frame on its way to many. */
    private record Delivery(
            String action,
            byte[] frame,
            int length,
            int depth,
            @Nullable LatestKey latest) {}
}
