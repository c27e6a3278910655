package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;
import dev.repod.benchmarks.sample.Traffic;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One job under way: connects, lets the clients do what the kind of work is, and measures for its time. */
abstract class Work implements Client.Work {
    /** So many connections are being made at once: fewer than any server's backlog. */
    private static final int CONNECTING_AT_ONCE = 64;

    private final Job job;
    private final Measurement measurement;
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final List<Client> clients = new ArrayList<>();
    private final Traffic traffic;
    private final ByteBuf requests;
    private final Sockets sockets;
    private int begun;
    private boolean ended;

    Work(Job job, Measurement measurement, Sockets sockets) {
        this.sockets = sockets;
        this.job = job;
        this.measurement = measurement;
        traffic = job.protocol().traffic(job);
        requests = Client.run(traffic.request(), Math.max(1, job.window()));
    }

    static Work of(Job job, Sockets sockets) {
        Measurement measurement = new Measurement(job.pid());
        return switch (job.work()) {
            case ECHO ->
                job.perSecond() == 0
                        ? new EchoWork(job, measurement, sockets)
                        : new PacedEchoWork(job, measurement, sockets);
            case FAN_OUT -> new FanOutWork(job, measurement, sockets);
            case HOLD -> new HoldWork(job, measurement, sockets);
        };
    }

    /** All connections are up: the clients start. */
    abstract void begin();

    /** The time is over; what still comes does not count. */
    void end() {}

    final List<Client> clients() {
        return clients;
    }

    final Measurement measurement() {
        return measurement;
    }

    final EventLoop loop() {
        return sockets.loop();
    }

    /** Does the job; when it is complete the connections are still there. */
    final CompletableFuture<String> run() {
        loop().execute(() -> {
            for (int i = 0; i < Math.min(CONNECTING_AT_ONCE, job.connections()); i++) {
                connectNext();
            }
        });
        return done;
    }

    /** Closes the connections, if they do not outlive the job, and frees what was sent from. */
    final void close() {
        loop().submit(() -> {
                    if (job.work() != Job.Work.HOLD) {
                        clients.forEach(Client::close);
                    }
                    requests.release();
                })
                .syncUninterruptibly();
    }

    private void connectNext() {
        begun++;
        new Bootstrap()
                .group(sockets.group())
                .channel(sockets.type())
                .option(ChannelOption.TCP_NODELAY, true)
                // Reset when it is over: thousands of connections that wait for their end would use up the ports.
                .option(ChannelOption.SO_LINGER, 0)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        if (job.tls()) {
                            socket.pipeline().addLast(sockets.tls().newHandler(socket.alloc()));
                        }
                        int greetings = job.protocol().greetings(job.work());
                        socket.pipeline()
                                .addLast(new Client(
                                        Work.this,
                                        new ReplyCounter(traffic, greetings),
                                        Unpooled.unreleasableBuffer(requests),
                                        traffic.request().length,
                                        job.apart()));
                    }
                })
                .connect(job.host(), job.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        onBroken(connected.cause());
                    }
                });
    }

    @Override
    public boolean expectsReplies() {
        return true;
    }

    @Override
    public final void onReady(Client client) {
        clients.add(client);
        if (begun < job.connections()) {
            connectNext();
        } else if (clients.size() == job.connections()) {
            begin();
            loop().schedule(this::measure, job.warmupMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void measure() {
        if (!ended) {
            measurement.start();
            loop().schedule(() -> finish(measurement.stop()), job.millis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public final void onBroken(Throwable cause) {
        finish("error " + cause);
    }

    private void finish(String result) {
        if (!ended) {
            ended = true;
            end();
            done.complete(result);
        }
    }
}
