package dev.repod.internal.transport;

import java.util.concurrent.Executor;

/** What the sockets of one port with TLS have in common before they have a session. */
record TlsDoor(NettyLoop loop, ServerTls tls, Executor tasks, Acceptor acceptor, Undecided undecided) {}
