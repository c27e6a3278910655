package dev.repod.internal.session;

/** What a client's session tells besides. An end before {@link #onOpened} is a connection that was never made. */
public interface ClientSessionListener extends SessionListener {
    /** The greeting is over: the connection stands. Before any message. */
    void onOpened();
}
