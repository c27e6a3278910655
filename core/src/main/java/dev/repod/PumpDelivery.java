package dev.repod;

import dev.repod.internal.dispatch.Receiver;

/**
 * One message on its way to a listener's handler, inside {@link ConnectionListener#pump}.
 *
 * @param listener whose handler it is for
 * @param message the message
 */
record PumpDelivery(ConnectionListener listener, Message message) implements Receiver {
    @Override
    public Object target() {
        return listener;
    }

    @Override
    public void onFound(String action) {}

    @Override
    public void onDispatch(String action) {
        ClientLog.dispatched(action);
    }

    @Override
    public void onDone(String action) {}

    @Override
    public void onUnhandled() {
        ClientLog.unhandled(message);
        listener.onUnhandled(message);
    }

    @Override
    public void onUndecodable(String action, InvalidMessageException mistake) {
        ClientLog.invalid(action, mistake.reason());
        listener.onUnhandled(message);
    }

    @Override
    public void onFailure(String action, Throwable failure) {
        PumpDelivery.<RuntimeException>throwAsItIs(failure);
    }

    /** Lets a handler's own exception out as it is, a checked one too: the game threw it, the game knows it. */
    @SuppressWarnings("unchecked") // that is the point: the cast is erased
    private static <T extends Throwable> void throwAsItIs(Throwable failure) throws T {
        throw (T) failure;
    }
}
