package dev.repod.internal.dispatch;

import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends messages to an object's handlers. A handler that takes a message as it is takes a string here. */
final class DispatchRig {
    private static final HandlerTables TABLES = new HandlerTables(String.class);

    final Recorder receiver;
    private final HandlerTable table;
    private final Dispatcher dispatcher = new Dispatcher();
    private final PayloadScan scan = new PayloadScan(32);

    DispatchRig(Object target) {
        receiver = new Recorder(target);
        table = tableOf(target.getClass());
    }

    static HandlerTable tableOf(Class<?> type) {
        return TABLES.of(type);
    }

    /** Fields are names and values in turn. Answers all that was told so far. */
    List<String> send(String action, Object... fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("action", action);
        for (int i = 0; i < fields.length; i += 2) {
            message.put((String) fields[i], fields[i + 1]);
        }
        PackWriter out = new PackWriter();
        out.writeRaw(new byte[] {1, 2, 3}, 0, 3);
        Values.write(out, message, action);
        scan.scan(out.array(), 3, out.length());
        dispatcher.dispatch(table.find(scan), out.array(), 3, out.length(), receiver);
        return receiver.events;
    }
}
