package io.pulsegate.gate;

import static java.util.stream.Collectors.toUnmodifiableSet;

import graphql.language.AstPrinter;
import graphql.language.AstTransformer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.parser.Parser;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;

import io.pulsegate.operations.Operation;
import io.pulsegate.operations.Operations;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * The documents that our own clients send: every file below {@code graphql/operations}. With {@code
 * pulsegate.graphql.trusted-documents=true} nothing else is answered, so that nobody can ask what
 * nobody has looked at. GraphiQL then says so for whatever is typed by hand.
 *
 * <p>Blanks, comments and {@code __typename}, which clients add, make no difference.
 */
@Component
final class TrustedDocuments {

    private final boolean only;
    private final Set<String> stored;

    TrustedDocuments(
            Operations operations,
            @Value("${pulsegate.graphql.trusted-documents:false}") boolean only) {
        this.only = only;
        this.stored = only ? plain(operations) : Set.of();
    }

    private static Set<String> plain(Operations operations) {
        return operations
                .all()
                .map(Operation::document)
                .map(Parser::parse)
                .map(TrustedDocuments::plain)
                .collect(toUnmodifiableSet());
    }

    boolean refuses(Document document) {
        return only && !stored.contains(plain(document));
    }

    private static String plain(Document document) {
        return AstPrinter.printAstCompact(
                new AstTransformer().transform(document, new WithoutTypeNames()));
    }

    private static final class WithoutTypeNames extends NodeVisitorStub {
        @Override
        @SuppressWarnings("rawtypes")
        public TraversalControl visitField(Field field, TraverserContext<Node> context) {
            return field.getName().equals("__typename") && field.getAlias() == null
                    ? TreeTransformerUtil.deleteNode(context)
                    : TraversalControl.CONTINUE;
        }
    }
}
