package io.pulsegate;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import io.pulsegate.testing.Beside;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import java.io.ObjectInputStream;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The plan of the house, as tests: rooms, floors, names, and who may touch the database. */
@Beside
class HouseTests {

    /** From the ground up. A room imports only from the floors below its own. */
    private static final List<Set<String>> FLOORS =
            List.of(
                    Set.of(
                            "tenancy",
                            "faults",
                            "paging",
                            "operations",
                            "compile",
                            "outbound",
                            "redaction",
                            "interchange",
                            "wire"),
                    Set.of("access", "sections", "live", "integrations", "work"),
                    Set.of("audit"),
                    Set.of(
                            "health",
                            "activity",
                            "errors",
                            "incidents",
                            "connections",
                            "edi",
                            "keys",
                            "webhooks",
                            "intake",
                            "deliveries",
                            "repairs"),
                    Set.of("dashboard"),
                    Set.of("gate", "rest", "web", "streams", "embedded"));

    /** The one room that its neighbours may use: anything can go wrong on the ground floor too. */
    private static final String FAULTS = "faults";

    /** Read once for all tests, and from the folder: to search the class path takes seconds. */
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath("target/classes");

    @Test
    void roomsImportOnlyWhatTheirSignsAllow() {
        ApplicationModules.of(Gateway.class).verify();
    }

    @Test
    void signsAllowOnlyTheFloorsBelow() {
        assertThat(rooms())
                .allSatisfy(room -> {
                    var allowed = room.getAnnotationOfType(ApplicationModule.class);
                    assertThat(below(name(room)))
                            .as("floors below %s", name(room))
                            .contains(allowed.allowedDependencies());
                });
    }

    @Test
    void everyRoomHasASign() {
        assertThat(HOUSE.getPackage("io.pulsegate").isAnnotatedWith(NullMarked.class)).isTrue();
        assertThat(rooms())
                .allSatisfy(room -> {
                    assertThat(room.isAnnotatedWith(ApplicationModule.class)).isTrue();
                    assertThat(room.isAnnotatedWith(NullMarked.class)).isTrue();
                });
    }

    @Test
    void everyRoomOfThePlanIsThereAndNoOther() {
        var plan = FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(rooms()).extracting(HouseTests::name).containsExactlyInAnyOrderElementsOf(plan);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Manager|Helper|Utils?|Impl|Dto|DTO)(\\$.*)?")
                .orShould()
                .haveNameMatching(".*[.$]Abstract[^.$]*")
                .because("such names say how a class is used or built, not what it is")
                .check(HOUSE);
    }

    @Test
    void onlyTenancyAndEmbeddedHoldConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pulsegate.tenancy", "io.pulsegate.embedded")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "java.sql..", "javax.sql..", "org.springframework.jdbc..")
                                .and(
                                        not(
                                                belongToAnyOf(
                                                        ResultSet.class,
                                                        Array.class,
                                                        Timestamp.class,
                                                        SQLException.class))))
                .because("elsewhere a lambda may map a row, and no more")
                .check(HOUSE);
    }

    @Test
    void nobodyReadsWhatChoosesItsOwnClass() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class))
                .because("bytes from outside would say what is made of them")
                .check(HOUSE);
    }

    private List<JavaPackage> rooms() {
        return HOUSE.getPackage("io.pulsegate").getSubpackagesInTree().stream().toList();
    }

    private static Set<String> below(String room) {
        var floor = FLOORS.stream().takeWhile(rooms -> !rooms.contains(room)).toList();
        if (floor.isEmpty()) return room.equals(FAULTS) ? Set.of() : Set.of(FAULTS);
        return floor.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static String name(JavaPackage room) {
        return room.getName().substring("io.pulsegate.".length());
    }
}
