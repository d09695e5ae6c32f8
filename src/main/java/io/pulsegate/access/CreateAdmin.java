package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgDatabase;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.NestedRuntimeException;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Optional;

/**
 * {@code java -jar pulsegate.jar create-admin}: the first person who can sign in. Runs on a context
 * of the database alone; nothing is served meanwhile.
 */
public final class CreateAdmin {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    CreateAdmin(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command on the process's own streams.
     *
     * @return the exit code: 0 done, 1 refused or failed, 2 not understood
     */
    public static int run(String... args) {
        return new CreateAdmin(System.in, System.out, System.err).create(args);
    }

    int create(String... args) {
        try {
            var admin = NewAdmin.parse(args);
            return create(admin, admin.checked(password()));
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(NewAdmin.USAGE);
            return MISUSED;
        } catch (IOException e) {
            return failed("The password cannot be read: " + e.getMessage());
        }
    }

    private int create(NewAdmin admin, String password) {
        if (System.getenv("SPRING_DATASOURCE_URL") == null
                && System.getProperty("spring.datasource.url") == null) {
            return failed("No database is configured: set SPRING_DATASOURCE_URL and its fellows.");
        }
        try (var context = DatabaseOnly.start()) {
            var accounts = new AdminAccounts(context.getBean(OrgDatabase.class));
            var org = accounts.create(admin, password);
            out.printf("%s is administrator of %s (%s).%n", admin.email(), admin.org(), org);
            return DONE;
        } catch (AdminAccounts.EmailTaken _) {
            return failed("There is already a user with the e-mail " + admin.email() + ".");
        } catch (Fault.Unavailable | NestedRuntimeException e) {
            var cause = NestedExceptionUtils.getMostSpecificCause(e);
            return failed("The database cannot be used: " + cause.getMessage());
        }
    }

    private int failed(@Nullable String why) {
        err.println(why);
        return FAILED;
    }

    /** From the terminal without echo, or the first line of whatever is piped in. */
    private String password() throws IOException {
        var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (in.equals(System.in) && terminal.isPresent()) {
            return new String(terminal.get().readPassword("Password: "));
        }
        var line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
