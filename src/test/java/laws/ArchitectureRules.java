package laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may import what, each a rule that can be shown to fail. */
final class ArchitectureRules {
  private static final List<String> WORKER_ROOMS =
      List.of("market", "features", "inference", "chain", "wallet", "journal", "scoring", "ops");

  /** From the ground up: a room imports rooms of lower floors only. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("base"),
          List.of("domain"),
          WORKER_ROOMS,
          List.of("routes"),
          List.of("config"),
          List.of("host", "wiring"),
          List.of("report", "doctor"),
          List.of("daemon"),
          List.of("trials"),
          List.of("cli"));

  /** Rooms beside the tower, with all that they may import. */
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "devnet", List.of("base", "domain"),
          "faults", List.of("base", "domain", "devnet"),
          "lab", List.of("base", "domain", "features", "inference", "scoring"));

  /** Floors on which the rooms beside the tower are known. */
  private static final Map<String, List<String>> KNOWS_BESIDE =
      Map.of("trials", List.of("devnet", "faults"), "cli", List.of("devnet", "faults", "lab"));

  /** Neighbours on one floor. */
  private static final Map<String, List<String>> NEIGHBOURS =
      Map.of("chain", List.of("wallet"), "doctor", List.of("report"));

  /** Folders that only their own room imports. */
  private static final Map<String, List<String>> INSIDE =
      Map.of(
          "chain",
          List.of(
              "chain.http",
              "chain.node",
              "chain.window",
              "chain.query",
              "chain.tx",
              "chain.broadcast"),
          "journal",
          List.of("journal.store"),
          "inference",
          List.of("inference.engine"),
          "devnet",
          List.of("devnet.block", "devnet.rest", "devnet.market"));

  private static final List<String> CAMEL =
      List.of("routes", "config", "host", "doctor", "daemon", "trials");
  private static final List<String> SQL = List.of("journal");

  /** Where a library is used. */
  private static final Map<String, List<String>> HOME =
      Map.ofEntries(
          Map.entry("org.apache.camel..", CAMEL),
          Map.entry("ai.djl..", List.of("inference")),
          Map.entry("ai.onnxruntime..", List.of("inference")),
          Map.entry("java.sql..", SQL),
          Map.entry("javax.sql..", SQL),
          Map.entry("org.jdbi..", SQL),
          Map.entry("org.flywaydb..", SQL),
          Map.entry("com.zaxxer..", SQL),
          Map.entry("io.micrometer..", List.of("ops")),
          Map.entry("picocli..", List.of("cli", "config")),
          Map.entry(
              "com.google.protobuf..",
              List.of("chain", "wallet", "devnet", "lab", "inference", "onnx")),
          Map.entry("org.bitcoinj..", List.of("chain", "wallet")),
          Map.entry("org.bouncycastle..", List.of("chain", "wallet")),
          Map.entry("fr.acinq..", List.of("devnet")));

  static final ArchRule BASE_IMPORTS_JAVA_ONLY = onlyImports("base", "java..", "base..");

  static final ArchRule DOMAIN_IMPORTS_JAVA_ONLY =
      onlyImports("domain", "java..", "base..", "domain..");

  static final ArchRule NO_CYCLES = slices().matching("(**)").should().beFreeOfCycles();

  /** What these write is read by machines: their numbers have the same digits on every host. */
  static final ArchRule WIRE_TEXT_NAMES_ITS_LOCALE =
      noClasses()
          .that()
          .resideInAnyPackage("market.source..", "devnet..")
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class);

  static final ArchRule CASE_NAMES_ITS_LOCALE =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase");

  private ArchitectureRules() {}

  static Collection<String> rooms() {
    return allowed().keySet();
  }

  static Stream<ArchRule> all() {
    return Stream.of(
            Stream.of(BASE_IMPORTS_JAVA_ONLY, DOMAIN_IMPORTS_JAVA_ONLY, NO_CYCLES),
            Stream.of(WIRE_TEXT_NAMES_ITS_LOCALE, CASE_NAMES_ITS_LOCALE),
            rooms().stream().map(ArchitectureRules::importsOnlyWhatItMay),
            INSIDE.keySet().stream().map(ArchitectureRules::keepsItsInsideToItself),
            HOME.keySet().stream().map(ArchitectureRules::libraryStaysInItsRooms))
        .flatMap(it -> it);
  }

  /** Rooms each room may import. */
  private static Map<String, List<String>> allowed() {
    Map<String, List<String>> allowed = new TreeMap<>(BESIDE);
    TreeSet<String> below = new TreeSet<>();
    for (List<String> floor : FLOORS) {
      for (String room : floor) {
        TreeSet<String> may = new TreeSet<>(below);
        may.addAll(NEIGHBOURS.getOrDefault(room, List.of()));
        may.addAll(KNOWS_BESIDE.getOrDefault(room, List.of()));
        allowed.put(room, List.copyOf(may));
      }
      below.addAll(floor);
    }
    return allowed;
  }

  static ArchRule importsOnlyWhatItMay(String room) {
    List<String> may = allowed().get(room);
    String[] others =
        rooms().stream()
            .filter(it -> !it.equals(room) && !may.contains(it))
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

  /** What is below a room's top and its vocabulary is seen by that room only. */
  static ArchRule keepsItsInsideToItself(String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(INSIDE.get(room).stream().map(it -> it + "..").toArray(String[]::new))
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

  private static ArchRule onlyImports(String room, String... packages) {
    return classes()
        .that()
        .resideInAPackage(room + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
