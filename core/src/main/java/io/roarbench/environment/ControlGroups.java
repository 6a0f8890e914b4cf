package io.roarbench.environment;

import java.util.ArrayList;
import java.util.List;

/** The control groups (cgroups(7), version 1 and 2) that this process is in: its own and all above, as far as seen. */
final class ControlGroups {

    private final MachineFiles files;

    ControlGroups(MachineFiles files) {
        this.files = files;
    }

    /** Folders of a controller, innermost first; none if the controller is not mounted. */
    List<String> folders(String controller) {
        for (String line : files.lines("proc/self/cgroup")) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && List.of(fields[1].split(",")).contains(controller)) {
                return upwards("sys/fs/cgroup/" + controller, fields[2]);
            }
        }
        for (String line : files.lines("proc/self/cgroup")) {
            if (line.startsWith("0::")) {
                boolean hybrid = files.exists("sys/fs/cgroup/unified");
                return upwards("sys/fs/cgroup" + (hybrid ? "/unified" : ""), line.substring(3));
            }
        }
        return List.of();
    }

    /** In a container the path may lie outside of what is mounted; then we see the mounted root only, which is ours. */
    private List<String> upwards(String mount, String path) {
        List<String> folders = new ArrayList<>();
        String rest = path;
        while (!rest.isEmpty() && !rest.equals("/")) {
            if (files.exists(mount + rest)) {
                folders.add(mount + rest);
            }
            rest = rest.substring(0, Math.max(0, rest.lastIndexOf('/')));
        }
        if (files.exists(mount)) {
            folders.add(mount);
        }
        return folders;
    }
}
