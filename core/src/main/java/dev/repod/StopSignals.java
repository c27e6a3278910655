package dev.repod;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the first SIGINT or SIGTERM into a call, and leaves the second to the system. A shutdown hook could not do that: by
 * the time it runs the JVM has decided to exit, with a signal's exit code, and {@code launch()} would never return.
 *
 * <p>The JDK has this in {@code sun.misc.Signal} of the module jdk.unsupported alone, which a cut-down runtime may lack and
 * {@code -Xrs} switches off: it is reached by reflection, and where it is not to be had, a shutdown hook does what it can.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private final Runnable onSignal;
    private final Map<Object, Object> replaced = new LinkedHashMap<>();
    private final Thread hook;

    private StopSignals(Runnable onSignal) {
        this.onSignal = onSignal;
        this.hook = new Thread(onSignal, "repod-shutdown");
    }

    /** Has the call made on a thread of its own, until {@link #remove}. */
    static StopSignals call(Runnable onSignal) {
        StopSignals signals = new StopSignals(onSignal);
        try {
            signals.install();
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            Log.SERVER.debug("no signal handlers here, a shutdown hook takes their place", unavailable);
            Runtime.getRuntime().addShutdownHook(signals.hook);
        }
        return signals;
    }

    private void install() throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Object handler =
                Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, invocationHandler());
        for (String name : NAMES) {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            replaced.put(signal, handle.invoke(null, signal, handler));
        }
    }

    private InvocationHandler invocationHandler() {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                restore();
                onSignal.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "repod stop signals";
        };
    }

    private synchronized void restore() {
        for (Map.Entry<Object, Object> entry : replaced.entrySet()) {
            try {
                Class<?> signalType = Class.forName("sun.misc.Signal");
                Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
                signalType.getMethod("handle", signalType, handlerType).invoke(null, entry.getKey(), entry.getValue());
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("a handler that was replaced cannot be put back", impossible);
            }
        }
        replaced.clear();
    }

    /** Puts back what was there before. */
    void remove() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            Log.SERVER.debug("the program is exiting already", exiting);
        }
    }
}
