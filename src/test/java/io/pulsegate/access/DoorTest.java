package io.pulsegate.access;

import org.springframework.boot.test.context.SpringBootTest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Real HTTP to the door; all such tests share one, and one database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Door.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // lets a test be somebody at another address, and come over https
        properties = {
            "server.forward-headers-strategy=native",
            "pulsegate.origins=https://tools.acme.example"
        })
@interface DoorTest {}
