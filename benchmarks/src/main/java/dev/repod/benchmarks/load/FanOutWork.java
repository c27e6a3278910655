package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;

/**
 * The first connection sends, all of them receive. So many messages are under way until all have got the oldest of them, or
 * they are sent at a rate.
 */
final class FanOutWork extends Work {
    /** More messages are never on their way to the slowest receiver; a power of two. */
    private static final int MOST_UNDER_WAY = 1 << 16;

    private final int window;
    private final Pace pace;
    private final boolean isPaced;
    private final long[] sentNanos = new long[MOST_UNDER_WAY];
    private final int[] arrived = new int[MOST_UNDER_WAY];
    private int sent;

    FanOutWork(Job job, Measurement measurement, Sockets sockets) {
        super(job, measurement, sockets);
        window = job.window();
        isPaced = job.perSecond() > 0;
        pace = new Pace(sockets.loop(), Math.max(1, job.perSecond()), dueNanos -> send(1, dueNanos));
    }

    @Override
    void begin() {
        if (isPaced) {
            pace.start();
        } else {
            send(window, System.nanoTime());
        }
    }

    private void send(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            sentNanos[sent++ & (MOST_UNDER_WAY - 1)] = nanos;
        }
        clients().get(0).send(times);
    }

    @Override
    public void onReplies(Client client, int replies) {
        long nowNanos = System.nanoTime();
        int first = client.countReceived(replies);
        int complete = 0;
        for (int i = 0; i < replies; i++) {
            int slot = (first + i) & (MOST_UNDER_WAY - 1);
            measurement().record(sentNanos[slot], nowNanos);
            if (++arrived[slot] == clients().size()) {
                arrived[slot] = 0;
                complete++;
            }
        }
        if (complete > 0 && !isPaced) {
            send(complete, System.nanoTime());
        }
    }

    @Override
    void end() {
        pace.stop();
    }
}
