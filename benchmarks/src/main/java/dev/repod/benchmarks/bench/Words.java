package dev.repod.benchmarks.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A line such as {@code result messages=12 nanos=34}. */
record Words(Map<String, Long> numbers) {
    static Words parse(String line) {
        return new Words(Arrays.stream(line.split(" "))
                .map(word -> word.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1]))));
    }

    long get(String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException(name + " is missing in " + numbers);
        }
        return number;
    }
}
