package io.roarbench.proxy.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of each key of a DeleteObjects. */
final class MultiDelete {

    /**
     * @param version asked for, or null
     * @param error   S3's code; null if it was deleted
     */
    record Key(String name, String version, String error) {
    }

    private MultiDelete() {
    }

    /**
     * One for each key of the request. The answer names those that failed; those that did not it leaves out if it was asked
     * to be quiet.
     *
     * @return empty if the request or the answer cannot be read here
     */
    static List<Key> keys(CapturedXml request, CapturedXml answer) {
        List<Map<String, String>> objects = request.records("Object");
        List<Map<String, String>> failures = answer.records("Error");
        if (objects == null || failures == null) {
            return List.of();
        }
        Map<String, String> errors = new HashMap<>();
        for (Map<String, String> error : failures) {
            errors.put(id(error.get("Key"), error.get("VersionId")), error.getOrDefault("Code", "Unknown"));
        }
        List<Key> keys = new ArrayList<>();
        for (Map<String, String> object : objects) {
            String name = object.get("Key");
            String version = object.get("VersionId");
            String error = errors.get(id(name, version));
            keys.add(new Key(name, version, error != null ? error : errors.get(id(name, null))));
        }
        return keys;
    }

    /** Not every S3 repeats the version. */
    private static String id(String key, String version) {
        return key + '\n' + (version == null ? "" : version);
    }
}
