package io.pulsegate;

import io.pulsegate.access.CreateAdmin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.Arrays;

/** The roof: starts the house, or runs the one command there is. */
@SpringBootApplication
public class Gateway {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("create-admin")) {
            System.exit(CreateAdmin.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(Gateway.class, args);
    }
}
