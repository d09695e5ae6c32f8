package io.pulsegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pulsegate.tenancy.StartRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class DataFolderTests {

    @TempDir Path temp;

    @Test
    void isForOneUserAndKeepsASecretOnce() throws IOException {
        try (var folder = DataFolder.open(temp.resolve("new/data"))) {
            assertThat(folder.secret("key", () -> "first")).isEqualTo("first");
            assertThat(folder.secret("key", () -> "second")).isEqualTo("first");
            assertThat(permissions(folder.path())).isEqualTo("rwx------");
            assertThat(permissions(folder.file("key"))).isEqualTo("rw-------");
        }
    }

    @Test
    void refusesAFolderThatAGatewayUses() {
        var folder = DataFolder.open(temp);
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> DataFolder.open(temp))
                .withMessageContaining("A running gateway uses the data folder")
                .withMessageContaining("PULSEGATE_DATA");
        folder.close();
        DataFolder.open(temp).close();
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        var file = Files.createFile(temp.resolve("file"));
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> DataFolder.open(file))
                .withMessageContaining("cannot be used");
    }

    @Test
    void refusesAnotherMajorVersionsDatabase() throws IOException {
        try (var folder = DataFolder.open(temp)) {
            Files.createDirectory(folder.database());
            Files.createFile(folder.database().resolve("pulsegate.finished"));
            Files.writeString(folder.database().resolve("PG_VERSION"), "17\n");
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(
                            () -> EmbeddedDatabase.start(folder, EmbeddedDatabaseTests.PROGRAMS))
                    .withMessageContaining("was made by PostgreSQL 17")
                    .withMessageContaining("brings PostgreSQL 18");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
