package io.pulsegate.gate;

import graphql.parser.ParserOptions;
import graphql.parser.ParsingListener;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.regex.Pattern;

/**
 * How much one document may ask for. What amplifies is counted, not what is long: a field that is
 * renamed by an alias costs nothing, the same field once more does.
 *
 * @param characters of the text
 * @param tokens of the text
 * @param digits of a number: reading one takes time by the square of its length
 * @param operations in one document
 * @param fragments in one document
 * @param directives on all selections together
 * @param rootFields of an operation
 * @param fields of an operation, those of its fragments each time they are spread
 * @param depth how deep fields lie in each other
 * @param introspectionDepth the same below {@code __schema} and {@code __type}
 * @param repeats how often fields stand once more in a selection set that has them already, with
 *     other aliases or the same, {@code __typename} included
 * @param cost of an operation, see {@link Cost}
 */
@ConfigurationProperties("pulsegate.graphql.limits")
record DocumentLimits(
        @DefaultValue("20000") int characters,
        @DefaultValue("2000") int tokens,
        @DefaultValue("64") int digits,
        @DefaultValue("5") int operations,
        @DefaultValue("30") int fragments,
        @DefaultValue("20") int directives,
        @DefaultValue("10") int rootFields,
        @DefaultValue("400") int fields,
        @DefaultValue("10") int depth,
        @DefaultValue("20") int introspectionDepth,
        @DefaultValue("15") int repeats,
        @DefaultValue("10000") int cost) {

    /** How deep the grammar's own rules may nest: lists and objects of arguments, mostly. */
    static final int RULES = 200;

    /** The parser's own reader of numbers takes time by the square of their length, too. */
    private static final Pattern ENDLESS_NUMBER = Pattern.compile("[0-9]{1000}");

    static boolean hasEndlessNumber(String document) {
        return ENDLESS_NUMBER.matcher(document).find();
    }

    /** What ends the parser before there is a document. */
    ParserOptions parser() {
        return ParserOptions.getDefaultOperationParserOptions()
                .transform(options ->
                        options.maxCharacters(characters)
                                .maxTokens(tokens)
                                .maxRuleDepth(RULES)
                                .parsingListener(this::heed)
                                // the text is the sender's own; an error need not carry it around
                                .redactTokenParserErrorMessages(true));
    }

    private void heed(ParsingListener.Token token) {
        var text = token.getText();
        if (text.length() > digits && (text.startsWith("-") || Character.isDigit(text.charAt(0)))) {
            throw new LongNumber();
        }
    }

    /** Thrown where it is read, before it is made a number. */
    static final class LongNumber extends RuntimeException {
        private LongNumber() {
            super("a number has too many digits", null, false, false);
        }
    }
}
