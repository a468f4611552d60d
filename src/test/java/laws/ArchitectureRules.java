package laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The house's laws about who may import what, each a rule that can be shown to fail. */
final class ArchitectureRules {
  static final List<String> ROOMS =
      List.of(
          "market",
          "features",
          "inference",
          "chain",
          "wallet",
          "journal",
          "scoring",
          "ops",
          "lab",
          "devnet",
          "faults");

  private static final Map<String, List<String>> MAY_IMPORT =
      Map.of(
          "chain", List.of("wallet"),
          "lab", List.of("features", "inference"),
          "faults", List.of("devnet"));

  private static final Map<String, List<String>> HOME =
      Map.ofEntries(
          Map.entry("org.apache.camel..", List.of("routes", "app")),
          Map.entry("ai.djl..", List.of("inference")),
          Map.entry("ai.onnxruntime..", List.of("inference")),
          Map.entry("java.sql..", List.of("journal")),
          Map.entry("javax.sql..", List.of("journal")),
          Map.entry("org.jdbi..", List.of("journal")),
          Map.entry("org.flywaydb..", List.of("journal")),
          Map.entry("com.zaxxer..", List.of("journal")),
          Map.entry("io.micrometer..", List.of("ops")),
          Map.entry("picocli..", List.of("app")),
          Map.entry("com.google.protobuf..", List.of("chain", "wallet", "devnet", "lab")),
          Map.entry("org.bitcoinj..", List.of("chain", "wallet")),
          Map.entry("org.bouncycastle..", List.of("chain", "wallet")),
          Map.entry("fr.acinq..", List.of("devnet")));

  private ArchitectureRules() {}

  static final ArchRule DOMAIN_IMPORTS_JAVA_ONLY =
      classes()
          .that()
          .resideInAPackage("domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "domain..");

  static final ArchRule NOBODY_IMPORTS_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage("app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("app..");

  static final ArchRule ONLY_APP_IMPORTS_ROUTES =
      noClasses()
          .that()
          .resideOutsideOfPackages("app..", "routes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("routes..");

  static final ArchRule NO_CYCLES = slices().matching("(*)..").should().beFreeOfCycles();

  static Stream<ArchRule> all() {
    Stream<ArchRule> fixed =
        Stream.of(DOMAIN_IMPORTS_JAVA_ONLY, NOBODY_IMPORTS_APP, ONLY_APP_IMPORTS_ROUTES, NO_CYCLES);
    Stream<ArchRule> rooms = ROOMS.stream().map(ArchitectureRules::roomImportsNoOther);
    return Stream.of(
            fixed, rooms, HOME.keySet().stream().map(ArchitectureRules::libraryStaysInItsRooms))
        .flatMap(it -> it);
  }

  static ArchRule roomImportsNoOther(String room) {
    String[] others =
        ROOMS.stream()
            .filter(it -> !it.equals(room))
            .filter(it -> !MAY_IMPORT.getOrDefault(room, List.of()).contains(it))
            .map(it -> it + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }

  /** A library is used in its rooms only. */
  static ArchRule libraryStaysInItsRooms(String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            HOME.get(library).stream().map(it -> it + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true);
  }
}
