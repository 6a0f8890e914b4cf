package io.roarbench.tracer.external;

import io.roarbench.linux.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One finished system call of strace(1)'s output.
 *
 * @param pid which thread
 * @param name of the call
 * @param args its arguments as printed
 * @param result what it returned, or -1
 */
record StraceLine(int pid, String name, List<String> args, long result) {

    /** Null if it is no system call with a numeric result. */
    static StraceLine parse(int pid, String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(") ");
        int equals = text.indexOf("= ", Math.max(0, close));
        if (open <= 0 || close < open || equals < 0) {
            return null;
        }
        String result = text.substring(equals + 2).split("[ <]", 2)[0];
        if (!result.matches("-?[0-9]{1,18}|0x[0-9a-f]{1,15}")) {
            return null;
        }
        return new StraceLine(pid, text.substring(0, open), split(text.substring(open + 1, close)), Long.decode(result));
    }

    /** At commas that are in no quotes and no brackets. */
    private static List<String> split(String args) {
        List<String> list = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < args.length(); i++) {
            char c = args.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if ("[{(<".indexOf(c) >= 0 && !args.startsWith("<<", i) && !args.startsWith("< ", i)) {
                depth++;
            } else if ("]})>".indexOf(c) >= 0 && depth > 0 && (i == 0 || args.charAt(i - 1) != '=')) {
                depth--;
            } else if (c == ',' && depth == 0) {
                list.add(args.substring(from, i).strip());
                from = i + 1;
            }
        }
        list.add(args.substring(from).strip());
        return list;
    }

    String arg(int i) {
        return i < args.size() ? args.get(i) : "";
    }

    /** A descriptor, AT_FDCWD or number. */
    int number(int i) {
        String text = arg(i).split("<", 2)[0];
        if (text.equals("AT_FDCWD")) {
            return -100;
        }
        return text.matches("-?[0-9]{1,10}|0x[0-9a-f]{1,8}") ? (int) (long) Long.decode(text) : -1;
    }

    boolean has(int i, String flag) {
        return List.of(arg(i).split("[|, {}=]+")).contains(flag);
    }

    /** The string of an argument, its C escapes undone. */
    ByteString string(int i) {
        return unescape(arg(i));
    }

    static ByteString unescape(String quoted) {
        int end = quoted.lastIndexOf('"');
        if (quoted.isEmpty() || quoted.charAt(0) != '"' || end < 1) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char next = quoted.charAt(++i);
            int letter = "abtnvfr".indexOf(next);
            if (next >= '0' && next <= '7') {
                int to = i + 1;
                while (to < end && to < i + 3 && quoted.charAt(to) >= '0' && quoted.charAt(to) <= '7') {
                    to++;
                }
                out.write(Integer.parseInt(quoted, i, to, 8));
                i = to - 1;
            } else if (next == 'x') {
                out.write(Integer.parseInt(quoted, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(letter >= 0 ? 7 + letter : next);
            }
        }
        return ByteString.of(out.toByteArray());
    }
}
