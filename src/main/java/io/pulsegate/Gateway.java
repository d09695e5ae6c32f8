package io.pulsegate;

import io.pulsegate.access.CreateAdmin;
import io.pulsegate.embedded.Rehearsal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.Arrays;

/** The roof: starts the house, or runs one of the two commands there are. */
@SpringBootApplication
public class Gateway {

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("create-admin")) {
            System.exit(CreateAdmin.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        if (args.length > 0 && args[0].equals("rehearse")) {
            System.exit(Rehearsal.run(Gateway.class));
        }
        SpringApplication.run(Gateway.class, args);
    }
}
