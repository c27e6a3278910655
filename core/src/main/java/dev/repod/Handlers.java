package dev.repod;

import dev.repod.internal.dispatch.HandlerTable;
import dev.repod.internal.dispatch.HandlerTables;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The handlers of the API's classes, and what is checked about those classes before there is any connection. */
final class Handlers {
    private static final HandlerTables TABLES = new HandlerTables(Message.class);

    private Handlers() {}

    static HandlerTable of(Class<?> type) {
        return TABLES.of(type);
    }

    /** Checks the channel class that a server's own class names, so that a mistake shows before the first client comes. */
    static void checkChannelOf(Class<?> serverClass) {
        for (Class<?> type = serverClass; type != null && type != Server.class; type = type.getSuperclass()) {
            if (type.getGenericSuperclass() instanceof ParameterizedType parameterized
                    && parameterized.getRawType() == Server.class) {
                Type channel = parameterized.getActualTypeArguments()[0];
                @Nullable Class<?> channelClass = rawType(channel);
                if (channelClass != null) {
                    of(channelClass);
                }
            }
        }
    }

    private static @Nullable Class<?> rawType(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return rawType(parameterized.getRawType());
        }
        return type instanceof Class<?> raw ? raw : null;
    }

    static void warnSentTooEarly(Channel<?> channel) {
        Log.SERVER
                .atWarn()
                .addKeyValue("channel", channel.getClass().getName())
                .addKeyValue("advice", "send in onConnect() instead of the constructor")
                .log("send_before_connected");
    }
}
