package io.roarbench.tracer;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a traced command and all its descendants did with files. Plain data; {@link TraceReports} writes it as JSON.
 *
 * <p>Paths and arguments are text in the lossless form of {@link io.roarbench.linux.ByteString#text()}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the writer; grows when a field changes meaning or goes
 * @param backend "ebpf", "preload", "ptrace", or an external tracer's name
 * @param mode "exact" or "fdpos"
 * @param placement where the tracer ran: "same" or "none" (ptrace), else "in-kernel", "in-process", "unknown"
 * @param kernel release of the running kernel
 * @param command the command line
 * @param cwd its working directory at the start
 * @param start when the command was started
 * @param end when the last of its processes ended, as far as it was seen
 * @param exitCode of the command; null if a signal ended it
 * @param signal number of the signal that ended the command; null if it exited
 * @param complete whether the report equals what the programs did: {@code incomplete} and {@code dropped} are empty
 * @param incomplete each reason why not, as "code" or "code: detail" with the codes of {@link IncompleteReason}
 * @param dropped number of lost events by kind; only kinds that lost some
 * @param processes every process in order of start
 * @param files every file in order of path
 * @param renames every rename in order of time
 */
@JsonPropertyOrder({"schemaVersion", "backend", "mode", "placement", "kernel", "command", "cwd", "start", "end",
    "exitCode", "signal", "complete", "incomplete", "dropped", "processes", "files", "renames"})
public record TraceReport(int schemaVersion, String backend, String mode, String placement, String kernel,
        List<String> command, String cwd, Instant start, Instant end, Integer exitCode, Integer signal,
        boolean complete, List<String> incomplete, Map<String, Long> dropped, List<TracedProcess> processes,
        List<TracedFile> files, List<Rename> renames) {

    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /** Copies. */
    public TraceReport {
        command = List.copyOf(command);
        incomplete = List.copyOf(incomplete);
        dropped = Map.copyOf(dropped);
        processes = List.copyOf(processes);
        files = List.copyOf(files);
        renames = List.copyOf(renames);
    }

    /**
     * A name that changed.
     *
     * @param from the old path
     * @param to the new path
     * @param exchanged whether the two changed places ({@code RENAME_EXCHANGE})
     * @param pid which process did it
     */
    public record Rename(String from, String to, boolean exchanged, int pid) {
    }
}
