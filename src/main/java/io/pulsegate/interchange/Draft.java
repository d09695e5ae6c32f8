package io.pulsegate.interchange;

import io.xlate.edi.stream.Location;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An interchange while its segments come in. */
final class Draft {

    private final Map<Integer, String> elements = new TreeMap<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final List<String> groups = new ArrayList<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private String segment = "";
    private String standard = "";
    private String sender = "";
    private String receiver = "";
    private String number = "";
    private String answeredGroup = "";

    void begin(String tag) {
        segment = tag;
        elements.clear();
    }

    /** Of a composite, its first component says what matters here. */
    void element(Location at, String text) {
        int component = at.getComponentPosition();
        if (component <= 1) elements.putIfAbsent(at.getElementPosition(), text);
    }

    /** Whether it is known from now on whose interchange this is. */
    boolean end() {
        switch (segment) {
            case "ISA" -> envelope("X12", 6, 8, 13);
            case "UNB" -> envelope("EDIFACT", 2, 3, 5);
            case "GS" -> groups.add(element(6));
            case "ST" -> types.add(element(1));
            case "UNH" -> types.add(element(2));
            case "AK1" -> answeredGroup = element(2);
            case "AK9" -> answer(true, answeredGroup, Verdict.ofX12(element(1)));
            case "TA1" -> answer(false, element(1), Verdict.ofX12(element(4)));
            case "UCI" -> answer(false, element(1), Verdict.ofEdifact(element(4)));
            case "UCF" -> refine(element(4));
            case "UCM" -> refine(element(3));
            default -> {}
        }
        return segment.equals("ISA") || segment.equals("UNB");
    }

    boolean isKnown() {
        return !standard.isEmpty();
    }

    Interchange interchange() {
        return new Interchange(
                standard,
                sender,
                receiver,
                number,
                List.copyOf(types),
                List.copyOf(groups),
                List.copyOf(acknowledgements));
    }

    private void envelope(String name, int from, int to, int control) {
        standard = name;
        sender = element(from);
        receiver = element(to);
        number = element(control);
    }

    private void answer(boolean group, String answered, Verdict verdict) {
        acknowledgements.add(new Acknowledgement(group, answered, verdict));
    }

    /** A CONTRL may take the interchange and refuse a message or a group of it. */
    private void refine(String action) {
        if (acknowledgements.isEmpty() || !action.equals("4")) return;
        var last = acknowledgements.removeLast();
        var verdict =
                last.verdict() == Verdict.REJECTED
                        ? Verdict.REJECTED
                        : Verdict.ACCEPTED_WITH_ERRORS;
        answer(last.group(), last.controlNumber(), verdict);
    }

    private String element(int position) {
        return elements.getOrDefault(position, "").strip();
    }
}
