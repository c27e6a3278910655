package dev.repod;

import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends one message to many channels: encoded once, whoever many they are, and checked once against this side's limits. */
final class Broadcast {
    private final ServerRuntime<?> runtime;
    private final PeerLimits own;

    Broadcast(ServerRuntime<?> runtime, Limits limits) {
        this.runtime = runtime;
        this.own = PeerLimits.of(limits);
    }

    void send(Message message, @Nullable Channel<?> except) {
        Objects.requireNonNull(message, "message");
        SendLimits.checkFlaw(message);
        byte[] frame = message.frame();
        SendLimits.check(message.action(), frame.length, message.depth(), own, SendLimits.OURS);
        IoLoop io = runtime.ioOrNull();
        if (io != null) {
            new Delivery(message.action(), frame, frame.length, message.depth()).toAll(io, receivers(except));
        }
    }

    void send(Record fields, @Nullable Channel<?> except) {
        PackWriter out = Encoder.begin();
        try {
            RecordBinding binding = Encoder.write(out, fields);
            SendLimits.check(binding.action(), out.length(), out.depth(), own, SendLimits.OURS);
            IoLoop io = runtime.ioOrNull();
            if (io != null) {
                byte[] frame = io.inLoop() ? out.array() : out.toByteArray();
                new Delivery(binding.action(), frame, out.length(), out.depth()).toAll(io, receivers(except));
            }
        } finally {
            Encoder.end(out);
        }
    }

    private List<? extends Channel<?>> receivers(@Nullable Channel<?> except) {
        List<? extends Channel<?>> all = runtime.registry().list();
        return except == null
                ? all
                : all.stream().filter(channel -> channel != except).toList();
    }

    /** One encoded frame on its way to many; the array may change once {@link #toAll} has returned on the loop. */
    private record Delivery(String action, byte[] frame, int length, int depth) {
        void toAll(IoLoop io, List<? extends Channel<?>> receivers) {
            if (io.inLoop()) {
                toEach(receivers);
                return;
            }
            try {
                io.execute(() -> toEach(receivers));
            } catch (RejectedExecutionException stopped) {
                Log.SERVER.debug("a broadcast came after the server had stopped", stopped);
            }
        }

        private void toEach(List<? extends Channel<?>> receivers) {
            for (Channel<?> receiver : receivers) {
                @Nullable ChannelBridge<?> bridge = receiver.bridge();
                if (bridge != null && !bridge.sendEncoded(frame, length, depth)) {
                    logSkipped(receiver);
                }
            }
        }

        private void logSkipped(Channel<?> receiver) {
            Log.SERVER
                    .atWarn()
                    .addKeyValue("action", action)
                    .addKeyValue("bytes", length - Encoder.HEADER_BYTES)
                    .addKeyValue("addr", Log.addr(receiver.address()))
                    .log("broadcast_over_peer_limit");
        }
    }
}
