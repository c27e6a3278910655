package dev.repod.benchmarks.micro;

import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.benchmarks.sample.Echo;
import dev.repod.internal.dispatch.Dispatcher;
import dev.repod.internal.dispatch.HandlerTable;
import dev.repod.internal.dispatch.HandlerTables;
import dev.repod.internal.dispatch.Receiver;
import dev.repod.internal.wire.PayloadScan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a payload that was judged to the handler: finding it by the action's bytes, making its argument, calling it. */
@State(Scope.Thread)
public class DispatchBenchmark {
    private final byte[] payload = Sample.payload();
    private final PayloadScan scan = new PayloadScan(Limits.standard().maxDepth());
    private final Dispatcher dispatcher = new Dispatcher();
    private final HandlerTables tables = new HandlerTables(Message.class);
    private final Told record = new Told(new TakesRecord(), tables);
    private final Told message = new Told(new TakesMessage(), tables);
    private final Told nothing = new Told(new TakesNothing(), tables);

    /** Judges the payload, as one that is not the first: a scan notes the fields once somebody has read from it. */
    public DispatchBenchmark() {
        scan.scan(payload, 0, payload.length);
        record();
        scan.scan(payload, 0, payload.length);
    }

    /** To a handler that takes a record; decoding it is a part. */
    @Benchmark
    public int record() {
        return dispatch(record);
    }

    /** To a handler that takes the message, which is there already. */
    @Benchmark
    public int message() {
        return dispatch(message);
    }

    /** To a handler that takes nothing: what dispatch itself costs. */
    @Benchmark
    public int nothing() {
        return dispatch(nothing);
    }

    private int dispatch(Told receiver) {
        dispatcher.dispatch(receiver.handlers.find(scan), scan, receiver);
        return receiver.target.seen;
    }

    /** What is dispatched to; its sum keeps the calls from being left out. */
    private abstract static class Handling {
        int seen;
    }

    /** Handles by looking at the record. */
    static final class TakesRecord extends Handling {
        @On
        void echo(Echo echo) {
            seen += echo.seq();
        }
    }

    /** Handles by looking at the message's name. */
    static final class TakesMessage extends Handling {
        @On
        void echo(Message echo) {
            seen += echo.action().length();
        }
    }

    /** Handles by counting. */
    static final class TakesNothing extends Handling {
        @On
        void echo() {
            seen++;
        }
    }

    /** Stands for a channel, and ends the run where something goes wrong. */
    private static final class Told implements Receiver {
        private final Handling target;
        private final HandlerTable handlers;
        private final Message message = Sample.message();

        Told(Handling target, HandlerTables tables) {
            this.target = target;
            this.handlers = tables.of(target.getClass());
        }

        @Override
        public Object target() {
            return target;
        }

        @Override
        public Object message() {
            return message;
        }

        @Override
        public void onFound(String action) {}

        @Override
        public void onDispatch(String action) {}

        @Override
        public void onDone(String action) {}

        @Override
        public void onUnhandled() {
            throw new IllegalStateException("no handler");
        }

        @Override
        public void onUndecodable(String action, InvalidMessageException mistake) {
            throw mistake;
        }

        @Override
        public void onFailure(String action, Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
