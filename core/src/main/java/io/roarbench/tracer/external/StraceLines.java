package io.roarbench.tracer.external;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts together the lines of {@code strace -f -o FILE}: calls that others interrupted stand in two. */
final class StraceLines {

    private static final Pattern LINE = Pattern.compile("(?:(\\d+)\\s+)?(?:\\d+\\.\\d+\\s+)?(.*)", Pattern.DOTALL);
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)", Pattern.DOTALL);
    private static final String UNFINISHED = " <unfinished ...>";

    private final Map<Integer, String> unfinished = new HashMap<>();

    /**
     * A call, or another line about a thread.
     *
     * @param pid which thread
     * @param text as strace prints it, in one piece
     * @param finished whether the call has returned
     */
    record Call(int pid, String text, boolean finished) {
    }

    /** Null for a line of which the beginning is missing. */
    Call next(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        int pid = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
        String text = parts.group(2);
        if (text.endsWith(UNFINISHED)) {
            String start = text.substring(0, text.length() - UNFINISHED.length());
            unfinished.put(pid, start);
            return new Call(pid, start, false);
        }
        Matcher resumed = RESUMED.matcher(text);
        if (!resumed.matches()) {
            return new Call(pid, text, true);
        }
        String start = unfinished.remove(pid);
        return start == null ? null : new Call(pid, start + resumed.group(1), true);
    }
}
