package laws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of Java sources, and what is wrong with how its files lie in it. */
record SourceTree(Path root) {
  private static final int MOST_FILES = 15;
  private static final String PACKAGE_INFO = "package-info.java";

  /** Folders with more files than a reader takes in at once. */
  List<String> crowdedFolders() throws IOException {
    return folders().entrySet().stream()
        .filter(it -> it.getValue().size() > MOST_FILES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Folders that do not say what they are for. */
  List<String> silentFolders() throws IOException {
    return folders().entrySet().stream()
        .filter(it -> !it.getValue().contains(PACKAGE_INFO))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Simple class names that two files share. */
  List<String> namesGivenTwice() throws IOException {
    Map<String, Long> count =
        folders().values().stream()
            .flatMap(List::stream)
            .filter(it -> !it.equals(PACKAGE_INFO))
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    return count.entrySet().stream()
        .filter(it -> it.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, List<String>> folders() throws IOException {
    Map<String, List<String>> folders = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(it -> it.toString().endsWith(".java"))
          .forEach(
              it ->
                  folders
                      .computeIfAbsent(
                          root.relativize(it.getParent()).toString(), x -> new ArrayList<>())
                      .add(it.getFileName().toString()));
    }
    return folders;
  }
}
