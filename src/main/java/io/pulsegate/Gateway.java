package io.pulsegate;

import io.pulsegate.access.CreateAdmin;
import io.pulsegate.embedded.Rehearsal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.io.ObjectInputFilter;
import java.util.Arrays;

/** The roof: starts the house, or runs one of the two commands there are. */
@SpringBootApplication
public class Gateway {

    public static void main(String[] args) throws Exception {
        readNothingSerial();
        if (args.length > 0 && args[0].equals("create-admin")) {
            System.exit(CreateAdmin.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        if (args.length > 0 && args[0].equals("rehearse")) {
            System.exit(Rehearsal.run(Gateway.class));
        }
        SpringApplication.run(Gateway.class, args);
    }

    /** In Java's own serial form, whatever a library may offer; before any of them is loaded. */
    static void readNothingSerial() {
        // not by its system property, which the JVM has read by now
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(_ -> ObjectInputFilter.Status.REJECTED);
        }
    }
}
