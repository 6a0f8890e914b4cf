package io.roarbench.hash;

import io.roarbench.hash.HashFailure.Kind;
import io.roarbench.hash.spi.FileHash;
import io.roarbench.hash.spi.FileHashing;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
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

    Lineup lineup() {
        return lineup;
    }

    HasherOptions options() {
        return options;
    }

    FileDigest hash(Path file, int threads) throws HashFailure {
        if (options.cancellation().requested()) {
            throw new HashFailure(Kind.CANCELLED, file);
        }
        return trusted(wholeFile.isPresent() ? byProvider(file, threads) : here(file, threads));
    }

    /** The digest of one file that a provider has hashed by itself. */
    FileDigest result(Path file, FileHash hash) throws HashFailure {
        return trusted(new FileDigest(file, lineup.content(hash.size(), hash.digests()), hash.io()));
    }

    private FileDigest byProvider(Path file, int threads) throws HashFailure {
        FileHash hash = wholeFile.orElseThrow().hashFile(file, options.request(threads));
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
}
