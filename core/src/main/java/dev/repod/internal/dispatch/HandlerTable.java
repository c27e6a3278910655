package dev.repod.internal.dispatch;

import dev.repod.internal.wire.KeyTable;
import dev.repod.internal.wire.PayloadScan;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of one class by action. An action is looked up by its bytes, as they lie in the payload: no string is made
 * for a message that finds its handler.
 */
public final class HandlerTable {
    private final Handler[] handlers;
    private final KeyTable actions;
    private final Map<String, Handler> byName = new HashMap<>();

    /** The handlers' actions must differ. */
    HandlerTable(Collection<Handler> found) {
        handlers = found.toArray(Handler[]::new);
        actions = new KeyTable(found.stream().map(Handler::action).toArray(String[]::new));
        found.forEach(handler -> byName.put(handler.action(), handler));
    }

    /** The handler of the message that was scanned last, or null where there is none. */
    public @Nullable Handler find(PayloadScan scan) {
        int index = scan.actionIn(actions);
        return index == KeyTable.UNKNOWN ? null : handlers[index];
    }

    /** The handler of the action, for a message that has been copied and carries its name along. */
    public @Nullable Handler find(String action) {
        return byName.get(action);
    }
}
