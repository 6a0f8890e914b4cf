package io.roarbench.s3.process;

import io.roarbench.linux.CpuAffinity;
import io.roarbench.linux.IdlePriority;
import io.roarbench.linux.SystemCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What {@link AwakeCpus} runs. */
final class AwakeMain {

    private AwakeMain() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            spin();
        } catch (IOException | ExecutionException e) {
            System.err.println("roar-bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void spin() throws IOException, InterruptedException, ExecutionException {
        ChildJvm.Requests requests = new ChildJvm.Requests();
        requests.settings();
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        CpuAffinity.ofCallingThread().stream().forEach(cpu -> begun.add(spinOn(cpu)));
        for (CompletableFuture<Void> spinning : begun) {
            spinning.get();
        }
        requests.say("spinning on " + begun.size() + " CPUs");
        requests.answer(request -> "unknown request");
        // Threads at idle priority would hold up an orderly end on a busy machine, and there is nothing to put in order.
        Runtime.getRuntime().halt(0);
    }

    /** Completes once the CPU is kept awake. */
    private static CompletableFuture<Void> spinOn(int cpu) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread spinner = new Thread(() -> {
            try {
                BitSet only = new BitSet();
                only.set(cpu);
                CpuAffinity.setCallingThread(only);
                IdlePriority.ofCallingThread();
            } catch (SystemCallException e) {
                begun.completeExceptionally(e);
                return;
            }
            begun.complete(null);
            while (true) {
                Thread.onSpinWait();
            }
        }, "awake " + cpu);
        spinner.setDaemon(true);
        spinner.start();
        return begun;
    }
}
