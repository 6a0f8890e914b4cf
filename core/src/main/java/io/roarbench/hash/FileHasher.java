package io.roarbench.hash;

import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.spi.BatchHashing;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileHashing;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Hashes one file: by the provider if it reads files itself, else by reading it here. */
final class FileHasher {

    private final Lineup lineup;
    private final HasherOptions options;
    private final Reading reading;
    private final Optional<FileHashing> wholeFile;
    private final Runnable onDistrust;

    FileHasher(Lineup lineup, HasherOptions options, Workspaces workspaces, Runnable onDistrust) {
        this.lineup = lineup;
        this.options = options;
        this.reading = new Reading(lineup, options, workspaces);
        this.wholeFile = lineup.wholeFile();
        this.onDistrust = onDistrust;
    }

    /** Whether the provider takes many files at once. */
    boolean hashesBatches() {
        return wholeFile.isPresent() && wholeFile.get() instanceof BatchHashing;
    }

    /** Leaves many files to the provider, with all threads. */
    void hashBatch(List<Path> files, Delivery delivery) {
        try {
            ((BatchHashing) wholeFile.orElseThrow()).hashFiles(files, options.request(options.threads()),
                    new Listener(files, delivery));
        } catch (IllegalStateException e) {
            for (int i = 0; i < files.size(); i++) {
                if (!delivery.has(i)) {
                    delivery.put(i, new FileOutcome.Failed(new HashFailure(Kind.PROVIDER, files.get(i), e.getMessage(), e)));
                }
            }
        }
    }

    FileDigest hash(Path file, int threads) throws HashFailure {
        if (options.cancellation().requested()) {
            throw new HashFailure(Kind.CANCELLED, file);
        }
        return trusted(wholeFile.isPresent() ? byProvider(file, threads) : here(file, threads));
    }

    private FileDigest byProvider(Path file, int threads) throws HashFailure {
        return digest(file, wholeFile.orElseThrow().hashFile(file, options.request(threads)));
    }

    private FileDigest digest(Path file, FileHash hash) {
        return new FileDigest(file, lineup.content(hash.size(), hash.digests()), hash.io());
    }

    private FileDigest here(Path file, int threads) throws HashFailure {
        FileState before = FileState.of(file);
        try {
            FileDigest digest = reading.hash(file, before.size(), threads);
            before.requireUnchanged(file);
            return digest;
        } catch (CancellationException | ClosedByInterruptException e) {
            throw new HashFailure(Kind.CANCELLED, file, "", e);
        } catch (HashFailure e) {
            throw e;
        } catch (IOException e) {
            before.requireUnchanged(file);
            throw FileState.failure(file, e);
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw new HashFailure(Kind.PROVIDER, file, e.getMessage(), e);
        }
    }

    private FileDigest trusted(FileDigest digest) throws HashFailure {
        try {
            lineup.requireTrusted(digest.path(), digest.size());
            return digest;
        } catch (HashFailure e) {
            onDistrust.run();
            throw e;
        }
    }

    private final class Listener implements BatchHashing.Listener {

        private final List<Path> files;
        private final Delivery delivery;

        Listener(List<Path> files, Delivery delivery) {
            this.files = files;
            this.delivery = delivery;
        }

        @Override
        public void hashed(int index, FileHash hash) {
            FileOutcome outcome;
            try {
                outcome = trusted(digest(files.get(index), hash));
            } catch (HashFailure distrusted) {
                outcome = new FileOutcome.Failed(distrusted);
            }
            delivery.put(index, outcome);
        }

        @Override
        public void failed(int index, HashFailure failure) {
            delivery.put(index, new FileOutcome.Failed(failure));
        }
    }
}
