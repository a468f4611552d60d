package laws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.PlantedCamel;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import devnet.PlantedRoom;
import domain.PlantedLibrary;
import java.nio.file.Path;
import java.util.stream.Stream;
import market.PlantedSql;
import ops.PlantedUpward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  static Stream<ArchRule> laws() {
    return Laws.all();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theHouseKeeps(ArchRule law) {
    law.check(MAIN);
  }

  @Test
  void thereIsAHouseToCheck() {
    Laws.ROOMS.forEach(
        room ->
            assertTrue(MAIN.stream().anyMatch(it -> it.getPackageName().startsWith(room)), room));
  }

  @Test
  void aRoomThatImportsAnotherIsCaught() {
    assertCaught(Laws.roomImportsNoOther("devnet"), PlantedRoom.class);
  }

  @Test
  void aLibraryOutsideItsRoomsIsCaught() {
    assertCaught(Laws.staysHome("java.sql.."), PlantedSql.class);
    assertCaught(Laws.staysHome("org.apache.camel.."), PlantedCamel.class);
  }

  @Test
  void aLibraryInDomainIsCaught() {
    assertCaught(Laws.DOMAIN_IMPORTS_JAVA_ONLY, PlantedLibrary.class);
  }

  @Test
  void anArrowUpwardIsCaught() {
    assertCaught(Laws.ONLY_APP_IMPORTS_ROUTES, PlantedUpward.class);
  }

  private static void assertCaught(ArchRule law, Class<?> planted) {
    assertFalse(
        law.evaluate(new ClassFileImporter().importClasses(planted)).getFailureReport().isEmpty());
  }
}
