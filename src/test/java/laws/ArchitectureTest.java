package laws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.PlantedCamel;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import devnet.PlantedDevnetRoom;
import devnet.PlantedHostLocale;
import domain.PlantedLibraryImport;
import java.nio.file.Path;
import java.util.stream.Stream;
import market.PlantedSqlImport;
import market.fetch.PlantedLowerHalf;
import market.quality.PlantedUpperHalf;
import ops.PlantedRoutesImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import report.PlantedInnerImport;
import scoring.PlantedSimulationImport;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  static Stream<ArchRule> laws() {
    return ArchitectureRules.all();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theHouseKeeps(ArchRule law) {
    law.check(MAIN);
  }

  @Test
  void thereIsAHouseToCheck() {
    ArchitectureRules.rooms()
        .forEach(
            room ->
                assertTrue(
                    MAIN.stream().anyMatch(it -> it.getPackageName().startsWith(room)), room));
  }

  @Test
  void aRoomThatImportsAnotherIsCaught() {
    assertCaught(ArchitectureRules.importsOnlyWhatItMay("devnet"), PlantedDevnetRoom.class);
  }

  @Test
  void aLibraryOutsideItsRoomsIsCaught() {
    assertCaught(ArchitectureRules.libraryStaysInItsRooms("java.sql.."), PlantedSqlImport.class);
    assertCaught(
        ArchitectureRules.libraryStaysInItsRooms("org.apache.camel.."), PlantedCamel.class);
  }

  @Test
  void aLibraryInDomainIsCaught() {
    assertCaught(ArchitectureRules.DOMAIN_IMPORTS_JAVA_ONLY, PlantedLibraryImport.class);
  }

  @Test
  void anArrowUpwardIsCaught() {
    assertCaught(ArchitectureRules.importsOnlyWhatItMay("ops"), PlantedRoutesImport.class);
  }

  @Test
  void aProductionRoomThatKnowsTheSimulationIsCaught() {
    assertCaught(ArchitectureRules.importsOnlyWhatItMay("scoring"), PlantedSimulationImport.class);
  }

  @Test
  void whoReachesIntoARoomIsCaught() {
    assertCaught(ArchitectureRules.keepsItsInsideToItself("chain"), PlantedInnerImport.class);
  }

  @Test
  void textOfTheHostsLocaleIsCaught() {
    assertCaught(ArchitectureRules.WIRE_TEXT_NAMES_ITS_LOCALE, PlantedHostLocale.class);
    assertCaught(ArchitectureRules.CASE_NAMES_ITS_LOCALE, PlantedHostLocale.class);
  }

  @Test
  void aCircleBetweenFoldersIsCaught() {
    assertCaught(ArchitectureRules.NO_CYCLES, PlantedUpperHalf.class, PlantedLowerHalf.class);
  }

  private static void assertCaught(ArchRule law, Class<?>... planted) {
    assertFalse(
        law.evaluate(new ClassFileImporter().importClasses(planted)).getFailureReport().isEmpty());
  }
}
