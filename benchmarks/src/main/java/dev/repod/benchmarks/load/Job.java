package dev.repod.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing to measure, and a line of words to pass it on as.
 *
 * @param work what the clients do
 * @param protocol how the server talks
 * @param tls whether it does so over TLS
 * @param action the message, as in {@link dev.repod.benchmarks.sample.Traffic}
 * @param host of the server
 * @param port of the server
 * @param pid of the server, whose processor time is taken; 0 for none
 * @param connections how many
 * @param window how many messages are under way, on each connection or for a fan-out in all; with a rate unused
 * @param perSecond how many messages a second, on each connection or for a fan-out in all; 0 for as many as come back
 * @param apart whether each message is written by itself, and not together with others that can be sent then
 * @param textChars the length of the text, 0 for the sample's
 * @param millis how long to measure, after the warm-up
 * @param warmupMillis how long not to, before
 */
public record Job(
        Work work,
        Protocol protocol,
        boolean tls,
        String action,
        String host,
        int port,
        long pid,
        int connections,
        int window,
        int perSecond,
        boolean apart,
        int textChars,
        int millis,
        int warmupMillis) {
    /** What the clients do. */
    public enum Work {
        /** Each sends, and gets an answer to each message. */
        ECHO,
        /** One sends, and all get each message. */
        FAN_OUT,
        /** They are connected, and silent; they stay when the job is over. */
        HOLD
    }

    /**
     * What {@link LoadProgram} reads.
     *
     * @return one line
     */
    public String line() {
        return String.format(
                Locale.ROOT,
                "work=%s protocol=%s tls=%s action=%s host=%s port=%d pid=%d connections=%d window=%d perSecond=%d"
                        + " apart=%s textChars=%d millis=%d warmupMillis=%d",
                work,
                protocol,
                tls,
                action,
                host,
                port,
                pid,
                connections,
                window,
                perSecond,
                apart,
                textChars,
                millis,
                warmupMillis);
    }

    static Job parse(String line) {
        Map<String, String> words = Arrays.stream(line.split(" "))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(w -> w[0], w -> w[1]));
        return new Job(
                Work.valueOf(words.getOrDefault("work", "ECHO")),
                Protocol.valueOf(words.getOrDefault("protocol", "REPOD")),
                Boolean.parseBoolean(words.getOrDefault("tls", "false")),
                words.getOrDefault("action", "echo"),
                words.getOrDefault("host", "127.0.0.1"),
                number(words, "port"),
                number(words, "pid"),
                number(words, "connections"),
                number(words, "window"),
                number(words, "perSecond"),
                Boolean.parseBoolean(words.getOrDefault("apart", "false")),
                number(words, "textChars"),
                number(words, "millis"),
                number(words, "warmupMillis"));
    }

    private static int number(Map<String, String> words, String name) {
        return Integer.parseInt(words.getOrDefault(name, "0"));
    }
}
