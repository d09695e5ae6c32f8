package io.pulsegate.operations;

/**
 * A stored question.
 *
 * @param name the file's name without its ending, which is the operation's name
 * @param client the folder: who asks it
 * @param hash SHA-256 of the document in hexadecimal
 */
public record Operation(String client, String name, String document, String hash) {}
