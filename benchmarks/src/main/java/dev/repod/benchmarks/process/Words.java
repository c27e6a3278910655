package dev.repod.benchmarks.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line such as {@code result messages=12 nanos=34}.
 *
 * @param numbers each by its name, in the order of the line
 */
public record Words(Map<String, Long> numbers) {
    /**
     * Reads a line.
     *
     * @param line words with a number behind an equals sign; all others are skipped
     * @return what it says
     */
    public static Words parse(String line) {
        return new Words(Arrays.stream(line.split(" "))
                .map(word -> word.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> Long.parseLong(pair[1]),
                        (first, second) -> second,
                        LinkedHashMap::new)));
    }

    /**
     * One of the numbers.
     *
     * @param name its word
     * @return the number
     * @throws IllegalStateException if there is none of that name
     */
    public long get(String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException(name + " is missing in " + numbers);
        }
        return number;
    }
}
