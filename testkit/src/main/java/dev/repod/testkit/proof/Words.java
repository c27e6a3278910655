package dev.repod.testkit.proof;

import java.util.Iterator;
import java.util.List;

/** The words of a command line, one after the other. */
final class Words {
    private final Iterator<String> words;

    Words(List<String> words) {
        this.words = words.iterator();
    }

    boolean hasNext() {
        return words.hasNext();
    }

    String next() {
        return words.next();
    }

    /** The next word, which belongs to an option. */
    long number(String option, long least, long most) throws WrongUsageException {
        if (!words.hasNext()) {
            throw new WrongUsageException(option + " needs a number");
        }
        String word = words.next();
        try {
            long number = Long.parseLong(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new WrongUsageException(option + " needs a number, not '" + word + "'", noNumber);
        }
        throw new WrongUsageException(option + " " + word + " is not in " + least + ".." + most);
    }
}
