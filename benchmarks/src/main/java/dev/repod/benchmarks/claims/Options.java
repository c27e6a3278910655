package dev.repod.benchmarks.claims;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands behind a command: {@code --seconds 60 --latest}. Each option is asked for by name; one that nobody knows is an error. */
public final class Options {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    /**
     * Reads the words.
     *
     * @param words behind the command
     * @param named options with a value
     * @param switches options without one
     * @throws WrongUsageException if there is another, or a value is missing
     */
    public Options(List<String> words, Set<String> named, Set<String> switches) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (switches.contains(word)) {
                flags.add(word);
            } else if (!named.contains(word)) {
                throw new WrongUsageException("there is no option '" + word + "'");
            } else if (i + 1 == words.size()) {
                throw new WrongUsageException(word + " needs a value");
            } else {
                values.put(word, words.get(++i));
            }
        }
    }

    /**
     * Whether a switch is there.
     *
     * @param name such as {@code --latest}
     * @return whether it is
     */
    public boolean has(String name) {
        return flags.contains(name);
    }

    /**
     * Some names.
     *
     * @param name such as {@code --only}
     * @param all those that there are
     * @return those that stand behind it, with commas between them; all where it is left out
     * @throws WrongUsageException if one of them is not there
     */
    public List<String> names(String name, List<String> all) {
        String value = values.get(name);
        if (value == null) {
            return all;
        }
        List<String> chosen = List.of(value.split(","));
        for (String one : chosen) {
            if (!all.contains(one)) {
                throw new WrongUsageException(name + " '" + one + "' is none of " + String.join(", ", all));
            }
        }
        return chosen;
    }

    /**
     * A whole number.
     *
     * @param name such as {@code --seconds}
     * @param least the least that it may be
     * @param most the most that it may be
     * @param standard what it is where it is left out
     * @return the number
     * @throws WrongUsageException if it is none, or out of range
     */
    public long number(String name, long least, long most, long standard) {
        String value = values.get(name);
        if (value == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new WrongUsageException(name + " " + value + " is no whole number", notANumber);
        }
        throw new WrongUsageException(name + " " + value + " is not in " + least + ".." + most);
    }
}
