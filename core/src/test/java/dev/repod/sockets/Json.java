package dev.repod.sockets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of a JSON reader as the interop programs and the golden vectors need: whole numbers are longs, others doubles. */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object that a whole line is. */
    public static Map<String, Object> object(String text) {
        Json json = new Json(text);
        Map<String, Object> object = json.readObject();
        json.skipSpace();
        if (json.at != text.length()) {
            throw json.wrong("the end");
        }
        return object;
    }

    private Object readValue() {
        skipSpace();
        return switch (peek()) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> readString();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readWord("null", null);
            default -> readNumber();
        };
    }

    private Map<String, Object> readObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        while (!ends('}')) {
            skipSpace();
            String key = readString();
            expect(':');
            object.put(key, readValue());
        }
        return object;
    }

    private List<Object> readArray() {
        List<Object> array = new ArrayList<>();
        expect('[');
        while (!ends(']')) {
            array.add(readValue());
        }
        return array;
    }

    /** Whether the container ends here; steps over the end, or over a comma. */
    private boolean ends(char end) {
        skipSpace();
        if (peek() == ',') {
            at++;
            return false;
        }
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private String readString() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? readEscape() : c);
        }
        at++;
        return out.toString();
    }

    private char readEscape() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private Object readWord(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private Object readNumber() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        boolean isWhole = number.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        try {
            return isWhole ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
        } catch (NumberFormatException none) {
            return new java.math.BigDecimal(number);
        }
    }

    private void expect(char c) {
        skipSpace();
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("expected " + wanted + " at " + at + " of " + text);
    }
}
