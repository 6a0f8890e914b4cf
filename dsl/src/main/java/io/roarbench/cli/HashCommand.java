package io.roarbench.cli;

import io.roarbench.cli.hash.DigestOutput;
import io.roarbench.cli.hash.JsonOutput;
import io.roarbench.cli.hash.LineOutput;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.ContentDigest;
import io.roarbench.hash.FileDigest;
import io.roarbench.hash.Hasher;
import io.roarbench.hash.IoMode;
import io.roarbench.hash.ProviderUnavailableException;
import io.roarbench.hash.Providers;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code roar-bench hash}: prints digests as sha256sum and b3sum do. Exit code 0 if all files were hashed, 1 if one was
 * not, 2 for an algorithm, provider or mode that there is not.
 */
@Command(name = "hash", description = "Prints digests of files as sha256sum and b3sum do.")
public final class HashCommand implements Callable<Integer> {

    @Option(names = {"-a", "--algorithm"}, paramLabel = "ALGORITHM",
            description = "blake3 (default), sha256, sha512 or md5; may be repeated: one line for each, in this order.")
    private List<String> algorithms = List.of();

    @Option(names = "--provider", paramLabel = "NAME", defaultValue = "auto",
            description = "auto (default: the fastest that works), native, jdk, openssl, vector or bouncycastle.")
    private String provider;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
            description = "Threads; 0 (default): as many as there are CPUs.")
    private int threads;

    @Option(names = "--io", paramLabel = "MODE", defaultValue = "auto",
            description = "auto (default), read, mmap or direct (O_DIRECT).")
    private String io;

    @Option(names = "--tag", description = "Lines of the form SHA256 (FILE) = DIGEST.")
    private boolean tag;

    @Option(names = "--json", description = "A JSON array: path, size, digests, what computed them; or the error.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this.")
    private boolean help;

    @Parameters(paramLabel = "FILE", description = "Files; - or none: standard input.")
    private List<String> files = List.of();

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** The command on the process's own streams. */
    public HashCommand() {
        // Names are printed in the encoding in which they came, or they could not be compared.
        this(new FileInputStream(FileDescriptor.in),
                new PrintStream(System.out, false, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))),
                System.err);
    }

    /** The command on the process's own streams, with arguments read already. */
    HashCommand(HashArguments arguments) {
        this();
        algorithms = arguments.algorithms();
        provider = arguments.provider();
        threads = arguments.threads();
        io = arguments.io();
        tag = arguments.tag();
        json = arguments.json();
        files = arguments.files();
    }

    /** The arguments as they were read. */
    HashArguments arguments() {
        return new HashArguments(algorithms, provider, threads, io, tag, json, files);
    }

    /** The command on other streams. */
    public HashCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        skipLinkerCache();
        try (Hasher hasher = hasher()) {
            DigestOutput output = json ? new JsonOutput(out) : new LineOutput(out, err, tag);
            print(hasher, output);
            output.end();
            out.flush();
            return output.failures() == 0 ? 0 : 1;
        } catch (ProviderUnavailableException e) {
            err.println("roar-bench: " + e.getMessage());
            return Providers.all().stream().anyMatch(p -> p.name().equals(provider)) ? 1 : 2;
        } catch (IllegalArgumentException e) {
            err.println("roar-bench: " + e.getMessage());
            return 2;
        }
    }

    /** Unless told a path, JNA runs {@code ldconfig -p} when it starts; that takes longer than hashing a small file. */
    private static void skipLinkerCache() {
        if (System.getProperty("jna.platform.library.path") == null) {
            System.setProperty("jna.platform.library.path", "");
        }
    }

    private Hasher hasher() {
        List<Algorithm> wanted = new ArrayList<>();
        for (String label : algorithms) {
            wanted.add(Algorithm.of(label));
        }
        return Hasher.builder().algorithms(wanted).provider(provider).io(IoMode.of(io))
                .threads(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads).build();
    }

    /** Files between two dashes are hashed together; standard input is read when its turn comes. */
    private void print(Hasher hasher, DigestOutput output) {
        List<Path> together = new ArrayList<>();
        for (String name : files.isEmpty() ? List.of("-") : files) {
            if (!name.equals("-")) {
                together.add(path(name));
                continue;
            }
            hasher.hashAll(together, output::add);
            together.clear();
            standardInput(hasher, output);
        }
        hasher.hashAll(together, output::add);
    }

    private void standardInput(Hasher hasher, DigestOutput output) {
        try {
            ContentDigest content = hasher.hash(in);
            output.add(new FileDigest(Path.of("-"), content, "read"));
        } catch (IOException e) {
            output.addStandardInputFailure(e.getMessage());
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + name + "' cannot be a file name here: " + e.getReason(), e);
        }
    }
}
