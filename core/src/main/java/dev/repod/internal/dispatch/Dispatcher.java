package dev.repod.internal.dispatch;

import dev.repod.InvalidMessageException;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.RecordBinding;
import org.jspecify.annotations.Nullable;

/** Takes payloads to their handlers. One per loop or client: it holds the reader that all its messages share. */
public final class Dispatcher {
    private final PackReader reader = new PackReader();

    /** Makes one for a loop, or for a client. */
    public Dispatcher() {}

    /**
     * Takes one payload, which has been scanned and found to be a message without a flaw, to its handler. What goes wrong is
     * told to the receiver; what the receiver throws comes out.
     *
     * @param handler from the table of the receiver's target, or null where it has none for this action
     */
    public void dispatch(@Nullable Handler handler, byte[] array, int from, int to, Receiver receiver) {
        dispatch(handler, reader.reset(array, from, to), receiver);
    }

    /** The same for the payload that was scanned last, and lies where it was: its fields need not be looked for again. */
    public void dispatch(@Nullable Handler handler, PayloadScan scan, Receiver receiver) {
        dispatch(handler, reader.reset(scan), receiver);
    }

    private static void dispatch(@Nullable Handler handler, PackReader in, Receiver receiver) {
        if (handler == null) {
            receiver.onUnhandled();
            return;
        }
        receiver.onFound(handler.action());
        try {
            dispatchTo(handler, in, receiver);
        } finally {
            receiver.onDone(handler.action());
        }
    }

    private static void dispatchTo(Handler handler, PackReader in, Receiver receiver) {
        String action = handler.action();
        @Nullable Object argument;
        try {
            argument = argumentFor(handler, in, receiver);
        } catch (InvalidMessageException mistake) {
            receiver.onUndecodable(action, mistake);
            return;
        } catch (Throwable failure) {
            receiver.onFailure(action, failure);
            return;
        }
        receiver.onDispatch(action);
        try {
            handler.call(receiver.target(), argument);
        } catch (Throwable failure) {
            receiver.onFailure(action, failure);
        }
    }

    private static @Nullable Object argumentFor(Handler handler, PackReader in, Receiver receiver) {
        @Nullable RecordBinding binding = handler.binding();
        if (binding != null) {
            return binding.decode(in, handler.action());
        }
        return handler.argument() == Handler.Argument.MESSAGE ? receiver.message() : null;
    }
}
