package io.roarbench.tracer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A random program for the fixture script.c, and what it will do, worked out by a model of its own. */
final class RandomProgram {

    private static final int NAMES = 6;
    private static final int PRESENT = 3;
    private static final int SIZE = 10;

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Content> names = new TreeMap<>();
    private final Map<String, Map<String, String>> expected = new TreeMap<>();
    private Content held;
    private int processes = 1;

    private static final class Content {
        private String name;
        private int size;
        private boolean written;

        Content(String name, int size) {
            this.name = name;
            this.size = size;
        }
    }

    RandomProgram(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < PRESENT; i++) {
            names.put(i, new Content("f" + i, SIZE));
        }
        steps(3 + random.nextInt(12), 0);
    }

    String text() {
        return text.toString().strip();
    }

    int processes() {
        return processes;
    }

    Map<String, Map<String, String>> expected() {
        return expected;
    }

    static List<String> presentNames() {
        List<String> present = new ArrayList<>();
        for (int i = 0; i < PRESENT; i++) {
            present.add("f" + i);
        }
        return present;
    }

    static String presentContent() {
        return "x".repeat(SIZE);
    }

    private void steps(int count, int depth) {
        for (int i = 0; i < count; i++) {
            step(depth);
        }
    }

    private void step(int depth) {
        List<Integer> present = new ArrayList<>(names.keySet());
        int any = random.nextInt(NAMES);
        int one = present.isEmpty() ? -1 : present.get(random.nextInt(present.size()));
        int bytes = 1 + random.nextInt(20);
        int kind = random.nextInt(10);
        if (kind == 0 && depth < 3) {
            child(depth);
        } else if (kind == 1) {
            text.append("x ");
        } else if (one < 0 || kind <= 4) {
            write(any, bytes);
        } else {
            onPresent(kind, one, any, bytes);
        }
    }

    private void onPresent(int kind, int one, int any, int bytes) {
        switch (kind) {
            case 5 -> read(one, bytes);
            case 6 -> rename(one, any);
            case 7 -> unlink(one);
            case 8 -> truncate(one, bytes);
            default -> hold(one, bytes);
        }
    }

    /** A child's held descriptor is its own afterwards. */
    private void child(int depth) {
        processes++;
        Content before = held;
        text.append("( ");
        steps(1 + random.nextInt(4), depth + 1);
        text.append(") ");
        held = before;
    }

    private void write(int name, int bytes) {
        text.append('w').append(name).append(':').append(bytes).append(' ');
        if (!names.containsKey(name)) {
            names.put(name, new Content("f" + name, 0));
            flag("f" + name, "created");
        }
        Content content = names.get(name);
        flag(content.name, "opened");
        written(content, bytes);
    }

    private void written(Content content, int bytes) {
        content.size += bytes;
        content.written = true;
        flag(content.name, "written");
        add(content.name, "bytesWritten", bytes);
        add(content.name, "writeCalls", 1);
    }

    private void read(int name, int bytes) {
        text.append('r').append(name).append(':').append(bytes).append(' ');
        Content content = names.get(name);
        flag(content.name, "opened");
        if (content.size > 0) {
            flag(content.name, "read");
            add(content.name, "bytesRead", Math.min(bytes, content.size));
            add(content.name, "readCalls", 1);
        }
    }

    private void rename(int from, int to) {
        if (from == to) {
            return;
        }
        text.append('m').append(from).append(':').append(to).append(' ');
        Content content = names.remove(from);
        names.put(to, content);
        of("f" + from).put("renamedTo", "f" + to);
        of("f" + to).put("renamedFrom", "f" + from);
        content.name = "f" + to;
        if (content.written) {
            flag(content.name, "written");
        }
    }

    private void unlink(int name) {
        text.append('u').append(name).append(' ');
        names.remove(name);
        flag("f" + name, "deleted");
    }

    private void truncate(int name, int bytes) {
        text.append('t').append(name).append(':').append(bytes).append(' ');
        names.get(name).size = bytes;
        flag("f" + name, "truncated");
    }

    private void hold(int name, int bytes) {
        if (held == null || random.nextBoolean()) {
            text.append('h').append(name).append(' ');
            held = names.get(name);
            flag(held.name, "opened");
        } else {
            text.append("k:").append(bytes).append(' ');
            written(held, bytes);
        }
    }

    private Map<String, String> of(String name) {
        return expected.computeIfAbsent(name, n -> new TreeMap<>());
    }

    private void flag(String name, String flag) {
        of(name).put(flag, "true");
    }

    private void add(String name, String key, int amount) {
        of(name).merge(key, String.valueOf(amount), (a, b) -> String.valueOf(Long.parseLong(a) + Long.parseLong(b)));
    }
}
