package io.pulsegate.db;

import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/** How PostgreSQL ran a statement: every node of the plan, with what it really did. */
final class Plan {

    private Plan() {}

    static List<JsonNode> nodes(JdbcClient jdbc, String statement) {
        var plan =
                jdbc.sql("explain (analyze, format json) " + statement)
                        .query((row, _) -> row.getString(1))
                        .single();
        var nodes = new ArrayList<JsonNode>();
        collect(JsonMapper.shared().readTree(plan), nodes);
        return nodes;
    }

    private static void collect(JsonNode node, List<JsonNode> nodes) {
        if (node.has("Node Type")) nodes.add(node);
        node.forEach(child -> collect(child, nodes));
    }
}
