package io.pulsegate.embedded;

import io.pulsegate.tenancy.StartRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * Everything the embedded gateway keeps, for one user (0700) and one running gateway. The lock goes
 * with the process, however it ends, so a folder that can be locked has no gateway.
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is not there yet, and locks it.
     *
     * @throws StartRefused when another gateway runs on it, or it may not be written
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath(), only("rwx------"));
            var channel =
                    FileChannel.open(
                            path.resolve("gateway.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (locked(channel)) return new DataFolder(path.toAbsolutePath(), channel);
            channel.close();
        } catch (IOException e) {
            throw new StartRefused(
                    "The data folder cannot be used: " + e + ".",
                    "Give this user the right to write it, or choose another one with"
                            + " PULSEGATE_DATA.");
        }
        throw new StartRefused(
                "A running gateway uses the data folder " + path.toAbsolutePath() + ".",
                "Stop that one first, or choose another folder with PULSEGATE_DATA.");
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve("database");
    }

    Path log() {
        return path.resolve("postgresql.log");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** What the file says; made and kept when there is none yet. Nobody else can read it. */
    String secret(String name, Supplier<String> make) {
        try {
            if (Files.notExists(file(name))) keep(name, make.get() + "\n");
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that nobody else can read: whole, or not at all. */
    Path keep(String name, String text) {
        try {
            var draft = Files.createTempFile(path, name, ".new", only("rw-------"));
            Files.writeString(draft, text);
            return Files.move(draft, file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // by a gateway of this very process
            return false;
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        var posix = java.nio.file.FileSystems.getDefault().supportedFileAttributeViews();
        return posix.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
