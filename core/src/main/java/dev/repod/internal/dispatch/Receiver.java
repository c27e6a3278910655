package dev.repod.internal.dispatch;

import dev.repod.InvalidMessageException;

/** The one for whom a message is dispatched: has the handlers' object, and is told how it went. */
public interface Receiver {
    /** The object whose methods the handlers are. */
    Object target();

    /** The message as it is, for a handler that takes it so. */
    Object message();

    /** There is a handler for it: what it takes is about to be made. {@link #onDone} follows, whatever comes of it. */
    void onFound(String action);

    /** The handler of this action is about to be called. */
    void onDispatch(String action);

    /** The handler of this action has returned or thrown, or was not called. */
    void onDone(String action);

    /** There is no handler for it. */
    void onUnhandled();

    /** The message cannot be made into the record that the handler takes. */
    void onUndecodable(String action, InvalidMessageException mistake);

    /** The handler threw, or the record's constructor did what is no refusal. */
    void onFailure(String action, Throwable failure);
}
