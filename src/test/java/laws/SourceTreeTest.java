package laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
  private static final SourceTree MAIN = new SourceTree(Path.of("src", "main", "java"));

  @TempDir Path folder;

  @Test
  void noFolderIsCrowded() throws IOException {
    assertEquals(List.of(), MAIN.crowdedFolders());
  }

  @Test
  void everyFolderSaysWhatItIsFor() throws IOException {
    assertEquals(List.of(), MAIN.silentFolders());
  }

  @Test
  void noSimpleClassNameIsGivenTwice() throws IOException {
    assertEquals(List.of(), MAIN.namesGivenTwice());
  }

  @Test
  void plantedFaultsOfEachKindAreFound() throws IOException {
    Path crowded = Files.createDirectories(folder.resolve("crowded"));
    Path other = Files.createDirectories(folder.resolve("other"));
    for (int i = 0; i < 16; i++) {
      Files.createFile(crowded.resolve("Class" + i + ".java"));
    }
    Files.createFile(other.resolve("Class3.java"));
    Files.createFile(other.resolve("package-info.java"));
    SourceTree planted = new SourceTree(folder);
    assertEquals(List.of("crowded"), planted.crowdedFolders());
    assertEquals(List.of("crowded"), planted.silentFolders());
    assertEquals(List.of("Class3.java"), planted.namesGivenTwice());
  }
}
