package io.pulsegate.gate;

import static java.util.stream.Collectors.toMap;

import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a document once, before it is validated, and stops at the first {@link DocumentLimits
 * limit} that it passes: refusing costs no more than the limit allows, whatever was sent.
 */
final class DocumentCheck {

    private final DocumentLimits limits;
    private final Map<String, FragmentDefinition> fragments;
    private final Set<String> within = new HashSet<>();
    private int fields;
    private int directives;
    private int repeats;

    private DocumentCheck(Document document, DocumentLimits limits) {
        this.limits = limits;
        this.fragments =
                document.getDefinitionsOfType(FragmentDefinition.class).stream()
                        .collect(
                                toMap(
                                        FragmentDefinition::getName,
                                        fragment -> fragment,
                                        // the validator says that there are two
                                        (first, _) -> first));
    }

    /** What is too much, in words for the sender; empty when nothing is. */
    static Optional<String> tooMuch(Document document, DocumentLimits limits) {
        try {
            new DocumentCheck(document, limits).walk(document);
            return Optional.empty();
        } catch (TooMuch passed) {
            return Optional.of(passed.words);
        }
    }

    private void walk(Document document) {
        var operations = document.getDefinitionsOfType(OperationDefinition.class);
        within("operations", operations.size(), limits.operations());
        within(
                "fragments",
                document.getDefinitionsOfType(FragmentDefinition.class).size(),
                limits.fragments());
        for (var operation : operations) {
            fields = 0;
            directives(operation);
            scope(operation.getSelectionSet(), 1, limits.depth());
        }
    }

    /** The selections of one object of the answer, wherever they are written. */
    private void scope(SelectionSet selections, int depth, int deepest) {
        within("levels of fields", depth, deepest);
        var scope = new Scope(depth, deepest);
        walk(selections, "", scope);
        if (depth == 1) {
            within("root fields", scope.count, limits.rootFields());
        }
    }

    private void walk(SelectionSet selections, String condition, Scope scope) {
        for (Selection<?> selection : selections.getSelections()) {
            // a spread counts as well: fragments of nothing but spreads double at each level
            within("fields", ++fields, limits.fields());
            switch (selection) {
                case Field field -> field(field, condition, scope);
                case InlineFragment inline -> {
                    directives(inline);
                    walk(inline.getSelectionSet(), condition(inline, condition), scope);
                }
                case FragmentSpread spread -> spread(spread, scope);
                default -> throw new IllegalStateException("no selection: " + selection);
            }
        }
    }

    private void field(Field field, String condition, Scope scope) {
        directives(field);
        scope.count++;
        if (!scope.seen.add(condition + "." + field.getName())) {
            within("repeated fields", ++repeats, limits.repeats());
        }
        var below = field.getSelectionSet();
        if (below != null) {
            var deepest =
                    field.getName().startsWith("__") ? limits.introspectionDepth() : scope.deepest;
            scope(below, scope.depth + 1, deepest);
        }
    }

    private void spread(FragmentSpread spread, Scope scope) {
        directives(spread);
        var fragment = fragments.get(spread.getName());
        // one that spreads itself, or is not there, is the validator's to name
        if (fragment != null && within.add(spread.getName())) {
            walk(
                    fragment.getSelectionSet(),
                    String.valueOf(fragment.getTypeCondition().getName()),
                    scope);
            within.remove(spread.getName());
        }
    }

    private static String condition(InlineFragment inline, String outer) {
        return inline.getTypeCondition() == null
                ? outer
                : String.valueOf(inline.getTypeCondition().getName());
    }

    private void directives(DirectivesContainer<?> node) {
        directives += node.getDirectives().size();
        within("directives", directives, limits.directives());
    }

    private static void within(String what, int count, int limit) {
        if (count > limit) {
            throw new TooMuch("The document has more than %d %s.".formatted(limit, what));
        }
    }

    /** Fields that become members of the same object, by the type that they are asked of. */
    private static final class Scope {
        final int depth;
        final int deepest;
        final Set<String> seen = new HashSet<>();
        int count;

        Scope(int depth, int deepest) {
            this.depth = depth;
            this.deepest = deepest;
        }
    }

    private static final class TooMuch extends RuntimeException {
        final String words;

        TooMuch(String words) {
            super(words, null, false, false);
            this.words = words;
        }
    }
}
