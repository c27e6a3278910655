/** Multiplayer networking for Java games. */
module dev.repod {
    requires transitive org.jspecify;
    requires org.slf4j;
    requires io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires io.netty.codec;
    requires io.netty.handler;
    requires io.netty.transport.classes.epoll;
    requires static jdk.unsupported;
    requires jdk.net;

    exports dev.repod;
    exports dev.repod.internal.session to
            dev.repod.testkit;
    exports dev.repod.internal.transport to
            dev.repod.testkit;
}
